"""Row locks of lending, always in the order: member, then the licences of one title."""

from collections.abc import Iterable
from typing import Any, Final

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.core.statements import Columns, Statement
from rontal.lending.errors import (
    MembershipExpired,
    MembershipNotActive,
    MembershipSuspended,
    NotAMember,
    NotLendable,
)
from rontal.lending.models import Licence
from rontal.lending.rules import LicenceKind
from rontal.membership.models import Application, Member
from rontal.membership.states import MemberState

_MEMBER: Final = Columns(Member, "id application_id state")
_APPLICATION: Final = Columns(Application, "id identity_kind name email details resident")
"""Columns that the rules about members need."""
_LICENCE: Final = Columns(Licence, "id title_id kind copies ends_at loans_allowed longest_days")
_TITLE: Final = Columns(Title, "id audience age_from")
_LOCK_MEMBER: Final = Statement(f"""
SELECT {_MEMBER.of("m")}, {_APPLICATION.of("a")}
  FROM membership_member m JOIN membership_application a ON a.id = m.application_id
 WHERE m.user_id = %s FOR NO KEY UPDATE OF m
""")  # noqa: S608 - built from constants only
_LOCK_LICENCES: Final = Statement(f"""
SELECT {_LICENCE.of("l")} FROM lending_licence l
 WHERE l.title_id = %s ORDER BY l.id FOR NO KEY UPDATE
""")  # noqa: S608
_LOCK_TO_LEND: Final = Statement(f"""
SELECT {_LICENCE.of("l")}, {_TITLE.of("t")}
  FROM lending_licence l JOIN catalogue_title t ON t.id = l.title_id
 WHERE l.title_id = %s AND t.state = %s ORDER BY l.id FOR NO KEY UPDATE OF l
""")  # noqa: S608
_WHY = {MemberState.SUSPENDED: MembershipSuspended, MemberState.EXPIRED: MembershipExpired}


def lock_member(actor: Actor) -> Member:
    """Returns the actor's active membership, locked.

    Raises NotAMember, MembershipNotActive (as MembershipSuspended or MembershipExpired).
    """
    row = _LOCK_MEMBER.row([actor.id]) if actor.id is not None else None
    if row is None:
        raise NotAMember
    values = iter(row)
    member = _MEMBER.instance(values)
    member.application = _APPLICATION.instance(values)
    if member.state != MemberState.ACTIVE:
        raise _WHY.get(MemberState(member.state), MembershipNotActive)
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
    return [_LICENCE.instance(row) for row in _LOCK_LICENCES.rows([title_id])]


def lock_licences_of_all(title_ids: Iterable[int]) -> dict[int, list[Licence]]:
    """Returns the licences of these titles by title id, locked.

    Locks in the order of title ids, as everywhere, to avoid deadlocks.
    """
    rows = Licence.objects.select_for_update(no_key=True, of=("self",))
    found: dict[int, list[Licence]] = {}
    for licence in rows.filter(title_id__in=title_ids).order_by("title_id", "pk"):
        found.setdefault(licence.title_id, []).append(licence)
    return found


def lock_to_lend(title_id: int) -> list[Licence]:
    """Returns all licences of a public title, locked, with the title.

    Raises NotLendable for other titles, and for open access, which needs no loan.
    """
    rows = _LOCK_TO_LEND.rows([title_id, TitleState.PUBLIC])
    licences = [_with_title(row) for row in rows]
    if all(licence.kind == LicenceKind.OPEN_ACCESS for licence in licences):
        raise NotLendable
    return licences


def _with_title(row: Iterable[Any]) -> Licence:
    values = iter(row)
    licence = _LICENCE.instance(values)
    licence.title = _TITLE.instance(values)
    return licence
