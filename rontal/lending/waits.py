"""How long somebody waits for a copy: rules without Django. Durations are days."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heapify, heappop, heappush
from math import ceil, inf
from typing import Final

MONTH: Final = 365.25 / 12
SLACK: Final = 0.1
"""The part of a unit that nobody counts."""
LONGEST: Final = 730.0
"""What may take longer is not told in numbers."""


@dataclass(frozen=True)
class Pace:
    """How fast a title goes from hand to hand: a short loan, a long one, and how long a copy is
    kept at most until it is fetched."""

    short: float
    long: float
    kept: float


@dataclass(frozen=True)
class Copy:
    """A copy: when it comes free at the soonest and at the latest, and how long it can be lent."""

    soonest: float = 0.0
    latest: float = 0.0
    lasts: float = inf


@dataclass(frozen=True)
class Wait:
    """From `least` to `most` days."""

    least: float
    most: float


def wait_for(place: int, copies: Sequence[Copy], pace: Pace) -> Wait | None:
    """How long whoever is at this place (1 is next) waits: at least where everybody before gives a
    copy back soon and fetches it at once, at most where everybody takes long. None where the copies
    may not last that long."""
    least = _turn(place, [(one.soonest, one.lasts) for one in copies], pace.short)
    most = _turn(place, [(one.latest, one.lasts) for one in copies], pace.kept + pace.long)
    return None if least is None or most is None else Wait(min(least, most), most)


def _turn(place: int, copies: list[tuple[float, float]], taken: float) -> float | None:
    """When the turn of a place comes where each before it takes a copy for so long."""
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
    """In what a wait is told."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_UNITS: Final = ((Unit.DAYS, 1.0, 10), (Unit.WEEKS, 7.0, 10), (Unit.MONTHS, MONTH, 24))
"""Each with its length, and up to how many of it are told."""


@dataclass(frozen=True)
class Span:
    """A wait as it is told: so many units; `least` is 0 where it may be any moment."""

    least: int
    most: int
    unit: Unit


def told(wait: Wait) -> Span | None:
    """A wait in the smallest unit that claims no more than is known; None beyond two years."""
    if wait.most > LONGEST:
        return None
    unit, length = next((one, size) for one, size, up in _UNITS if wait.most <= size * up)
    most = max(1, ceil(wait.most / length - SLACK))
    return Span(min(int(wait.least / length + SLACK), most), most, unit)
