"""Register of incidents, entry of one, and one incident."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from rontal.accounts.roles import INCIDENT_HANDLERS
from rontal.core.errors import Invalid
from rontal.core.events import event_label
from rontal.desk.incidents import forms
from rontal.incidents import services
from rontal.incidents.labels import FAULTS, STATES
from rontal.incidents.models import Incident
from rontal.incidents.rules.kinds import NoticedBy
from rontal.incidents.selectors import register as incidents
from rontal.incidents.services.notices import may_confirm
from rontal.incidents.services.opening import NewIncident
from rontal.incidents.steps.notice_version import version_of
from rontal.notifications.incident_proof import agency_mail, agency_notice, proof_of
from rontal.ui import access
from rontal.ui.forms import RontalForm
from rontal.ui.middleware import actor_of

SHELVES: Mapping[str, str | Promise] = {
    "unfinished": _("Not finished"),
    **STATES,
    "all": _("All"),
}


@access.staff(*INCIDENT_HANDLERS)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Lists incidents, the newest first, with figures of the year."""
    actor, shelf = actor_of(request), request.GET.get("rak", "unfinished")
    page = incidents.page(shelf, request.GET.get("halaman", "1"), actor)
    context = {
        "page": page,
        "rows": [(one, incidents.punctuality_of(one)) for one in page.object_list],
        "shelf": shelf if shelf in SHELVES else "unfinished",
        "shelves": [(name, SHELVES[name], one) for name, one in incidents.counts(actor).items()],
        "figures": incidents.figures(),
    }
    return render(request, "desk/incidents/register.html", context)


@access.staff(*INCIDENT_HANDLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Shows an empty form (GET) or opens the incident (POST)."""
    if request.method != "POST":
        return _render_entry(request, forms.IncidentForm(), secrets.token_urlsafe(24))
    filled = forms.IncidentForm(request.POST)
    key = request.POST.get("key", "")[:60] or secrets.token_urlsafe(24)
    if filled.is_valid():
        values = filled.cleaned_data
        new = NewIncident(NoticedBy(values["channel"]), values["noticed_at"], filled.facts())
        try:
            found = services.open_incident(new=new, key=key, actor=actor_of(request))
            return redirect("desk:incident", code=found.code)
        except Invalid as error:
            add_faults(filled, error)
    return _render_entry(request, filled, key, status=422)


@access.staff(*INCIDENT_HANDLERS)
@require_safe
def incident(request: HttpRequest, code: str) -> HttpResponse:
    """Shows an incident."""
    return page_of(request, incidents.incident_for_staff(code, actor_of(request)))


@access.staff(*INCIDENT_HANDLERS)
@require_safe
def search_progress(request: HttpRequest, code: str) -> HttpResponse:
    """Returns how far the search is, as a part of the page; reloads the page when it has ended."""
    found = incidents.incident_for_staff(code, actor_of(request))
    context = {"found": found, "percent": incidents.progress(found)}
    response = render(request, "desk/incidents/progress.html", context)
    if not found.is_searching:
        response.headers["HX-Refresh"] = "true"
    return response


def page_of(
    request: HttpRequest, found: Incident, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Renders an incident's page; `context` overrides the empty forms with submitted ones."""
    actor = actor_of(request)
    facts = found.facts.reveal() if found.facts else {}
    context = {
        "found": found,
        "facts": facts,
        "learned": found.learned.reveal()["text"] if found.learned else "",
        "punctuality": incidents.punctuality_of(found),
        "reached": incidents.reached(found),
        "bulk": incidents.bulk_accesses(found),
        "percent": incidents.progress(found),
        "proof": proof_of(found),
        "agency_mail": agency_mail(found),
        "agency_notice": agency_notice(found),
        "may_confirm": may_confirm(found, actor),
        "seen": version_of(found),
        "history": [(e, event_label(e.name), name) for e, name in incidents.history(found)],
        "facts_form": forms.FactsForm(initial=facts, auto_id="facts_%s"),
        "scope": forms.ScopeForm(initial=_scope_of(found), auto_id="scope_%s"),
        "agency": forms.AgencyForm(auto_id="agency_%s"),
        "close": forms.LearnedForm(auto_id="close_%s"),
        "dismiss": forms.DismissForm(auto_id="dismiss_%s"),
    } | context
    return render(request, "desk/incidents/incident.html", context, status=status)


def add_faults(form: RontalForm, error: Invalid) -> None:
    """Adds the faults that a service found to the fields of a form."""
    for field, fault in error.fields.items():
        text = FAULTS.get(fault, FAULTS["unknown"])
        form.add_error(field if field in form.fields else None, str(text))


def _scope_of(found: Incident) -> dict[str, Any]:
    return {
        "kind": found.scope,
        "accounts": found.scope_accounts,
        "since": found.scope_from,
        "until": found.scope_until,
        "kinds": found.scope_kinds,
    }


def _render_entry(
    request: HttpRequest, form: forms.IncidentForm, key: str, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "key": key}
    return render(request, "desk/incidents/enter.html", context, status=status)
