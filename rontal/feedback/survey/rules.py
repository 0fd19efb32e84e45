"""The arithmetic of the satisfaction survey: pure and exact.

Source: Permenpan RB 14/2017 on the survey of public satisfaction. Nine elements, each answered from
1 to 4 and weighing one ninth; the index is the weighted mean times 25. The printed bands leave gaps
(64.99 to 65.00), so that an index is rounded half up to two decimals before it gets its band.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

CHOICES = (1, 2, 3, 4)
STRETCH = 25
"""From a mean of 1 to 4 to an index of 25 to 100."""
SMALLEST_GROUP = 5
"""Fewer answers than this are never shown: they could tell what one person said."""


class Element(StrEnum):
    """The nine elements of the service."""

    REQUIREMENTS = "u1"
    PROCEDURE = "u2"
    TIME = "u3"
    FEE = "u4"
    PRODUCT = "u5"
    COMPETENCE = "u6"
    CONDUCT = "u7"
    COMPLAINTS = "u8"
    FACILITIES = "u9"


class Band(StrEnum):
    """The quality that an index stands for."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


FLOORS = {
    Band.A: Decimal("88.31"),
    Band.B: Decimal("76.61"),
    Band.C: Decimal("65.00"),
    Band.D: Decimal("25.00"),
}
"""The lowest index of each band, two decimals."""


@dataclass(frozen=True)
class Tally:
    """How many people answered, and the sum of their answers to each element, u1 first."""

    count: int = 0
    totals: tuple[int, ...] = (0,) * len(Element)

    def __add__(self, other: "Tally") -> "Tally":
        sums = tuple(a + b for a, b in zip(self.totals, other.totals, strict=True))
        return Tally(self.count + other.count, sums)


@dataclass(frozen=True)
class Score:
    """How one element was judged: its mean (1 to 4), its index (25 to 100) and band."""

    element: Element
    mean: Decimal
    index: Decimal
    band: Band


@dataclass(frozen=True)
class Batch:
    """Whole months, first to last, that together hold enough answers to be shown."""

    first: date
    last: date
    tally: Tally


def half_up(value: Fraction) -> Decimal:
    """A positive number rounded half up to two decimals, without any step of floating point."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


def add_up(tallies: Iterable[Tally]) -> Tally:
    """All answers together."""
    return sum(tallies, Tally())


def index(tally: Tally) -> Decimal:
    """The index of satisfaction, 25.00 to 100.00; raises ZeroDivisionError without answers."""
    return half_up(Fraction(sum(tally.totals), tally.count * len(Element)) * STRETCH)


def band(value: Decimal) -> Band:
    """The band of an index that has been rounded; raises ValueError outside of 25 to 100."""
    if not FLOORS[Band.D] <= value <= 100:
        raise ValueError(f"{value} is no index")
    return next(band for band, floor in FLOORS.items() if value >= floor)


def scores(tally: Tally) -> list[Score]:
    """Mean, index and band of each element, u1 first; raises ZeroDivisionError without answers."""
    return [
        _score(element, Fraction(total, tally.count))
        for element, total in zip(Element, tally.totals, strict=True)
    ]


def _score(element: Element, mean: Fraction) -> Score:
    value = half_up(mean * STRETCH)
    return Score(element, half_up(mean), value, band(value))


def answers_needed(population: int) -> int:
    """How many answers speak for a population, by Krejcie and Morgan (1970).

    At 95 % confidence, a margin of 5 % and the most cautious share (one half); chi-square 3.841.
    Rounded to the nearest whole number, as their table is.
    """
    chi = Fraction(3841, 1000) / 4
    margin = Fraction(1, 400)
    if population < 1:
        return 0
    return int(chi * population / (margin * (population - 1) + chi) + Fraction(1, 2))


def batches(months: Mapping[date, Tally], *, before: date) -> list[Batch]:
    """Answers by month (its first day) put together until each batch can be shown, oldest first.

    Only months before `before` count. A month with too few answers waits for the next one; what
    still waits at the end is left out. Whatever is published is a sum of whole batches, so that
    the difference between any two published figures holds at least SMALLEST_GROUP answers too:
    nobody learns a single answer from yesterday's page and today's.
    """
    found: list[Batch] = []
    first, waiting = None, Tally()
    for month in sorted(month for month in months if month < before):
        first, waiting = first or month, waiting + months[month]
        if waiting.count >= SMALLEST_GROUP:
            found.append(Batch(first, month, waiting))
            first, waiting = None, Tally()
    return found


def quarter(day: date) -> tuple[int, int]:
    """Year and quarter, 1 to 4, of a day."""
    return day.year, (day.month + 2) // 3


def by_quarter(found: Iterable[Batch]) -> dict[tuple[int, int], Tally]:
    """Batches by the quarter in which they end, in their order."""
    sums: dict[tuple[int, int], Tally] = {}
    for batch in found:
        key = quarter(batch.last)
        sums[key] = sums.get(key, Tally()) + batch.tally
    return sums


def hidden(groups: Mapping[str, int]) -> set[str]:
    """Which groups of a breakdown are not shown, where its total is known.

    Groups under SMALLEST_GROUP, and as many of the next smallest as it takes that those hidden
    hold that many together: the total less what is shown must not tell what is hidden.
    """
    small = {name for name, count in groups.items() if 0 < count < SMALLEST_GROUP}
    rest = sorted((count, name) for name, count in groups.items() if count >= SMALLEST_GROUP)
    for _count, name in rest:
        if not small or (len(small) > 1 and _held(groups, small) >= SMALLEST_GROUP):
            break
        small.add(name)
    return small


def _held(groups: Mapping[str, int], names: set[str]) -> int:
    return sum(groups[name] for name in names)
