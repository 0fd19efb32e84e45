"""Row locks of lending, always in the order: member, then the licences of one title."""

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet

from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
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

_OF_MEMBER: Final = (
    "state",
    *(f"application__{name}" for name in ("identity_kind", "name", "email", "details", "resident")),
)
"""Columns that the rules about members need."""
_DEFERRED: Final = ("title__description",)
_INACTIVE_ERRORS = {
    MemberState.SUSPENDED: MembershipSuspended,
    MemberState.EXPIRED: MembershipExpired,
}


def lock_member(actor: Actor) -> Member:
    """Returns the actor's active membership, locked.

    Raises NotAMember, MembershipNotActive (as MembershipSuspended or MembershipExpired).
    """
    rows = Member.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("application").only(*_OF_MEMBER)
    member = NotAMember.if_none(
        rows.filter(user_id=actor.id).first() if actor.id is not None else None
    )
    if member.state != MemberState.ACTIVE:
        raise _INACTIVE_ERRORS.get(MemberState(member.state), MembershipNotActive)
    return member


def lock_licences(title_id: int) -> list[Licence]:
    """Returns all licences of a title, locked, so that one process at a time assigns copies.

    Raises NotLendable where there is none.
    """
    licences = lock_licences_of(title_id)
    if not licences:
        raise NotLendable
    return licences


def lock_licences_of(title_id: int) -> list[Licence]:
    """Returns all licences of a title, locked; an empty list where there is none."""
    return list(_locked_licences().filter(title_id=title_id).order_by("pk"))


def lock_licences_of_all(title_ids: Iterable[int]) -> dict[int, list[Licence]]:
    """Returns the licences of these titles by title id, locked.

    Locks in the order of title ids, as everywhere, to avoid deadlocks.
    """
    by_title: dict[int, list[Licence]] = {}
    for licence in _locked_licences().filter(title_id__in=title_ids).order_by("title_id", "pk"):
        by_title.setdefault(licence.title_id, []).append(licence)
    return by_title


def lock_to_lend(title_id: int) -> list[Licence]:
    """Returns all licences of a public title, locked, with the title.

    Raises NotLendable for other titles, and for open access, which needs no loan.
    """
    rows = _locked_licences().filter(title_id=title_id, title__state=TitleState.PUBLIC)
    licences = list(rows.select_related("title").defer(*_DEFERRED).order_by("pk"))
    if all(licence.kind == LicenceKind.OPEN_ACCESS for licence in licences):
        raise NotLendable
    return licences


def _locked_licences() -> "QuerySet[Licence]":
    return Licence.objects.select_for_update(no_key=True, of=("self",))
