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

    Borrow it for `days`, open it `opened_after` its start, and return it `returned_after` its
    start unless it ends before. `fetched_after` is how soon the member borrows a ready copy; None
    means that the member does not join the queue.
    """

    member_id: int
    title_id: int
    at: datetime
    days: int
    returned_after: timedelta
    opened_after: tuple[timedelta, ...] = NEVER
    fetched_after: timedelta | None = None


@dataclass
class SimulatedLoan:
    """A simulated loan; `ended_at` is None while it runs."""

    request: LoanRequest
    slot: Slot
    serial: int | None
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None = None

    @property
    def state(self) -> LoanState:
        if self.ended_at is None:
            return LoanState.ACTIVE
        return LoanState.EXPIRED if self.ended_at == self.due_at else LoanState.RETURNED

    def openings(self, until: datetime) -> Iterator[datetime]:
        """Yields when the book was opened while the loan ran."""
        over = self.ended_at or until
        moments = (self.started_at + after for after in self.request.opened_after)
        return (at for at in moments if at < over)


@dataclass
class SimulatedHold:
    """A simulated hold; `reserved_slot` is the copy reserved for it since `ready_at`.

    `fetched` says whether the member borrowed that copy.
    """

    request: LoanRequest
    placed_at: datetime
    reserved_slot: Slot | None = None
    ready_at: datetime | None = None
    ready_until: datetime | None = None
    ended_at: datetime | None = None
    fetched: bool = False

    @property
    def state(self) -> HoldState:
        if self.ended_at is not None:
            return HoldState.FULFILLED if self.fetched else HoldState.CANCELLED
        return HoldState.WAITING if self.reserved_slot is None else HoldState.READY


@dataclass(frozen=True)
class RejectedRequest:
    """A request that found no free copy; `hopeless` where no licence could lend the title."""

    title_id: int
    at: datetime
    hopeless: bool


@dataclass(frozen=True)
class SimulationSettings:
    """Settings of the library: zone, days a ready copy is reserved, limits by member id."""

    zone: tzinfo
    ready_days: int
    allowances: Mapping[int, Allowance]


@dataclass(frozen=True)
class Stock:
    """A licence of a title, and since when the library has it."""

    title_id: int
    since: datetime
    terms: Terms


@dataclass
class SimulationResult:
    loans: list[SimulatedLoan] = field(default_factory=list)
    holds: list[SimulatedHold] = field(default_factory=list)
    turned_away: list[RejectedRequest] = field(default_factory=list)


def simulate(
    requests: Iterable[LoanRequest],
    stock: Sequence[Stock],
    settings: SimulationSettings,
    *,
    until: datetime,
) -> SimulationResult:
    """Simulates lending up to `until` in a library without loans, and returns what happened."""
    simulation = _Simulation(settings)
    for one in stock:
        simulation.plan(one.since, partial(simulation.add_licence, one))
    for request in requests:
        simulation.plan(request.at, partial(simulation.ask, request))
    simulation.run(until)
    return simulation.result


class _Simulation:
    """State of the simulation: lent and reserved copies, queues, and future actions."""

    def __init__(self, settings: SimulationSettings) -> None:
        self.settings, self.result = settings, SimulationResult()
        self._plan: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._number = count()
        self._terms: dict[int, dict[int, Terms]] = {}
        self._running: dict[Slot, SimulatedLoan] = {}
        self._reserved: dict[Slot, SimulatedHold] = {}
        self._queues: dict[int, list[SimulatedHold]] = {}

    def plan(self, at: datetime, act: Callable[[datetime], None]) -> None:
        """Schedules an action; those at the same time run in the order of scheduling."""
        heappush(self._plan, (at, next(self._number), act))

    def run(self, until: datetime) -> None:
        """Runs the scheduled actions up to a moment, including those that they schedule."""
        while self._plan and self._plan[0][0] <= until:
            at, _number, act = heappop(self._plan)
            act(at)

    def add_licence(self, stock: Stock, at: datetime) -> None:
        """Adds a licence and serves the queue of its title."""
        self._terms.setdefault(stock.title_id, {})[stock.terms.id] = stock.terms
        self._serve(stock.title_id, at)

    def ask(self, request: LoanRequest, at: datetime) -> None:
        """Handles a request: lends a copy, adds a hold, or records a rejection.

        Ignores members who have the title, wait for it, or have reached their loan limit.
        """
        if self._has_enough(request) or self._has_or_waits(request):
            return
        if free := self._free(request.title_id, at):
            until = self._end(at, request)
            terms = self._terms[request.title_id].values()
            self._start(at, request, in_lending_order(free, terms, until=until, begun=at)[0])
            return
        hopeless = self._is_hopeless(request.title_id, at)
        self.result.turned_away.append(RejectedRequest(request.title_id, at, hopeless))
        if request.fetched_after is not None and not hopeless and self._may_wait(request):
            place = SimulatedHold(request, at)
            self.result.holds.append(place)
            self._queues.setdefault(request.title_id, []).append(place)

    def _start(self, at: datetime, request: LoanRequest, slot: Slot) -> None:
        terms = self._terms[request.title_id][slot.licence_id]
        serial = None
        if terms.loans_allowed is not None:
            serial = terms.loans_made + 1
            self._terms[request.title_id][terms.id] = replace(terms, loans_made=serial)
        due = terms.end(self._end(at, request), begun=at)
        loan = SimulatedLoan(request, slot, serial, at, due)
        self.result.loans.append(loan)
        self._running[slot] = loan
        self.plan(min(at + request.returned_after, due), partial(self._end_loan, loan))

    def _end_loan(self, loan: SimulatedLoan, at: datetime) -> None:
        loan.ended_at = at
        del self._running[loan.slot]
        self._serve(loan.request.title_id, at)

    def _serve(self, title_id: int, at: datetime) -> None:
        """Reserves each free copy for the next member in the queue."""
        queue = self._queues.get(title_id, [])
        while queue and (free := self._free(title_id, at)):
            place, terms = queue.pop(0), self._terms[title_id]
            slot = in_lending_order(
                free, terms.values(), until=self._end(at, place.request), begun=at
            )[0]
            self._reserve(at, place, slot, terms[slot.licence_id])

    def _reserve(self, at: datetime, place: SimulatedHold, slot: Slot, terms: Terms) -> None:
        until = end_of_day(at, days=self.settings.ready_days, zone=self.settings.zone)
        place.reserved_slot, place.ready_at = slot, at
        place.ready_until = min(until, terms.ends_at or until)
        self._reserved[slot] = place
        fetched_at = at + (place.request.fetched_after or timedelta())
        self.plan(min(fetched_at, place.ready_until), partial(self._fetch, place, slot))

    def _fetch(self, place: SimulatedHold, slot: Slot, at: datetime) -> None:
        """Lends the ready copy if the member comes in time and may borrow, else ends the hold."""
        del self._reserved[slot]
        place.ended_at = at
        place.fetched = at != place.ready_until and not self._has_enough(place.request)
        if place.fetched:
            self._start(at, place.request, slot)
        else:
            self._serve(place.request.title_id, at)

    def _free(self, title_id: int, at: datetime) -> list[Slot]:
        used = self._running.keys() | self._reserved.keys()
        terms = self._terms.get(title_id, {}).values()
        return free_slots(terms, used=used, reserved=self._reserved.keys(), at=at)

    def _is_hopeless(self, title_id: int, at: datetime) -> bool:
        terms = self._terms.get(title_id, {}).values()
        return all(one.is_over(at) or one.left() == 0 for one in terms)

    def _has_enough(self, request: LoanRequest) -> bool:
        running = sum(one.request.member_id == request.member_id for one in self._running.values())
        return running >= self.settings.allowances[request.member_id].at_once

    def _has_or_waits(self, request: LoanRequest) -> bool:
        key = (request.member_id, request.title_id)
        has = ((one.request.member_id, one.request.title_id) for one in self._running.values())
        waits = ((one.request.member_id, one.request.title_id) for one in self._places())
        return key in chain(has, waits)

    def _may_wait(self, request: LoanRequest) -> bool:
        waits = sum(one.request.member_id == request.member_id for one in self._places())
        return waits < HOLDS_AT_ONCE

    def _places(self) -> Iterator[SimulatedHold]:
        return chain(self._reserved.values(), *self._queues.values())

    def _end(self, at: datetime, request: LoanRequest) -> datetime:
        return end_of_day(at, days=request.days, zone=self.settings.zone)
