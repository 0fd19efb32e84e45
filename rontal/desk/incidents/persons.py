"""List of the persons affected: numbers and kinds; names only with a reason."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import INCIDENT_HANDLERS
from rontal.desk.incidents import forms
from rontal.incidents import services
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules.kinds import NamesReason
from rontal.incidents.selectors.register import incident_for_staff, persons_of
from rontal.incidents.steps.recipients import Recipient
from rontal.notifications.incident_proof import deliveries, needing_letter
from rontal.ui import access
from rontal.ui.middleware import actor_of
from rontal.ui.reauthentication import needs_proof
from rontal.ui.responses import perform

PER_PAGE = 30
LETTERS = "surat"


@access.staff(*INCIDENT_HANDLERS)
@require_safe
def affected(request: HttpRequest, code: str) -> HttpResponse:
    """Lists the persons without names; `?perlu=surat` those who need a letter."""
    found = incident_for_staff(code, actor_of(request))
    return _render(request, found, forms.NamesForm())


@access.staff(*INCIDENT_HANDLERS)
@needs_proof
@require_POST
def open_names(request: HttpRequest, code: str) -> HttpResponse:
    """Shows one page of the list with names, in this response only; recorded with the reason."""
    actor = actor_of(request)
    found, filled = incident_for_staff(code, actor), forms.NamesForm(request.POST)
    if not filled.is_valid():
        return _render(request, found, filled, status=422)
    names = services.open_names(
        incident=found,
        persons=_page(request, found).object_list,
        reason=NamesReason(filled.cleaned_data["reason"]),
        actor=actor,
    )
    return _render(request, found, filled, names=names)


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def returned(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Records that the mail to a person came back."""
    actor = actor_of(request)
    found = incident_for_staff(code, actor)
    perform(
        request,
        lambda: services.mark_mail_returned(incident_id=found.pk, person_id=pk, actor=actor),
        _("Recorded. The person needs a letter."),
    )
    return redirect("desk:incident_persons", code=found.code)


def _page(request: HttpRequest, found: Incident) -> "Page[AffectedPerson]":
    rows = needing_letter(found) if request.GET.get("perlu") == LETTERS else persons_of(found)
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman", "1"))


def _render(
    request: HttpRequest,
    found: Incident,
    form: forms.NamesForm,
    *,
    status: int = 200,
    names: dict[int, Recipient] | None = None,
) -> HttpResponse:
    page = _page(request, found)
    persons = list(page.object_list)
    mails, opened = deliveries(persons), names or {}
    context = {
        "found": found,
        "page": page,
        "rows": [(one, mails.get(one.pk), opened.get(one.pk)) for one in persons],
        "form": form,
        "opened": bool(names),
        "letters_only": request.GET.get("perlu") == LETTERS,
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/incidents/persons.html", context, status=status)
