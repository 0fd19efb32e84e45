"""Permissions, locks and state transitions for staff's actions on memberships."""

from typing import Any

from rontal.core import transitions
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import Scalar, emit
from rontal.membership.errors import MembershipClosed
from rontal.membership.models import Member
from rontal.membership.states import MEMBER_TRANSITIONS, MemberState
from rontal.membership.steps.application_changes import lock_member


def lock_open(member_id: int) -> Member:
    """Returns the membership, locked, unless it is closed; raises NotFound, MembershipClosed."""
    member = lock_member(member_id)
    if member.state == MemberState.CLOSED:
        raise MembershipClosed
    return member


def lock_own(actor: Actor) -> Member:
    """Returns the membership of the acting person, locked, unless it is closed. Raises NotFound,
    MembershipClosed.
    """
    rows = Member.objects.filter(user_id=actor.id or 0)
    return lock_open(NotFound.if_none(rows.values_list("pk", flat=True).first()))


def move_member(
    member: Member,
    to: MemberState,
    *,
    event: str,
    actor: Actor,
    data: dict[str, Scalar] | None = None,
    **changes: Any,
) -> None:
    """Changes the state of a locked membership and emits the event; raises IllegalTransition."""
    transitions.move(member, to, table=MEMBER_TRANSITIONS, **changes)
    emit(event, actor=actor, subject=member, data=data)
