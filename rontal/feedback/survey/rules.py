"""Computation of the satisfaction survey: pure and exact.

Source: Permenpan RB 14/2017 on the survey of public satisfaction. Nine elements, each rated from 1
to 4 and weighing one ninth; the index is the weighted mean times 25. The bands as printed have gaps
(64.99 to 65.00), so that an index is rounded half up to two decimals before its band is determined.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

CHOICES = (1, 2, 3, 4)
STRETCH = 25
"""Factor from a mean of 1 to 4 to an index of 25 to 100."""
MIN_GROUP_SIZE = 5
"""Smallest number of answers that is shown; fewer could reveal the answer of one person."""


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
    """Quality bands of an index."""

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
"""Lowest index of each band, with two decimals."""


@dataclass(frozen=True)
class Tally:
    """Number of answers, and the sum of the ratings for each element, u1 first."""

    count: int = 0
    totals: tuple[int, ...] = (0,) * len(Element)

    def __add__(self, other: "Tally") -> "Tally":
        sums = tuple(a + b for a, b in zip(self.totals, other.totals, strict=True))
        return Tally(self.count + other.count, sums)


@dataclass(frozen=True)
class Score:
    """Result of one element: mean (1 to 4), index (25 to 100) and band."""

    element: Element
    mean: Decimal
    index: Decimal
    band: Band


@dataclass(frozen=True)
class Batch:
    """Whole months, `first` to `last`, that together have enough answers to be shown."""

    first: date
    last: date
    tally: Tally


def half_up(value: Fraction) -> Decimal:
    """Rounds a positive number half up to two decimals, without floating point."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


def add_up(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def index(tally: Tally) -> Decimal:
    """Returns the satisfaction index, 25.00 to 100.00; raises ZeroDivisionError without answers."""
    return half_up(Fraction(sum(tally.totals), tally.count * len(Element)) * STRETCH)


def band(value: Decimal) -> Band:
    """Returns the band of a rounded index; raises ValueError outside 25 to 100."""
    if not FLOORS[Band.D] <= value <= 100:
        raise ValueError(f"{value} is no index")
    return next(band for band, floor in FLOORS.items() if value >= floor)


def scores(tally: Tally) -> list[Score]:
    """Returns the score of each element, u1 first; raises ZeroDivisionError without answers."""
    return [
        _score(element, Fraction(total, tally.count))
        for element, total in zip(Element, tally.totals, strict=True)
    ]


def _score(element: Element, mean: Fraction) -> Score:
    value = half_up(mean * STRETCH)
    return Score(element, half_up(mean), value, band(value))


def answers_needed(population: int) -> int:
    """Returns the number of answers that represent a population, by Krejcie and Morgan (1970).

    At 95 % confidence, a margin of 5 % and the most cautious share (one half); chi-square 3.841.
    Rounded to the nearest whole number, as their table is.
    """
    chi = Fraction(3841, 1000) / 4
    margin = Fraction(1, 400)
    if population < 1:
        return 0
    return int(chi * population / (margin * (population - 1) + chi) + Fraction(1, 2))


def batches(months: Mapping[date, Tally], *, before: date) -> list[Batch]:
    """Combines answers by month (its first day) into batches that can be shown, the oldest first.

    Only months before `before` count. A month with too few answers is combined with the next; a
    rest at the end is left out. Everything published is a sum of whole batches, so that the
    difference between any two published figures also contains at least MIN_GROUP_SIZE answers: no
    single answer can be computed from the pages of two days.
    """
    complete: list[Batch] = []
    first, waiting = None, Tally()
    for month in sorted(month for month in months if month < before):
        first, waiting = first or month, waiting + months[month]
        if waiting.count >= MIN_GROUP_SIZE:
            complete.append(Batch(first, month, waiting))
            first, waiting = None, Tally()
    return complete


def quarter(day: date) -> tuple[int, int]:
    """Returns the year and the quarter, 1 to 4, of a day."""
    return day.year, (day.month + 2) // 3


def by_quarter(published: Iterable[Batch]) -> dict[tuple[int, int], Tally]:
    """Sums batches by the quarter in which they end, in their order."""
    sums: dict[tuple[int, int], Tally] = {}
    for batch in published:
        key = quarter(batch.last)
        sums[key] = sums.get(key, Tally()) + batch.tally
    return sums


def hidden(groups: Mapping[str, int]) -> set[str]:
    """Returns the groups of a breakdown to hide when its total is known.

    These are the groups under MIN_GROUP_SIZE, and as many of the next smallest groups as needed
    until at least two groups with together MIN_GROUP_SIZE answers are hidden: otherwise the total
    minus the shown groups would reveal a hidden one.
    """
    small = {name for name, count in groups.items() if 0 < count < MIN_GROUP_SIZE}
    large = sorted((count, name) for name, count in groups.items() if count >= MIN_GROUP_SIZE)
    for _count, name in large:
        if not small or (len(small) > 1 and _answers_in(groups, small) >= MIN_GROUP_SIZE):
            break
        small.add(name)
    return small


def _answers_in(groups: Mapping[str, int], names: set[str]) -> int:
    return sum(groups[name] for name in names)
