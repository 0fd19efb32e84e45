"""Page for an invitation to claim a membership.

GET changes nothing, because mail scanners follow links.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rontal.accounts.errors import WeakPassword
from rontal.core.errors import DomainError, Invalid
from rontal.membership.claiming import selectors, services
from rontal.membership.errors import LinkUnknown
from rontal.membership.models import Member, OneUseLink
from rontal.membership.rules.form import ApplicationForm
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import token_page
from rontal.ui.middleware import actor_of
from rontal.web.claim.forms import ClaimForm
from rontal.web.registration import limits
from rontal.web.registration.sign_in import sign_in
from rontal.web.registration.views.links import LINK_ERRORS


@public
@token_page
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the stored data and the form (GET); claims or refuses the membership (POST)."""
    limits.spend_by_address(request, limits.TOKEN)
    try:
        link, member = selectors.claim_link(token)
        if request.method != "POST":
            known = selectors.imported_details(member.application)
            return _render_claim(request, link, member, known, ClaimForm(known))
        if "not_me" in request.POST:
            services.refuse_claim(token=token, actor=actor_of(request))
            return render(request, "web/claim/not_me.html")
        return _claim(request, token, link, member)
    except LINK_ERRORS as error:
        return _no_longer(request, error)


def _claim(request: HttpRequest, token: str, link: OneUseLink, member: Member) -> HttpResponse:
    known = selectors.imported_details(member.application)
    form = ClaimForm(known, request.POST, child=_is_child(known, request))
    if not form.is_valid():
        return _render_claim(request, link, member, known, form)
    try:
        claimed = services.claim(token=token, details=form.claim(), actor=actor_of(request))
    except WeakPassword as error:
        form.add_error("password", sentences.of(error))
        return _render_claim(request, link, member, known, form)
    except Invalid as error:
        for name, code in error.fields.items():
            form.add_error(name if name in form.fields else None, sentences.of_code(code))
        return _render_claim(request, link, member, known, form)
    member.user.refresh_from_db()
    sign_in(request, member.user, method="password")
    messages.success(request, _("Welcome. Your number is %(number)s.") % {"number": claimed.number})
    return redirect("/")


def _is_child(known: ApplicationForm, request: HttpRequest) -> bool:
    """Returns True where the date of birth just submitted requires a guardian."""
    typed = ClaimForm(known, request.POST)
    typed.is_valid()
    birth = typed.cleaned_data.get("birth_date")
    return birth is not None and selectors.needs_guardian(replace(known, birth_date=birth))


def _render_claim(
    request: HttpRequest, link: OneUseLink, member: Member, known: ApplicationForm, form: ClaimForm
) -> HttpResponse:
    context = {"member": member, "known": known, "form": form, "expires_at": link.expires_at}
    return render(request, "web/claim/claim.html", context)


def _no_longer(request: HttpRequest, error: DomainError) -> HttpResponse:
    context = {"code": error.code, "sentence": sentences.of(error)}
    status = 404 if isinstance(error, LinkUnknown) else 410
    return render(request, "web/claim/link.html", context, status=status)
