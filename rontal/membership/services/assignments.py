"""Assignment of cases to clerks by heads of service."""

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.accounts.selectors import staff_with
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.errors import NoSuchClerk
from rontal.membership.models import Application, Assignment, CaseLease
from rontal.membership.states import OPEN
from rontal.membership.steps.application_changes import lock


def assign(*, application_id: int, staff_id: int, actor: Actor) -> Assignment:
    """Assigns an open case to a clerk and ends the lease of any other clerk.

    Raises NotAllowed, NotFound, NoSuchClerk, IllegalTransition when the case has ended.
    """
    head = actor.require(Role.HEAD)
    if staff_id not in {user.pk for user in staff_with(Role.CLERK)}:
        raise NoSuchClerk
    with transaction.atomic():
        application = _open(application_id)
        CaseLease.objects.filter(application=application).exclude(staff_id=staff_id).delete()
        assignment, _ = Assignment.objects.update_or_create(
            application=application,
            defaults={"staff_id": staff_id, "by_id": head, "at": clock.now()},
        )
        emit(events.ASSIGNED, actor=actor, subject=application, data={"staff": staff_id})
    return assignment


def unassign(*, application_id: int, actor: Actor) -> None:
    """Removes the assignment of a case. Raises NotAllowed, NotFound, IllegalTransition."""
    actor.require(Role.HEAD)
    with transaction.atomic():
        application = _open(application_id)
        if Assignment.objects.filter(application=application).delete()[0]:
            emit(events.UNASSIGNED, actor=actor, subject=application)


def _open(application_id: int) -> Application:
    application = lock(application_id)
    if application.state not in OPEN:
        raise IllegalTransition(frm=application.state, to=application.state)
    return application
