"""Simulation of lending over a past period by the rules of lending, without Django.

Events run in order of time: a request takes a free copy, joins the queue, or is turned away; a
returned copy is reserved for the first in the queue.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from heapq import heappop, heappush
from itertools import chain, count
from typing import Final

from rontal.lending.rules import (
    HOLDS_AT_ONCE,
    Allowance,
    Slot,
    Terms,
    end_of_day,
    free_slots,
    in_lending_order,
)
from rontal.lending.states import HoldState, LoanState

NEVER: Final[tuple[timedelta, ...]] = ()


@dataclass(frozen=True)
class LoanRequest:
    """A request of a member for a title, and what the member would do with the loan.

    Borrow it for `days`, open it `opened_after` its start, and return it `given_back_after` its
    start unless it ends before. `fetched_after` is how soon the member borrows a ready copy; None
    means that the member does not join the queue.
    """

    member_id: int
    title_id: int
    at: datetime
    days: int
    given_back_after: timedelta
    opened_after: tuple[timedelta, ...] = NEVER
    fetched_after: timedelta | None = None


@dataclass
class Lent:
    """A simulated loan; `ended_at` is None while it runs."""

    wish: LoanRequest
    slot: Slot
    serial: int | None
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None = None

    @property
    def state(self) -> LoanState:
        """State of the loan at the end of the simulation."""
        if self.ended_at is None:
            return LoanState.ACTIVE
        return LoanState.EXPIRED if self.ended_at == self.due_at else LoanState.RETURNED

    def openings(self, until: datetime) -> Iterator[datetime]:
        """Yields when the book was opened while the loan ran."""
        over = self.ended_at or until
        moments = (self.started_at + after for after in self.wish.opened_after)
        return (at for at in moments if at < over)


@dataclass
class Queued:
    """A simulated hold; `kept` is the copy reserved for it since `ready_at`.

    `fetched` says whether the member borrowed that copy.
    """

    wish: LoanRequest
    placed_at: datetime
    kept: Slot | None = None
    ready_at: datetime | None = None
    ready_until: datetime | None = None
    ended_at: datetime | None = None
    fetched: bool = False

    @property
    def state(self) -> HoldState:
        """State of the hold at the end of the simulation."""
        if self.ended_at is not None:
            return HoldState.FULFILLED if self.fetched else HoldState.CANCELLED
        return HoldState.WAITING if self.kept is None else HoldState.READY


@dataclass(frozen=True)
class TurnedAway:
    """A request that found no free copy; `hopeless` where no licence could lend the title."""

    title_id: int
    at: datetime
    hopeless: bool


@dataclass(frozen=True)
class SimulationSettings:
    """Settings of the library: zone, days a ready copy is reserved, limits by member id."""

    zone: tzinfo
    kept_days: int
    allowances: Mapping[int, Allowance]


@dataclass(frozen=True)
class Stock:
    """A licence of a title, and since when the library has it."""

    title_id: int
    since: datetime
    terms: Terms


@dataclass
class SimulationResult:
    """Result of a simulation."""

    loans: list[Lent] = field(default_factory=list)
    holds: list[Queued] = field(default_factory=list)
    turned_away: list[TurnedAway] = field(default_factory=list)


def simulate(
    wishes: Iterable[LoanRequest],
    stock: Sequence[Stock],
    ways: SimulationSettings,
    *,
    until: datetime,
) -> SimulationResult:
    """Simulates lending up to `until` in a library without loans, and returns what happened."""
    desk = _Desk(ways)
    for one in stock:
        desk.plan(one.since, partial(desk.take_in, one))
    for wish in wishes:
        desk.plan(wish.at, partial(desk.ask, wish))
    desk.run(until)
    return desk.lived


class _Desk:
    """State of the simulation: lent and reserved copies, queues, and future actions."""

    def __init__(self, ways: SimulationSettings) -> None:
        self.ways, self.lived = ways, SimulationResult()
        self._plan: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._number = count()
        self._terms: dict[int, dict[int, Terms]] = {}
        self._out: dict[Slot, Lent] = {}
        self._kept: dict[Slot, Queued] = {}
        self._queues: dict[int, list[Queued]] = {}

    def plan(self, at: datetime, act: Callable[[datetime], None]) -> None:
        """Schedules an action; those at the same time run in the order of scheduling."""
        heappush(self._plan, (at, next(self._number), act))

    def run(self, until: datetime) -> None:
        """Runs the scheduled actions up to a moment, including those that they schedule."""
        while self._plan and self._plan[0][0] <= until:
            at, _number, act = heappop(self._plan)
            act(at)

    def take_in(self, stock: Stock, at: datetime) -> None:
        """Adds a licence and serves the queue of its title."""
        self._terms.setdefault(stock.title_id, {})[stock.terms.id] = stock.terms
        self._serve(stock.title_id, at)

    def ask(self, wish: LoanRequest, at: datetime) -> None:
        """Handles a request: lends a copy, adds a hold, or records a rejection.

        Ignores members who have the title, wait for it, or have reached their loan limit.
        """
        if self._has_enough(wish) or self._has_or_waits(wish):
            return
        if free := self._free(wish.title_id, at):
            until = self._end(at, wish)
            terms = self._terms[wish.title_id].values()
            self._start(at, wish, in_lending_order(free, terms, until=until, begun=at)[0])
            return
        hopeless = self._is_hopeless(wish.title_id, at)
        self.lived.turned_away.append(TurnedAway(wish.title_id, at, hopeless))
        if wish.fetched_after is not None and not hopeless and self._may_wait(wish):
            place = Queued(wish, at)
            self.lived.holds.append(place)
            self._queues.setdefault(wish.title_id, []).append(place)

    def _start(self, at: datetime, wish: LoanRequest, slot: Slot) -> None:
        terms = self._terms[wish.title_id][slot.licence_id]
        serial = None
        if terms.loans_allowed is not None:
            serial = terms.loans_made + 1
            self._terms[wish.title_id][terms.id] = replace(terms, loans_made=serial)
        due = terms.end(self._end(at, wish), begun=at)
        loan = Lent(wish, slot, serial, at, due)
        self.lived.loans.append(loan)
        self._out[slot] = loan
        self.plan(min(at + wish.given_back_after, due), partial(self._end_loan, loan))

    def _end_loan(self, loan: Lent, at: datetime) -> None:
        loan.ended_at = at
        del self._out[loan.slot]
        self._serve(loan.wish.title_id, at)

    def _serve(self, title_id: int, at: datetime) -> None:
        """Reserves each free copy for the next member in the queue."""
        queue = self._queues.get(title_id, [])
        while queue and (free := self._free(title_id, at)):
            place, terms = queue.pop(0), self._terms[title_id]
            slot = in_lending_order(
                free, terms.values(), until=self._end(at, place.wish), begun=at
            )[0]
            self._keep(at, place, slot, terms[slot.licence_id])

    def _keep(self, at: datetime, place: Queued, slot: Slot, terms: Terms) -> None:
        until = end_of_day(at, days=self.ways.kept_days, zone=self.ways.zone)
        place.kept, place.ready_at = slot, at
        place.ready_until = min(until, terms.ends_at or until)
        self._kept[slot] = place
        comes = at + (place.wish.fetched_after or timedelta())
        self.plan(min(comes, place.ready_until), partial(self._come, place, slot))

    def _come(self, place: Queued, slot: Slot, at: datetime) -> None:
        """Lends the ready copy if the member comes in time and may borrow, else ends the hold."""
        del self._kept[slot]
        place.ended_at = at
        place.fetched = at != place.ready_until and not self._has_enough(place.wish)
        if place.fetched:
            self._start(at, place.wish, slot)
        else:
            self._serve(place.wish.title_id, at)

    def _free(self, title_id: int, at: datetime) -> list[Slot]:
        used = self._out.keys() | self._kept.keys()
        terms = self._terms.get(title_id, {}).values()
        return free_slots(terms, used=used, kept=self._kept.keys(), at=at)

    def _is_hopeless(self, title_id: int, at: datetime) -> bool:
        terms = self._terms.get(title_id, {}).values()
        return all(one.is_over(at) or one.left() == 0 for one in terms)

    def _has_enough(self, wish: LoanRequest) -> bool:
        running = sum(one.wish.member_id == wish.member_id for one in self._out.values())
        return running >= self.ways.allowances[wish.member_id].at_once

    def _has_or_waits(self, wish: LoanRequest) -> bool:
        of = (wish.member_id, wish.title_id)
        has = ((one.wish.member_id, one.wish.title_id) for one in self._out.values())
        waits = ((one.wish.member_id, one.wish.title_id) for one in self._places())
        return of in chain(has, waits)

    def _may_wait(self, wish: LoanRequest) -> bool:
        waits = sum(one.wish.member_id == wish.member_id for one in self._places())
        return waits < HOLDS_AT_ONCE

    def _places(self) -> Iterator[Queued]:
        return chain(self._kept.values(), *self._queues.values())

    def _end(self, at: datetime, wish: LoanRequest) -> datetime:
        return end_of_day(at, days=wish.days, zone=self.ways.zone)
