"""Rules of lending without Django."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Final

from rontal.kernel.library import Policies

HOLDS_AT_ONCE: Final = 10
REMINDED_BEFORE: Final = timedelta(hours=16)
"""How long before the end of its last day a kept copy is spoken of once more: nobody is woken
before eight in the morning. Loans are spoken of at the same hour."""
FOREVER: Final = datetime.max.replace(tzinfo=UTC)


class LicenceKind(StrEnum):
    """How a publisher lets the library lend. Every kind but the first and the last may also have
    an end; what is lent inside the library is read there only."""

    ONE_COPY_ONE_READER = "one_copy_one_reader"
    BY_TIME = "by_time"
    BY_LOANS = "by_loans"
    CONCURRENT = "concurrent"
    IN_LIBRARY = "in_library"
    OPEN_ACCESS = "open_access"


PERPETUAL: Final = frozenset({LicenceKind.ONE_COPY_ONE_READER, LicenceKind.OPEN_ACCESS})
"""Kinds without an end and without a number of loans."""
A_DAY: Final = timedelta(days=1)
MOST_COPIES: Final = 32_767
MOST_DAYS: Final = 3_650
MOST_SAMPLE: Final = 50
"""Percent of a book that is not lent but shown. More is no sample."""
LAST_YEAR: Final = 2200
"""What ends later is meant to last."""


@dataclass(frozen=True)
class Terms:
    """What a licence allows: so many copies at once, until when, so many loans in all, each for so
    many days at most; and how many loans of it there have been."""

    id: int
    copies: int
    ends_at: datetime | None = None
    loans_allowed: int | None = None
    loans_made: int = 0
    in_library: bool = False
    longest_days: int | None = None

    def left(self) -> int | None:
        """Loans that are left; None where they are not counted."""
        return None if self.loans_allowed is None else self.loans_allowed - self.loans_made

    def is_over(self, at: datetime) -> bool:
        """True after its last second."""
        return self.ends_at is not None and self.ends_at <= at

    def end(self, until: datetime, *, begun: datetime) -> datetime:
        """When a loan ends that began then and was to last until `until`: not after the licence,
        and no later than it lets a loan last."""
        ends = [until] if self.ends_at is None else [until, self.ends_at]
        if self.longest_days is not None:
            ends.append(last_second(begun + timedelta(days=self.longest_days)))
        return min(ends)


@dataclass(frozen=True)
class Offer:
    """A licence that is to be bought: what it allows, the number by which its seller knows it, what
    all of it costs, whether pages carry the reader's number, how many characters of the book
    may be copied in a loan, on how many devices at once it is read, and for how many days it is
    lent (None without a limit), and how many percent of it anybody may read before borrowing."""

    kind: LicenceKind
    copies: int
    ends_at: datetime | None = None
    loans_allowed: int | None = None
    identifier: str = ""
    price: Decimal | None = None
    page_mark: bool = False
    copy_characters: int | None = None
    devices: int | None = None
    longest_days: int | None = None
    sample_percent: int = 0


@dataclass(frozen=True)
class Batch:
    """Where licences were bought, when, for which money, and the number of the order."""

    vendor: str
    bought_on: date
    currency: str = "IDR"
    reference: str = ""


@dataclass(frozen=True)
class Slot:
    """One copy of one licence."""

    licence_id: int
    copy: int


def faults_of(offer: Offer, at: datetime) -> dict[str, str]:
    """What is wrong with a licence that is to be bought: field → code of the reason."""
    kind, found = offer.kind, {}
    if kind is LicenceKind.OPEN_ACCESS and offer.copies:
        found["copies"] = "licence_open_has_no_copies"
    elif kind is not LicenceKind.OPEN_ACCESS and not 1 <= offer.copies <= MOST_COPIES:
        found["copies"] = "licence_copies_missing"
    if kind is LicenceKind.BY_LOANS and offer.loans_allowed is None:
        found["loans_allowed"] = "licence_loans_missing"
    if offer.loans_allowed is not None and offer.loans_allowed < 1:
        found["loans_allowed"] = "licence_loans_missing"
    if fault := _fault_of_end(offer, at):
        found["ends_at"] = fault
    if kind in PERPETUAL and offer.loans_allowed is not None:
        found["loans_allowed"] = "licence_lasts"
    found |= _faults_for_readers(offer)
    if offer.price is not None and offer.price < 0:
        found["price"] = "licence_price_negative"
    return found


def _faults_for_readers(offer: Offer) -> dict[str, str]:
    found = {}
    if offer.devices is not None and not 1 <= offer.devices <= MOST_COPIES:
        found["devices"] = "licence_devices_missing"
    if offer.longest_days is not None and not 1 <= offer.longest_days <= MOST_DAYS:
        found["longest_days"] = "licence_longest_missing"
    if not 0 <= offer.sample_percent <= MOST_SAMPLE:
        found["sample_percent"] = "licence_sample_too_large"
    return found


def _fault_of_end(offer: Offer, at: datetime) -> str:
    if offer.ends_at is None:
        return "licence_end_missing" if offer.kind is LicenceKind.BY_TIME else ""
    if offer.kind in PERPETUAL:
        return "licence_lasts"
    if offer.ends_at.year > LAST_YEAR:
        return "licence_end_far"
    return "licence_end_past" if offer.ends_at <= at else ""


@dataclass(frozen=True)
class Allowance:
    """What a member may borrow: so many titles at once, for one of these numbers of days."""

    at_once: int
    lengths: tuple[int, ...]
    proposed: int


def allowance(policies: Policies, *, is_child: bool, is_resident: bool) -> Allowance:
    """What the library lets such a member borrow; of two limits the lower holds."""
    offered = sorted({*policies.loan_lengths, policies.loan_days})
    at_once, longest = [policies.loans_at_once], [offered[-1]]
    if is_child:
        at_once.append(policies.child_loans_at_once)
        longest.append(policies.child_longest_loan_days)
    if not is_resident:
        at_once.append(policies.non_resident_loans_at_once)
        longest.append(policies.non_resident_longest_loan_days)
    most = max(min(longest), offered[0])
    lengths = tuple(days for days in offered if days <= most)
    proposed = max((days for days in lengths if days <= policies.loan_days), default=offered[0])
    return Allowance(min(at_once), lengths, proposed)


def least_age(audience: str, age_from: int | None, *, adult: int) -> int:
    """From which age a title is lent: what is meant for adults from the age that the catalogue
    says, else from `adult`; everything else from birth on."""
    return (age_from or adult) if audience == "adults" else 0


class Nearing(StrEnum):
    """What of a licence comes to its end: its time, or the loans that it allows."""

    TIME = "time"
    LOANS = "loans"


class EndReason(StrEnum):
    """Why staff end a loan."""

    ASKED = "asked"
    RIGHTS = "rights"
    TECHNICAL = "technical"
    MISUSE = "misuse"


class LicenceEnd(StrEnum):
    """Why staff end a licence before its time."""

    MISTAKE = "mistake"
    RIGHTS = "rights"
    REPLACED = "replaced"


OF_TITLES: Final = frozenset({EndReason.RIGHTS, EndReason.TECHNICAL})
"""Reasons that lie in a title; the others lie in one member, whom staff have to see."""


@dataclass(frozen=True)
class Availability:
    """Copies of a title: how many there are, lent, kept for somebody, and how many people wait.

    Copies that are read inside the library only are counted by themselves: nobody waits for them.
    `longest` is for how many days the licences lend at most; None where one of them has no limit.
    """

    copies: int = 0
    lent: int = 0
    kept: int = 0
    waiting: int = 0
    inside: int = 0
    lent_inside: int = 0
    longest: int | None = None

    @property
    def free(self) -> int:
        """Copies that somebody new may borrow now, wherever: those who wait go first."""
        return max(0, self.copies - self.lent - self.kept - self.waiting)

    @property
    def free_inside(self) -> int:
        """Copies that somebody in the library may read there now."""
        return max(0, self.inside - self.lent_inside)

    @property
    def lendable(self) -> bool:
        """True where the library has a licence at all."""
        return self.copies + self.inside > 0


def end_of_day(start: datetime, *, days: int, zone: tzinfo) -> datetime:
    """The last second of the day that is `days` days after `start` in the library's zone."""
    day = start.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), zone)


