"""Taking a case, so that two clerks do not work on the same one."""

from collections.abc import Iterable

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import IllegalTransition, NotAllowed
from rontal.kernel.events import emit
from rontal.membership import events
from rontal.membership.models import Taking
from rontal.membership.selectors.takings import taking_of
from rontal.membership.states import ApplicationState
from rontal.membership.steps.holding import TAKEN_FOR, hold
from rontal.membership.steps.moving import lock


def take(*, application_id: int, actor: Actor) -> Taking | None:
    """Takes a case for this clerk for `TAKEN_FOR`, or renews it; returns who has it now.

    That is another clerk where one was first, and None where there is nothing to decide.
    One statement where the clerk has it, else two. Raises NotAllowed.
    """
    held = hold([application_id], _clerk(actor))
    return held.get(application_id) or taking_of(application_id)


def take_all(*, application_ids: Iterable[int], actor: Actor) -> frozenset[int]:
    """Takes as many of these cases as are to decide and free; returns which. Raises NotAllowed."""
    return frozenset(hold(application_ids, _clerk(actor)))


def release(*, application_id: int, actor: Actor) -> None:
    """Puts a case back for others; one that is not in this clerk's hands stays where it is.

    Raises NotAllowed.
    """
    Taking.objects.filter(application_id=application_id, staff_id=_clerk(actor)).delete()


def take_over(*, application_id: int, actor: Actor) -> Taking:
    """A head who decides too takes a case out of another clerk's hands; the event tells whose.

    Raises NotAllowed, NotFound, IllegalTransition where there is nothing to decide.
    """
    if not actor.has_any(Role.HEAD):
        raise NotAllowed
    staff_id, now = _clerk(actor), clock.now()
    with transaction.atomic():
        application = lock(application_id)
        if application.state != ApplicationState.IN_REVIEW:
            raise IllegalTransition(frm=application.state, to=application.state)
        held = taking_of(application_id)
        if held is not None and held.staff_id != staff_id:
            data = {"former": held.staff_id}
            emit(events.TAKEN_OVER, actor=actor, subject=application, data=data)
        found, _ = Taking.objects.update_or_create(
            application=application,
            defaults={"staff_id": staff_id, "since": now, "until": now + TAKEN_FOR},
        )
    return found


def _clerk(actor: Actor) -> int:
    if actor.id is None or not actor.has_any(Role.CLERK):
        raise NotAllowed
    return actor.id
