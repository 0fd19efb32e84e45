"""Queries about a guardian's children: what a guardian may see and do (PP 17/2025).

A guardian is identified by the keyed hash of the address that the library wrote to, never by a
number that somebody types. Every call reads the rights anew, so that they end at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from rontal.core.errors import NotFound
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.policies import MembershipPolicies, TitlesForGuardian
from rontal.membership.rules import ages
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import ConsentBy, ConsentPurpose
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.families import MAX_RESULTS, address_hashes, same_address
from rontal.membership.states import OPEN, MemberState

TITLES_BELOW: Final[Mapping[TitlesForGuardian, int]] = {
    TitlesForGuardian.NEVER: 0,
    TitlesForGuardian.UNDER_13: 13,
    TitlesForGuardian.UNDER_17: ages.CONSENTS_HERSELF,
}
"""Age below which a guardian sees the titles on loan."""


@dataclass(frozen=True)
class Child:
    """Child of a guardian. `age` is None where the birth date is not known; `hand_over` is the open
    request to the young person, if there is one.
    """

    guardian: Guardian
    age: int | None
    hand_over: HandOver | None

    @property
    def application(self) -> Application:
        return self.guardian.application

    @property
    def member(self) -> Member | None:
        """Membership, None while the application is not decided."""
        return getattr(self.application, "member", None)

    @property
    def shows_titles(self) -> bool:
        """True where policy and age let the guardian see the titles on loan."""
        below = TITLES_BELOW[MembershipPolicies.current().guardian_sees_titles]
        return self.age is not None and self.age < below


def children_of_address(address: bytes) -> list[Child]:
    """Returns the children whose guardian consented from the address with this keyed hash, at most
    twenty, by name. One query.

    Not those who have taken over, are 18, or whose membership or application has ended.
    """
    return children_of_hashes(same_address(address)) if address else []


def children_of_hashes(addresses: Sequence[bytes]) -> list[Child]:
    """Returns the children as `children_of_address` does, by all hashes of an address."""
    rows = Guardian.objects.filter(_in_force(), email_hash__in=addresses)
    rows = rows.select_related("application__member", "application__hand_over")
    found = (_child(row) for row in rows.order_by("application__name", "pk")[:MAX_RESULTS])
    return [child for child in found if not _adult(child.age)]


def child_of_address(address: bytes, code: str) -> Child:
    """Returns the child with this application code; raises NotFound for anybody else's."""
    children = children_of_address(address)
    return NotFound.if_none(next((one for one in children if one.application.code == code), None))


def address_in_force(application_id: int) -> bytes:
    """Returns the keyed hash of the address of the guardian who has rights over this application
    now; b"" where nobody has. One query.
    """
    rows = Guardian.objects.filter(_in_force(), application_id=application_id)
    row = rows.select_related("application__member", "application__hand_over").first()
    return bytes(row.email_hash) if row and not _adult(_child(row).age) else b""


def supervised(application: Application) -> Child | None:
    """Returns what a guardian can see of this person; None where nobody can. For the person's own
    pages, as a child is told of supervision. No query where `application_for_person` loaded it.
    """
    row: Guardian | None = getattr(application, "guardian", None)
    consented = row is not None and row.consented_at is not None and row.refused_at is None
    if row is None or not consented or not row.decides or row.ended_at is not None:
        return None
    child = _child(row)
    return None if _adult(child.age) else child


def is_grown_up(application: Application) -> bool:
    """Returns True from 18 on: guardians have no rights any more. False where the birth date is not
    known, or erased.
    """
    return _adult(_age(application))


def consents_for_guardian(application: Application) -> list[Consent]:
    """Returns the guardian's consents, also withdrawn ones, the oldest first. One query."""
    rows = Consent.objects.filter(application=application, by=ConsentBy.GUARDIAN)
    known = [purpose.value for purpose in ConsentPurpose]
    return list(rows.filter(purpose__in=known).order_by("given_at", "pk"))


def open_hand_over(application: Application) -> HandOver | None:
    """Returns the hand-over that waits for this person's answer. No query where
    `application_for_person` loaded it.
    """
    hand_over: HandOver | None = getattr(application, "hand_over", None)
    return None if hand_over is None or hand_over.taken_over_at is not None else hand_over


def needs_own_address(application: Application) -> bool:
    """Returns True while the account has no address, or the one of the guardian: nobody takes over
    with an address that the guardian reads. At most one query.
    """
    return not application.email or is_address_of_guardian(application, application.email)


def is_address_of_guardian(application: Application, email: str) -> bool:
    """Returns True for the address of the guardian of this application, also of one whose data is
    erased while the young person has not answered. At most two queries.
    """
    digests = address_hashes(email)
    rows = Guardian.objects.filter(application=application, email_hash__in=digests)
    asked = HandOver.objects.filter(application=application, guardian_hash__in=digests)
    return bool(digests) and (rows.exists() or asked.exists())


def may_take_back(application: Application, former: str) -> bool:
    """Returns False for the guardian's address from the day on which the young person is asked to
    take over: a change to another one is not taken back from there.
    """
    asked = HandOver.objects.filter(application=application).exists()
    ended = Guardian.objects.filter(application=application, ended_at__isnull=False).exists()
    return not (asked or ended) or not is_address_of_guardian(application, former)


def _in_force() -> Q:
    gone = Q(application__member__state=MemberState.CLOSED)
    decided = Q(application__member__isnull=False) & ~gone
    running = Q(application__state__in=sorted(OPEN))
    consented = Q(consented_at__isnull=False, refused_at=None, ended_at=None, decides=True)
    return consented & (decided | running)


def _child(row: Guardian) -> Child:
    return Child(row, _age(row.application), open_hand_over(row.application))


def _age(application: Application) -> int | None:
    birth = forms.read(application.details.reveal()).birth_date
    return ages.age_on(birth, today()) if birth else None


def _adult(age: int | None) -> bool:
    return age is not None and age >= ages.ADULT