def last_second(moment: datetime) -> datetime:
    """The last second of a minute that is not after `moment`. Whatever ends, ends there, so that
    the job that runs every minute ends it in the second after."""
    if moment.second == 59:
        return moment.replace(microsecond=0)
    return moment.replace(second=0, microsecond=0) - timedelta(seconds=1)


def free_slots(
    licences: Iterable[Terms], *, used: set[Slot], kept: Collection[Slot], at: datetime
) -> list[Slot]:
    """Copies that can be lent now: not used, of no licence that is over, and no more of one than it
    has loans left after those that are kept for somebody."""
    free = []
    for terms in licences:
        if terms.is_over(at):
            continue
        spare = [
            slot
            for slot in (Slot(terms.id, copy) for copy in range(1, terms.copies + 1))
            if slot not in used
        ]
        left = terms.left()
        if left is not None:
            promised = sum(slot.licence_id == terms.id for slot in kept)
            spare = spare[: max(0, left - promised)]
        free += spare
    return free


def by_loss(
    slots: Iterable[Slot], licences: Iterable[Terms], *, until: datetime, begun: datetime
) -> list[Slot]:
    """Free copies, the one to lend first before the others.

    Licences that last until the day of `until` come before those that would cut a loan that began
    at `begun` short. Among them
    what would be lost first goes first: a licence with an end before one without, the earliest end
    before the others; loans that are counted are spent last. Of those that are too short the
    longest comes first.
    """
    known = {terms.id: terms for terms in licences}

    def order(slot: Slot) -> tuple[bool, bool, float, int, int]:
        terms = known[slot.licence_id]
        end = terms.end(until, begun=begun)
        short = until - end >= A_DAY  # the last day is lent to its end; hours less are not short
        counted = terms.loans_allowed is not None
        lost = -end.timestamp() if short else (terms.ends_at or FOREVER).timestamp()
        return (short, counted and not short, lost, terms.id, slot.copy)

    return sorted(slots, key=order)


def is_inside(address: str, networks: Sequence[str]) -> bool:
    """True where a network address belongs to one of the library's networks."""
    if not networks:
        return False
    try:
        sender = ip_address(address)
    except ValueError:
        return False
    return any(sender in ip_network(network) for network in networks)
