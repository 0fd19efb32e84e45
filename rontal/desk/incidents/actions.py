"""Actions of staff on an incident; each is a POST that ends at the incident's page."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.accounts.roles import INCIDENT_HANDLERS
from rontal.core.errors import Invalid
from rontal.desk.incidents import forms
from rontal.desk.incidents.views import add_faults, page_of
from rontal.desk.views import acting
from rontal.desk.views.acting import Act
from rontal.incidents import services
from rontal.incidents.models import Incident
from rontal.incidents.rules.kinds import AgencyWay
from rontal.incidents.selectors.register import incident_for_staff
from rontal.ui import access
from rontal.ui.forms import RontalForm
from rontal.ui.middleware import actor_of

PAGE: Final = "desk:incident"


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Changes the description."""
    found, filled = _found(request, code), forms.FactsForm(request.POST, auto_id="facts_%s")

    def act() -> object:
        return services.change_facts(
            incident_id=found.pk, facts=filled.facts(), actor=actor_of(request)
        )

    return act_with_form(request, found, "facts_form", filled, act, _("Description saved."))


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def scope(request: HttpRequest, code: str) -> HttpResponse:
    """Stores what was reached, and starts the search for persons."""
    found, filled = _found(request, code), forms.ScopeForm(request.POST, auto_id="scope_%s")

    def act() -> object:
        return services.choose_scope(
            incident_id=found.pk, scope=filled.scope(), actor=actor_of(request)
        )

    return act_with_form(request, found, "scope", filled, act, _("The search has begun."))


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Records how the agency was notified."""
    found, filled = _found(request, code), forms.AgencyForm(request.POST, auto_id="agency_%s")

    def act() -> object:
        values = filled.cleaned_data
        return services.record_agency(
            incident_id=found.pk,
            way=AgencyWay(values["way"]),
            at=values["at"],
            reference=values["reference"],
            actor=actor_of(request),
        )

    return act_with_form(request, found, "agency", filled, act, _("Recorded."))


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def published(request: HttpRequest, code: str) -> HttpResponse:
    """Records that the public was notified."""
    found, actor = _found(request, code), actor_of(request)
    return act_and_redirect(
        request,
        found,
        lambda: services.record_publication(incident_id=found.pk, actor=actor),
        _("Recorded."),
    )


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def posted(request: HttpRequest, code: str) -> HttpResponse:
    """Records that the printed letters were posted."""
    found, actor = _found(request, code), actor_of(request)
    return act_and_redirect(
        request,
        found,
        lambda: services.mark_letters_posted(incident_id=found.pk, actor=actor),
        _("Recorded."),
    )


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the incident with what was learned."""
    found, filled = _found(request, code), forms.LearnedForm(request.POST, auto_id="close_%s")

    def act() -> object:
        text = filled.cleaned_data["learned"]
        return services.close(incident_id=found.pk, learned=text, actor=actor_of(request))

    return act_with_form(request, found, "close", filled, act, _("Incident closed."))


@access.staff(*INCIDENT_HANDLERS)
@require_POST
def dismiss(request: HttpRequest, code: str) -> HttpResponse:
    """Ends an incident in which no personal data was reached."""
    found, filled = _found(request, code), forms.DismissForm(request.POST, auto_id="dismiss_%s")

    def act() -> object:
        text = filled.cleaned_data["learned"]
        return services.dismiss(incident_id=found.pk, learned=text, actor=actor_of(request))

    return act_with_form(request, found, "dismiss", filled, act, _("Incident closed."))


def act_and_redirect(request: HttpRequest, found: Incident, act: Act, done: str) -> HttpResponse:
    """Acts and redirects to the incident's page."""
    return acting.act_and_redirect(request, act, done, to=PAGE, code=found.code)


def act_with_form(
    request: HttpRequest, found: Incident, name: str, filled: RontalForm, act: Act, done: str
) -> HttpResponse:
    """Acts by a valid form; shows the faults that the service finds at their fields."""

    def page(**more: Any) -> HttpResponse:
        return page_of(request, _found(request, found.code), **more)

    def checked() -> None:
        try:
            act()
        except Invalid as error:
            add_faults(filled, error)

    return acting.act_with_form(
        request, name, filled, checked, done, page=page, to=PAGE, code=found.code
    )


def _found(request: HttpRequest, code: str) -> Incident:
    return incident_for_staff(code, actor_of(request))
