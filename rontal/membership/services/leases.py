"""Leases of cases, so that two clerks do not work on the same one."""

from collections.abc import Iterable

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.models import CaseLease
from rontal.membership.selectors.leases import lease_of
from rontal.membership.states import ApplicationState
from rontal.membership.steps.application_changes import lock
from rontal.membership.steps.leasing import LEASE_DURATION, take_or_renew


def take_lease(*, application_id: int, actor: Actor) -> CaseLease | None:
    """Takes or renews the lease of a case for `LEASE_DURATION`; returns the current lease.

    It is another clerk's when that clerk was faster, and None when there is nothing to decide. One
    statement when the clerk gets the lease, else two. Raises NotAllowed.
    """
    leases = take_or_renew([application_id], actor.require(Role.CLERK))
    return leases.get(application_id) or lease_of(application_id)


def take_leases(*, application_ids: Iterable[int], actor: Actor) -> frozenset[int]:
    """Takes the leases of those cases that are to be decided and free; returns their ids. Raises
    NotAllowed.
    """
    return frozenset(take_or_renew(application_ids, actor.require(Role.CLERK)))


def release_lease(*, application_id: int, actor: Actor) -> None:
    """Ends this clerk's lease of a case; does nothing for another clerk's.

    Raises NotAllowed.
    """
    CaseLease.objects.filter(
        application_id=application_id, staff_id=actor.require(Role.CLERK)
    ).delete()


def take_over_lease(*, application_id: int, actor: Actor) -> CaseLease:
    """Takes the lease of a case from another clerk, for heads of service; the event names that
    clerk.

    Raises NotAllowed, NotFound, IllegalTransition when there is nothing to decide.
    """
    actor.require(Role.HEAD)
    staff_id, now = actor.require(Role.CLERK), clock.now()
    with transaction.atomic():
        application = lock(application_id)
        if application.state != ApplicationState.IN_REVIEW:
            raise IllegalTransition(frm=application.state, to=application.state)
        former = lease_of(application_id)
        if former is not None and former.staff_id != staff_id:
            data = {"former": former.staff_id}
            emit(events.TAKEN_OVER, actor=actor, subject=application, data=data)
        lease, _ = CaseLease.objects.update_or_create(
            application=application,
            defaults={"staff_id": staff_id, "since": now, "until": now + LEASE_DURATION},
        )
    return lease
