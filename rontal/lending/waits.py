"""Estimates of waiting times, without Django. Durations are days."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heapify, heappop, heappush
from math import ceil, inf
from typing import Final

MONTH: Final = 365.25 / 12
ROUNDING_SLACK: Final = 0.1
"""Fraction of a unit that rounding ignores."""
MAX_WAIT_DAYS: Final = 730.0
"""Longest wait that is shown as a number."""


@dataclass(frozen=True)
class Pace:
    """Circulation of a title, in days: short loan, long loan, and how long a copy stays ready."""

    short: float
    long: float
    ready_days: float


@dataclass(frozen=True)
class Copy:
    """A copy: when it comes free at the earliest and latest, and for how long it can be lent."""

    soonest: float = 0.0
    latest: float = 0.0
    lasts: float = inf


@dataclass(frozen=True)
class Wait:
    """Estimated wait, from `least` to `most` days."""

    least: float
    most: float


def wait_for(place: int, copies: Sequence[Copy], pace: Pace) -> Wait | None:
    """Estimates the wait at a place (1 is next); None where the copies may not last that long.

    The minimum assumes that everybody before returns soon and borrows at once, the maximum that
    everybody takes long.
    """
    least = _serving_time(place, [(one.soonest, one.lasts) for one in copies], pace.short)
    most = _serving_time(
        place, [(one.latest, one.lasts) for one in copies], pace.ready_days + pace.long
    )
    return None if least is None or most is None else Wait(min(least, most), most)


def _serving_time(place: int, copies: list[tuple[float, float]], taken: float) -> float | None:
    """Returns when a place is served if each place before takes a copy for `taken` days."""
    heapify(copies)
    while copies:
        free, lasts = heappop(copies)
        if free >= lasts:
            continue
        if place == 1:
            return free
        place -= 1
        heappush(copies, (free + taken, lasts))
    return None


class Unit(StrEnum):
    """Unit in which a wait is shown."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_UNITS: Final = ((Unit.DAYS, 1.0, 10), (Unit.WEEKS, 7.0, 10), (Unit.MONTHS, MONTH, 24))
"""Units with their lengths in days, and the largest number shown in each."""


@dataclass(frozen=True)
class Span:
    """A wait to be shown, in whole units; `least` is 0 where a copy may come at any moment."""

    least: int
    most: int
    unit: Unit


def estimate(wait: Wait) -> Span | None:
    """Returns the wait in the smallest suitable unit; None above two years."""
    if wait.most > MAX_WAIT_DAYS:
        return None
    unit, length = next((one, size) for one, size, up in _UNITS if wait.most <= size * up)
    most = max(1, ceil(wait.most / length - ROUNDING_SLACK))
    return Span(min(int(wait.least / length + ROUNDING_SLACK), most), most, unit)
