"""The locks of lending, in the order of the house: member, then the licences of one title."""

from rontal.catalogue.states import TitleState
from rontal.kernel.actors import Actor
from rontal.lending.errors import (
    MembershipExpired,
    MembershipNotActive,
    MembershipSuspended,
    NotAMember,
    NotLendable,
)
from rontal.lending.models import Licence
from rontal.membership.models import Member
from rontal.membership.states import MemberState

_WHY = {MemberState.SUSPENDED: MembershipSuspended, MemberState.EXPIRED: MembershipExpired}


def lock_member(actor: Actor) -> Member:
    """The actor's active membership, locked; raises NotAMember, MembershipNotActive (which says
    whether it is suspended or over)."""
    rows = Member.objects.select_for_update(no_key=True, of=("self",))
    member = rows.filter(user_id=actor.id).first() if actor.id is not None else None
    if member is None:
        raise NotAMember
    if member.state != MemberState.ACTIVE:
        raise _WHY.get(MemberState(member.state), MembershipNotActive)
    return member


def lock_licences(title_id: int) -> list[Licence]:
    """All licences of a title, locked, so that one at a time counts and takes its copies.

    Raises NotLendable where there is none.
    """
    licences = lock_licences_of(title_id)
    if not licences:
        raise NotLendable
    return licences


def lock_licences_of(title_id: int) -> list[Licence]:
    """The same, none where there is none."""
    rows = Licence.objects.select_for_update(no_key=True, of=("self",))
    return list(rows.filter(title_id=title_id).order_by("pk"))


def lock_to_lend(title_id: int) -> list[Licence]:
    """The same of a title that is shown to readers; raises NotLendable for every other."""
    rows = Licence.objects.select_for_update(no_key=True, of=("self",))
    shown = rows.filter(title_id=title_id, title__state=TitleState.PUBLIC)
    licences = list(shown.order_by("pk"))
    if not licences:
        raise NotLendable
    return licences
