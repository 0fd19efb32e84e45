"""The locks of lending, in the order of the house: member, then the licences of one title."""

from collections.abc import Iterable

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
from rontal.lending.rules import LicenceKind
from rontal.membership.models import Member
from rontal.membership.states import MemberState

OF_APPLICATION = tuple(
    f"application__{name}" for name in ("resident", "details", "name", "email", "identity_kind")
)
"""What rules about members are made of."""
_WHY = {MemberState.SUSPENDED: MembershipSuspended, MemberState.EXPIRED: MembershipExpired}


def lock_member(actor: Actor) -> Member:
    """The actor's active membership, locked; raises NotAMember, MembershipNotActive (which says
    whether it is suspended or over)."""
    rows = Member.objects.select_for_update(no_key=True, of=("self",))
    known = rows.select_related("application").only("state", *OF_APPLICATION)
    member = known.filter(user_id=actor.id).first() if actor.id is not None else None
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


def lock_licences_of_all(title_ids: Iterable[int]) -> dict[int, list[Licence]]:
    """The licences of each of these titles that has any, all locked: one title after the other, as
    everybody locks them, so that nobody waits for each other."""
    rows = Licence.objects.select_for_update(no_key=True, of=("self",))
    found: dict[int, list[Licence]] = {}
    for licence in rows.filter(title_id__in=title_ids).order_by("title_id", "pk"):
        found.setdefault(licence.title_id, []).append(licence)
    return found


def lock_to_lend(title_id: int) -> list[Licence]:
    """The same of a title that is shown to readers; raises NotLendable for every other, and for
    what is open to everybody and needs no loan."""
    rows = Licence.objects.select_for_update(no_key=True, of=("self",))
    shown = rows.filter(title_id=title_id, title__state=TitleState.PUBLIC)
    shown = shown.select_related("title").defer("title__description", "title__accessibility")
    licences = list(shown.order_by("pk"))
    if all(licence.kind == LicenceKind.OPEN_ACCESS for licence in licences):
        raise NotLendable
    return licences
