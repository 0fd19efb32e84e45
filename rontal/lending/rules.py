"""Rules of lending, without Django."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from ipaddress import ip_address, ip_network
from typing import Final

from rontal.lending.policies import LendingPolicies

HOLDS_AT_ONCE: Final = 10
REMINDED_BEFORE: Final = timedelta(hours=16)
"""Lead time of reminders before the last day of a ready copy or loan ends.

Days end at midnight, so reminders arrive at eight in the morning.
"""
FOREVER: Final = datetime.max.replace(tzinfo=UTC)


class LicenceKind(StrEnum):
    """Lending model of a licence.

    All but the first and the last may have an end date; IN_LIBRARY loans are read in the library
    only.
    """

    ONE_COPY_ONE_READER = "one_copy_one_reader"
    BY_TIME = "by_time"
    BY_LOANS = "by_loans"
    CONCURRENT = "concurrent"
    IN_LIBRARY = "in_library"
    OPEN_ACCESS = "open_access"


PERPETUAL: Final = frozenset({LicenceKind.ONE_COPY_ONE_READER, LicenceKind.OPEN_ACCESS})
"""Kinds that have neither an end date nor a limited number of loans."""
A_DAY: Final = timedelta(days=1)
MAX_COPIES: Final = 32_767
MAX_DAYS: Final = 3_650
MAX_SAMPLE: Final = 50
"""Highest percentage of a book that a sample may show."""
LAST_YEAR: Final = 2200
"""Latest year for the end of a licence; a later one should be entered as perpetual."""


@dataclass(frozen=True)
class Terms:
    """Terms of a licence, with the number of loans made so far.

    `copies` at once, until `ends_at`, `loans_allowed` in all, each for `longest_days` at most; None
    means no limit.
    """

    id: int
    copies: int
    ends_at: datetime | None = None
    loans_allowed: int | None = None
    loans_made: int = 0
    in_library: bool = False
    longest_days: int | None = None

    def left(self) -> int | None:
        """Returns the loans left; None where they are not limited."""
        return None if self.loans_allowed is None else self.loans_allowed - self.loans_made

    def usable(self, lent: int) -> int:
        """Returns how many copies are lent or can still be lent, where `lent` are lent now.

        A licence that limits its number of loans has no more copies than loans left. The same in
        SQL is `counting.COPIES`.
        """
        left = self.left()
        return self.copies if left is None else min(self.copies, left + lent)

    def is_over(self, at: datetime) -> bool:
        """Returns True from the end date on."""
        return self.ends_at is not None and self.ends_at <= at

    def end(self, until: datetime, *, begun: datetime) -> datetime:
        """Returns when a loan ends that began at `begun` and should last until `until`.

        It ends no later than the licence and lasts no longer than `longest_days`.
        """
        ends = [until] if self.ends_at is None else [until, self.ends_at]
        if self.longest_days is not None:
            ends.append(last_second(begun + timedelta(days=self.longest_days)))
        return min(ends)


@dataclass(frozen=True)
class Offer:
    """A licence to be entered.

    `identifier` is the supplier's licence number, `price` the total. `page_mark` puts the reader's
    number on pages. `copy_characters` limits copying in a loan, `devices` the devices at once,
    `longest_days` the loan period; None means no limit. `sample_percent` is the part of the book
    that everybody may read before borrowing.
    """

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
    """A purchase: supplier, date, currency (ISO 4217) and order number."""

    vendor: str
    bought_on: date
    currency: str = "IDR"
    reference: str = ""


@dataclass(frozen=True)
class Slot:
    """Copy of a licence."""

    licence_id: int
    copy: int


def faults_of(offer: Offer, at: datetime) -> dict[str, str]:
    """Returns the errors of a licence to be entered: field name to error code."""
    kind, faults = offer.kind, {}
    if kind is LicenceKind.OPEN_ACCESS and offer.copies:
        faults["copies"] = "licence_open_has_no_copies"
    elif kind is not LicenceKind.OPEN_ACCESS and not 1 <= offer.copies <= MAX_COPIES:
        faults["copies"] = "licence_copies_missing"
    if kind is LicenceKind.BY_LOANS and offer.loans_allowed is None:
        faults["loans_allowed"] = "licence_loans_missing"
    if offer.loans_allowed is not None and offer.loans_allowed < 1:
        faults["loans_allowed"] = "licence_loans_missing"
    if fault := _fault_of_end(offer, at):
        faults["ends_at"] = fault
    if kind in PERPETUAL and offer.loans_allowed is not None:
        faults["loans_allowed"] = "licence_lasts"
    faults |= _faults_for_readers(offer)
    if offer.price is not None and offer.price < 0:
        faults["price"] = "licence_price_negative"
    return faults


def _faults_for_readers(offer: Offer) -> dict[str, str]:
    faults = {}
    if offer.devices is not None and not 1 <= offer.devices <= MAX_COPIES:
        faults["devices"] = "licence_devices_missing"
    if offer.longest_days is not None and not 1 <= offer.longest_days <= MAX_DAYS:
        faults["longest_days"] = "licence_longest_missing"
    if not 0 <= offer.sample_percent <= MAX_SAMPLE:
        faults["sample_percent"] = "licence_sample_too_large"
    return faults


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
    """Loan limits of a member: loans at once, loan periods in days, and the proposed one."""

    at_once: int
    lengths: tuple[int, ...]
    proposed: int


def allowance(policies: LendingPolicies, *, is_child: bool, is_resident: bool) -> Allowance:
    """Returns the loan limits of a member; where two limits apply, the lower one counts."""
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
    """Returns the minimum age in years for a title; 0 means no limit.

    Only titles for adults have one: `age_from` of the catalogue, else `adult`.
    """
    return (age_from or adult) if audience == "adults" else 0


class NearEnd(StrEnum):
    """Reason why a licence is near its end: its end date, or few loans left."""

    TIME = "time"
    LOANS = "loans"


class EndReason(StrEnum):
    """Reason why staff end a loan."""

    ASKED = "asked"
    RIGHTS = "rights"
    TECHNICAL = "technical"
    MISUSE = "misuse"


class LicenceEnd(StrEnum):
    """Reason why staff end a licence early."""

    MISTAKE = "mistake"
    RIGHTS = "rights"
    REPLACED = "replaced"


OF_TITLES: Final = frozenset({EndReason.RIGHTS, EndReason.TECHNICAL})
"""Reasons that concern a title; the others concern one member whom staff must have identified."""


def free_copies(copies: int, *, lent: int, reserved: int = 0, waiting: int = 0) -> int:
    """Returns how many of some copies a new borrower may borrow.

    Lent and reserved copies are not free, and waiting members are served first.
    """
    return max(0, copies - lent - reserved - waiting)


@dataclass(frozen=True)
class Availability:
    """Counts of a title: copies, those lent and reserved, and members waiting.

    Copies for reading in the library are counted separately (`inside`), because they have no queue.
    `longest` is the longest loan period of the licences in days; None where one has no limit.
    """

    copies: int = 0
    lent: int = 0
    reserved: int = 0
    waiting: int = 0
    inside: int = 0
    lent_inside: int = 0
    longest: int | None = None

    @property
    def free(self) -> int:
        """Copies that a new borrower may borrow anywhere."""
        return free_copies(
            self.copies, lent=self.lent, reserved=self.reserved, waiting=self.waiting
        )

    @property
    def free_inside(self) -> int:
        """Copies that a visitor may read in the library now."""
        return free_copies(self.inside, lent=self.lent_inside)

    @property
    def lendable(self) -> bool:
        """True where the library has a licence with copies."""
        return self.copies + self.inside > 0


def end_of_day(start: datetime, *, days: int, zone: tzinfo) -> datetime:
    """Returns 23:59:59 of the day `days` days after `start`, in the library's zone."""
    day = start.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), zone)


