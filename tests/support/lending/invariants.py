"""State of all loans and holds at one moment, and its invariants, checked in plain Python."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from rontal.core import clock
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.rules import Availability, Slot, Terms, free_slots
from rontal.lending.selectors import availability
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.lending.title_availability import available_titles
from rontal.membership.models import Member
from rontal.membership.states import MemberState


@dataclass
class World:
    """All loans, holds and licences."""

    titles: list[int]
    loans: list[Loan] = field(default_factory=lambda: list(Loan.objects.all()))
    holds: list[Hold] = field(default_factory=lambda: list(Hold.objects.all()))
    licences: dict[int, Licence] = field(default_factory=lambda: Licence.objects.in_bulk())
    now: datetime = field(default_factory=clock.now)

    def __post_init__(self) -> None:
        active = Member.objects.filter(state=MemberState.ACTIVE)
        self.active = set(active.values_list("pk", flat=True))
        self.running = [loan for loan in self.loans if loan.state == LoanState.ACTIVE]
        self.ready = [hold for hold in self.holds if hold.state == HoldState.READY]
        self.waiting = [
            hold
            for hold in self.holds
            if hold.state == HoldState.WAITING and hold.member_id in self.active
        ]
        self.counted: dict[int, Availability] = availability(self.titles)

    def used(self, title_id: int) -> int:
        """Returns the number of copies lent or reserved."""
        return sum(one.title_id == title_id for one in (*self.running, *self.ready))

    def overtaken(self, seen_before: set[int]) -> Iterator[str]:
        """Yields new ready holds (not in `seen_before`) placed after a hold that still waits."""
        for hold in self.ready:
            earlier = (
                other.title_id == hold.title_id
                and (other.placed_at, other.pk) < (hold.placed_at, hold.pk)
                for other in self.waiting
            )
            if hold.pk not in seen_before and any(earlier):
                yield f"hold {hold.pk} overtook somebody"

    def waiting_beside_a_free_copy(self) -> Iterator[str]:
        """Yields titles with a waiting hold and a free copy."""
        for title_id in {hold.title_id for hold in self.waiting}:
            if self.used(title_id) < self.counted[title_id].copies:
                yield f"somebody waits for title {title_id}, of which a copy is free"

    def broken(self, most: dict[int, int], limit: int) -> Iterator[str]:
        """Yields violated invariants; `most` is the highest number of copies by title id."""
        yield from self._copies(most)
        yield from self._licences()
        yield from self._people(limit)
        yield from self._places()
        yield from self.miscounted()

    def _copies(self, most: dict[int, int]) -> Iterator[str]:
        for title_id, copies in most.items():
            if self.used(title_id) > copies:
                yield f"more copies of title {title_id} are out than there are"
        lent_and_reserved = Counter(
            (one.licence_id, one.copy) for one in (*self.running, *self.ready)
        )
        yield from (
            f"copy {copy} is in two hands"
            for copy, number in lent_and_reserved.items()
            if number > 1
        )

    def _licences(self) -> Iterator[str]:
        for licence in self.licences.values():
            serials = sorted(
                loan.serial or 0 for loan in self.loans if loan.licence_id == licence.pk
            )
            reserved = sum(hold.licence_id == licence.pk for hold in self.ready)
            if licence.loans_allowed is not None and (
                serials != list(range(1, len(serials) + 1))
                or len(serials) + reserved > licence.loans_allowed
            ):
                yield f"licence {licence.pk} counts {serials} with {reserved} kept"
        for until, licence_id in [
            *((loan.due_at, loan.licence_id) for loan in self.loans if loan.member_id),
            *((hold.ready_until, hold.licence_id) for hold in self.ready),
        ]:
            ends = self.licences[licence_id or 0].ends_at
            if ends is not None and until is not None and until > ends:
                yield f"something outlasts licence {licence_id}"

    def _people(self, limit: int) -> Iterator[str]:
        current = [loan for loan in self.running if loan.due_at > self.now]
        for member_id, number in Counter(loan.member_id for loan in current).items():
            if member_id is None or number > limit:
                yield f"member {member_id} has {number} loans"
        has = {(loan.member_id, loan.title_id) for loan in current}
        waits = {(one.member_id, one.title_id) for one in self.holds if one.state in OPEN_HOLDS}
        yield from (f"{both} has and waits" for both in has & waits)

    def _places(self) -> Iterator[str]:
        for hold in self.holds:
            if hold.misses > (2 if hold.state == HoldState.MISSED else 1):
                yield f"hold {hold.pk} is {hold.state} after {hold.misses} misses"
            if hold.state == HoldState.MISSED and hold.misses < 2:
                yield f"hold {hold.pk} ended at the first miss"
        for hold in self.ready:
            if hold.member_id not in self.active:
                yield f"hold {hold.pk} keeps a copy for whoever may not borrow"

    def miscounted(self) -> Iterator[str]:
        """Yields titles whose counts in SQL differ from the rules that lend copies."""
        with connection.cursor() as cursor:
            available = set(available_titles(cursor, self.titles))
        for title_id in self.titles:
            free, counted = self.free(title_id), self.counted[title_id].free
            if counted != free:
                yield f"{counted} copies of title {title_id} are counted as free, not {free}"
            if (title_id in available) != (free > 0):
                yield f"title {title_id} with {free} free copies is found wrongly"

    def free(self, title_id: int) -> int:
        """Returns how many copies of a title are free by the rules that lend them."""
        loans = {Slot(one.licence_id, one.copy) for one in self.running if one.due_at > self.now}
        reserved = {
            Slot(hold.licence_id or 0, hold.copy or 0)
            for hold in self.ready
            if hold.ready_until and hold.ready_until > self.now
        }
        slots = free_slots(
            self._terms(title_id), used=loans | reserved, reserved=reserved, at=self.now
        )
        return max(0, len(slots) - sum(hold.title_id == title_id for hold in self.waiting))

    def _terms(self, title_id: int) -> list[Terms]:
        """Returns the terms of the licences of a title that lend outside the library."""
        loans_made = Counter(loan.licence_id for loan in self.loans if loan.serial)
        licences = (one for one in self.licences.values() if one.title_id == title_id)
        terms = (licence.terms(loans_made[licence.pk]) for licence in licences)
        return [one for one in terms if not one.in_library]
