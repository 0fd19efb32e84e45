"""How a time that is over would have gone at the loan desk: who wanted which title when, answered
by the rules of lending. Without Django.

Everything happens in the order of time: a wish takes a free copy, or waits, or is turned away; a
copy that comes back is kept for the first who waits.
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
    by_loss,
    end_of_day,
    free_slots,
)
from rontal.lending.states import HoldState, LoanState

NEVER: Final[tuple[timedelta, ...]] = ()


@dataclass(frozen=True)
class Wish:
    """That a member wanted a title, and what they would do with it: borrow it for so many days,
    open it so long after the loan began, and give it back then, where it does not end before by
    itself.

    `fetched_after` is how soon they fetch a copy that is kept for them; None where they do not
    wait for one.
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
    """A loan of that time; `ended_at` is None where it still runs."""

    wish: Wish
    slot: Slot
    serial: int | None
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None = None

    @property
    def state(self) -> LoanState:
        """How it stands at the end of that time."""
        if self.ended_at is None:
            return LoanState.ACTIVE
        return LoanState.EXPIRED if self.ended_at == self.due_at else LoanState.RETURNED

    def openings(self, until: datetime) -> Iterator[datetime]:
        """When its book was opened, while it ran."""
        over = self.ended_at or until
        moments = (self.started_at + after for after in self.wish.opened_after)
        return (at for at in moments if at < over)


@dataclass
class Queued:
    """A place in a queue; `kept` is the copy that was kept for it, since `ready_at`, and `fetched`
    says whether it was."""

    wish: Wish
    placed_at: datetime
    kept: Slot | None = None
    ready_at: datetime | None = None
    ready_until: datetime | None = None
    ended_at: datetime | None = None
    fetched: bool = False

    @property
    def state(self) -> HoldState:
        """How it stands at the end of that time."""
        if self.ended_at is not None:
            return HoldState.FULFILLED if self.fetched else HoldState.CANCELLED
        return HoldState.WAITING if self.kept is None else HoldState.READY


@dataclass(frozen=True)
class TurnedAway:
    """That somebody found no copy free; `hopeless` where there was no licence that lends."""

    title_id: int
    at: datetime
    hopeless: bool


@dataclass(frozen=True)
class Ways:
    """What the library lets its members do: how long a copy is kept, in its zone, and what each
    member may borrow."""

    zone: tzinfo
    kept_days: int
    allowances: Mapping[int, Allowance]


@dataclass(frozen=True)
class Stock:
    """A licence of a title, since when the library has it."""

    title_id: int
    since: datetime
    terms: Terms


@dataclass
class Lived:
    """What happened."""

    loans: list[Lent] = field(default_factory=list)
    holds: list[Queued] = field(default_factory=list)
    turned_away: list[TurnedAway] = field(default_factory=list)


def live(wishes: Iterable[Wish], stock: Sequence[Stock], ways: Ways, *, until: datetime) -> Lived:
    """Lets time pass up to `until` in a library that has lent nothing yet."""
    desk = _Desk(ways)
    for one in stock:
        desk.plan(one.since, partial(desk.take_in, one))
    for wish in wishes:
        desk.plan(wish.at, partial(desk.ask, wish))
    desk.run(until)
    return desk.lived


class _Desk:
    """The desk at a moment: what is out, kept and waited for."""

    def __init__(self, ways: Ways) -> None:
        self.ways, self.lived = ways, Lived()
        self._plan: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._number = count()
        self._terms: dict[int, dict[int, Terms]] = {}
        self._out: dict[Slot, Lent] = {}
        self._kept: dict[Slot, Queued] = {}
        self._queues: dict[int, list[Queued]] = {}

    def plan(self, at: datetime, act: Callable[[datetime], None]) -> None:
        """Lets something happen then; of two at one moment the one that was planned first."""
        heappush(self._plan, (at, next(self._number), act))

    def run(self, until: datetime) -> None:
        """Lets everything happen up to a moment."""
        while self._plan and self._plan[0][0] <= until:
            at, _number, act = heappop(self._plan)
            act(at)

    def take_in(self, stock: Stock, at: datetime) -> None:
        """The library has a licence from now on."""
        self._terms.setdefault(stock.title_id, {})[stock.terms.id] = stock.terms
        self._serve(stock.title_id, at)

    def ask(self, wish: Wish, at: datetime) -> None:
        """Somebody wants a title. Who has it, waits for it, or has all that they may have, does not
        ask."""
        if self._has_enough(wish) or self._has_or_waits(wish):
            return
        if free := self._free(wish.title_id, at):
            until = self._end(at, wish)
            terms = self._terms[wish.title_id].values()
            self._start(at, wish, by_loss(free, terms, until=until, begun=at)[0])
            return
        hopeless = self._is_hopeless(wish.title_id, at)
        self.lived.turned_away.append(TurnedAway(wish.title_id, at, hopeless))
        if wish.fetched_after is not None and not hopeless and self._may_wait(wish):
            place = Queued(wish, at)
            self.lived.holds.append(place)
            self._queues.setdefault(wish.title_id, []).append(place)

    def _start(self, at: datetime, wish: Wish, slot: Slot) -> None:
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
        """Keeps every copy that is free for those who wait, the first first."""
        queue = self._queues.get(title_id, [])
        while queue and (free := self._free(title_id, at)):
            place, terms = queue.pop(0), self._terms[title_id]
            slot = by_loss(free, terms.values(), until=self._end(at, place.wish), begun=at)[0]
            self._keep(at, place, slot, terms[slot.licence_id])

    def _keep(self, at: datetime, place: Queued, slot: Slot, terms: Terms) -> None:
        until = end_of_day(at, days=self.ways.kept_days, zone=self.ways.zone)
        place.kept, place.ready_at = slot, at
        place.ready_until = min(until, terms.ends_at or until)
        self._kept[slot] = place
        comes = at + (place.wish.fetched_after or timedelta())
        self.plan(min(comes, place.ready_until), partial(self._come, place, slot))

    def _come(self, place: Queued, slot: Slot, at: datetime) -> None:
        """Who comes in time, and may, borrows the kept copy; everybody else leaves the queue."""
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

    def _has_enough(self, wish: Wish) -> bool:
        running = sum(one.wish.member_id == wish.member_id for one in self._out.values())
        return running >= self.ways.allowances[wish.member_id].at_once

    def _has_or_waits(self, wish: Wish) -> bool:
        of = (wish.member_id, wish.title_id)
        has = ((one.wish.member_id, one.wish.title_id) for one in self._out.values())
        waits = ((one.wish.member_id, one.wish.title_id) for one in self._places())
        return of in chain(has, waits)

    def _may_wait(self, wish: Wish) -> bool:
        waits = sum(one.wish.member_id == wish.member_id for one in self._places())
        return waits < HOLDS_AT_ONCE

    def _places(self) -> Iterator[Queued]:
        return chain(self._kept.values(), *self._queues.values())

    def _end(self, at: datetime, wish: Wish) -> datetime:
        return end_of_day(at, days=wish.days, zone=self.ways.zone)
