"""Steps of what staff do with a membership: who may, locking, moving with one event."""

from typing import Any

from rontal.accounts.roles import Role
from rontal.kernel import transitions
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed
from rontal.kernel.events import Scalar, emit
from rontal.membership.errors import MembershipClosed
from rontal.membership.models import Member
from rontal.membership.states import MEMBER_TRANSITIONS, MemberState
from rontal.membership.steps.moving import lock_member

CARE = (Role.CLERK, Role.HEAD)
"""Who finds, looks, corrects and renews."""
LEAD = (Role.HEAD,)
"""Who suspends, lifts, closes and joins: it takes something from a person."""


def require(actor: Actor, *roles: Role) -> int:
    """The id of staff who hold one of the roles; raises NotAllowed."""
    if actor.id is None or not actor.has_any(*roles):
        raise NotAllowed
    return actor.id


def lock_open(member_id: int) -> Member:
    """The membership, locked, where it is not closed; raises NotFound, MembershipClosed."""
    member = lock_member(member_id)
    if member.state == MemberState.CLOSED:
        raise MembershipClosed
    return member


def move_member(
    member: Member,
    to: MemberState,
    *,
    event: str,
    actor: Actor,
    data: dict[str, Scalar] | None = None,
    **changes: Any,
) -> None:
    """Moves a locked membership and emits the one event; raises IllegalTransition."""
    transitions.move(member, to, table=MEMBER_TRANSITIONS, **changes)
    emit(event, actor=actor, subject=member, data=data)
