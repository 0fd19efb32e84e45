"""Guardian's page: the child's request, and a free choice of yes or no (PP 17/2025)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rontal.membership.errors import LinkUsed
from rontal.membership.labels import CONSENT_PURPOSES_FOR_PERSON
from rontal.membership.models import Guardian, OneUseLink
from rontal.membership.rules.kinds import ConsentBy, LinkPurpose
from rontal.membership.selectors import guardian_link, open_link
from rontal.membership.services import guardian_consent, guardian_refuse, guardian_withdraw
from rontal.ui.access import public
from rontal.ui.headers import token_page
from rontal.ui.middleware import actor_of
from rontal.web.registration import limits
from rontal.web.registration.forms.password import GuardianForm
from rontal.web.registration.views.links import LINK_ERRORS, render_invalid_link


@public
@token_page
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the request (GET) or records the answer (POST).

    After a yes the same link withdraws the consent.
    """
    limits.spend_by_address(request, limits.TOKEN)
    try:
        link = open_link(token=token, purpose=LinkPurpose.GUARDIAN)
        return (
            _decide(request, token, link)
            if request.method == "POST"
            else _render_guardian(request, link)
        )
    except LinkUsed as error:
        used = guardian_link(token)
        guardian = getattr(used.application, "guardian", None)
        if guardian is None or guardian.consented_at is None or _is_over(guardian):
            return render_invalid_link(request, error, guardian=True)
        return _take_back(request, token, used)
    except LINK_ERRORS as error:
        return render_invalid_link(request, error, guardian=True)


def _decide(request: HttpRequest, token: str, link: OneUseLink) -> HttpResponse:
    if request.POST.get("answer") == "no":
        guardian_refuse(token=token, actor=actor_of(request))
        return render(request, "web/registration/guardian_done.html", {"answer": "no"})
    form = GuardianForm(request.POST)
    if not form.is_valid():
        return _render_guardian(request, link, form)
    guardian_consent(token=token, actor=actor_of(request))
    return render(request, "web/registration/guardian_done.html", {"answer": "yes"})


def _take_back(request: HttpRequest, token: str, link: OneUseLink) -> HttpResponse:
    if request.method == "POST" and request.POST.get("answer") == "back":
        guardian_withdraw(token=token, actor=actor_of(request))
        return render(request, "web/registration/guardian_done.html", {"answer": "back"})
    context = {"application": link.application, "guardian": link.application.guardian}
    return render(request, "web/registration/guardian_back.html", context)


def _is_over(guardian: Guardian) -> bool:
    return guardian.refused_at is not None or guardian.ended_at is not None


def _render_guardian(
    request: HttpRequest, link: OneUseLink, form: GuardianForm | None = None
) -> HttpResponse:
    application = link.application
    rows = application.consents.filter(withdrawn_at=None, by=ConsentBy.APPLICANT)
    purposes = set(rows.values_list("purpose", flat=True))
    context = {
        "application": application,
        "guardian": application.guardian,
        "guardian_name": application.guardian.details.reveal().get("name", ""),
        "purposes": [
            name for purpose, name in CONSENT_PURPOSES_FOR_PERSON.items() if purpose in purposes
        ],
        "form": form or GuardianForm(),
        "expires_at": link.expires_at,
    }
    return render(request, "web/registration/guardian.html", context)