def last_second(moment: datetime) -> datetime:
    """Returns the last second of a minute (:59) that is not after `moment`.

    All ends are set to it, so that the job that runs every minute processes them one second later.
    """
    if moment.second == 59:
        return moment.replace(microsecond=0)
    return moment.replace(second=0, microsecond=0) - timedelta(seconds=1)


def free_slots(
    licences: Iterable[Terms], *, used: Collection[Slot], reserved: Collection[Slot], at: datetime
) -> list[Slot]:
    """Returns the copies that can be lent now, before members waiting are served.

    `used` are the lent and reserved copies, `reserved` the reserved ones among them. Licences
    that are over have no free copy.
    """
    free: list[Slot] = []
    for terms in licences:
        if not terms.is_over(at):
            copies = [Slot(terms.id, copy) for copy in range(1, terms.copies + 1)]
            reserved_here = sum(copy in reserved for copy in copies)
            lent = sum(copy in used for copy in copies) - reserved_here
            number = free_copies(terms.usable(lent), lent=lent, reserved=reserved_here)
            free += [copy for copy in copies if copy not in used][:number]
    return free


def in_lending_order(
    slots: Iterable[Slot], licences: Iterable[Terms], *, until: datetime, begun: datetime
) -> list[Slot]:
    """Returns free copies sorted, the one to lend first at the front.

    Licences that cover the loan period from `begun` to `until` come before those that would shorten
    it. Among these, licences that end earlier come first, those without an end later, and those
    with a limited number of loans last. Among licences that shorten the loan, the longest comes
    first.
    """
    known = {terms.id: terms for terms in licences}

    def order(slot: Slot) -> tuple[bool, bool, float, int, int]:
        terms = known[slot.licence_id]
        end = terms.end(until, begun=begun)
        short = until - end >= A_DAY  # losing hours of the last day does not count as shortened
        counted = terms.loans_allowed is not None
        lost = -end.timestamp() if short else (terms.ends_at or FOREVER).timestamp()
        return (short, counted and not short, lost, terms.id, slot.copy)

    return sorted(slots, key=order)


def is_inside(address: str, networks: Sequence[str]) -> bool:
    """Returns True where an IP address belongs to one of the library's networks."""
    if not networks:
        return False
    try:
        sender = ip_address(address)
    except ValueError:
        return False
    return any(sender in ip_network(network) for network in networks)
