"""Page of the notices, and their way from the draft to the confirmation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rontal.accounts.roles import INCIDENT_CONFIRMERS, INCIDENT_HANDLERS
from rontal.core.errors import DomainError, Invalid
from rontal.desk.incidents import forms
from rontal.desk.incidents.actions import act_and_redirect
from rontal.desk.incidents.views import add_faults
from rontal.incidents import services
from rontal.incidents.models import Incident
from rontal.incidents.rules.texts import fill, paragraphs
from rontal.incidents.selectors.drafts import drafts, person_values
from rontal.incidents.selectors.register import incident_for_staff, reached
from rontal.ui import access, sentences
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof


@access.staff(*INCIDENT_HANDLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Shows the notices, at first as drafts (GET), or saves them (POST)."""
    found = incident_for_staff(code, actor_of(request))
    if request.method != "POST":
        return _render(request, found, forms.NoticesForm(initial=_initial(request, found)))
    filled = forms.NoticesForm(request.POST)
    if not filled.is_valid():
        return _render(request, found, filled, status=422)
    texts = dict(filled.cleaned_data)
    address = texts.pop("agency_email")
    try:
        services.save_notices(
            incident_id=found.pk, texts=texts, agency_email=address, actor=actor_of(request)
        )
    except Invalid as error:
        add_faults(filled, error)
        return _render(request, found, filled, status=422)
    except DomainError as error:
        return _render(request, found, filled, status=409, refusal=sentences.of(error))
    messages.success(request, _("Notices saved."))
    return redirect("desk:incident", code=found.code)


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Submits the notices for confirmation."""
    actor = actor_of(request)
    found = incident_for_staff(code, actor)
    return act_and_redirect(
        request,
        found,
        lambda: services.submit(incident_id=found.pk, actor=actor),
        _("Submitted. A head has to confirm."),
    )


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def give_back(request: HttpRequest, code: str) -> HttpResponse:
    """Returns the notices for changes."""
    actor = actor_of(request)
    found = incident_for_staff(code, actor)
    return act_and_redirect(
        request,
        found,
        lambda: services.return_notices(incident_id=found.pk, actor=actor),
        _("Returned. The notices can be changed again."),
    )


@access.staff(*INCIDENT_CONFIRMERS)
@needs_proof
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Confirms the notices: they are sent."""
    actor = actor_of(request)
    found = incident_for_staff(code, actor)
    return act_and_redirect(
        request,
        found,
        lambda: services.confirm(
            incident_id=found.pk, seen=request.POST.get("seen", ""), actor=actor
        ),
        _("Confirmed. The notices are being sent."),
    )


def _initial(request: HttpRequest, found: Incident) -> dict[str, str]:
    """Returns the saved notices; drafts where none are saved, or a fresh draft was asked for."""
    if found.notices is None or ("draf" in request.GET and found.state == "open"):
        return drafts(found) | {"agency_email": found.agency_email}
    return {**found.notices.reveal(), "agency_email": found.agency_email}


def _render(
    request: HttpRequest,
    found: Incident,
    form: forms.NoticesForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    numbers = reached(found)
    kinds = [kind for kind, _number in numbers.kinds[:2]]
    text = str(form["persons_id"].value() or "")
    sample = paragraphs(fill(text, person_values(found, kinds, numbers.first_at)))
    context = {"found": found, "form": form, "sample": sample, "refusal": refusal}
    return render(request, "desk/incidents/notices.html", context, status=status)
