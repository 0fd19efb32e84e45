"""Queries for registration at the counter."""

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.membership.models import Application, Member
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import Origin
from rontal.membership.selectors.applications import application_for_staff
from rontal.membership.selectors.identities import person_hashes
from rontal.membership.selectors.members import holder_of
from rontal.membership.states import OPEN
from rontal.membership.visits import CounterVisit


def registered_person(form: ApplicationForm) -> tuple[Member | None, Application | None]:
    """Returns the membership and the open, activated application of the person with this identity
    number. For staff only: nobody else may learn who is registered. Two queries.
    """
    hashes = person_hashes(form)
    rows = Application.objects.filter(nik_hash__in=hashes, state__in=sorted(OPEN))
    return holder_of(hashes), rows.exclude(activated_at=None).order_by("pk").first()


def registered_here(code: str, actor: Actor) -> tuple[Application, CounterVisit]:
    """Returns an application that started at the counter, and the visit; raises NotAllowed,
    NotFound. Two queries.
    """
    application = application_for_staff(code, actor)
    visit = CounterVisit.objects.filter(application=application).select_related("staff").first()
    if visit is None or application.origin != Origin.COUNTER:
        raise NotFound
    return application, visit
