"""Results as pictures to scale: numbers of SVG, in units of which 1,000 are the whole width."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rontal.feedback.survey.rules import FLOORS, STRETCH, Band, Element, Score, band
from rontal.feedback.survey.selectors import Point, Results
from rontal.feedback.survey.wording import ABOUT, BANDS, ELEMENTS, value

WHOLE = 1000
LOWEST = Decimal(STRETCH)
SPAN = 100 - LOWEST


@dataclass(frozen=True)
class Stretch:
    """One band on the scale from 25 to 100."""

    band: Band
    words: str
    x: int
    width: int
    floor: Decimal
    here: bool

    @property
    def middle(self) -> int:
        """Where its letter stands."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Row:
    """One element: its code, name, score and the length of its bar."""

    code: str
    name: str
    score: Score
    width: int


@dataclass(frozen=True)
class Column:
    """One quarter of the trend; height 0 and no index where nothing can be shown."""

    point: Point
    height: int
    band: Band | None

    @property
    def y(self) -> int:
        """Where the column begins, from above."""
        return WHOLE - self.height


@dataclass(frozen=True)
class Group:
    """What is known of the respondents under one heading; `rows` are words, count and share."""

    name: str
    rows: Sequence[tuple[str, int, int]]
    left_out: int


def place(index: Decimal) -> int:
    """Where an index of 25 to 100 stands on the scale."""
    return round((index - LOWEST) / SPAN * WHOLE)


def scale(index: Decimal) -> list[Stretch]:
    """The bands from D to A, the one that holds the index marked."""
    floors = sorted(FLOORS.items(), key=lambda item: item[1])
    ends = [place(floor) for _band, floor in floors[1:]] + [WHOLE]
    return [
        Stretch(
            name, str(BANDS[name]), place(floor), end - place(floor), floor, name is band(index)
        )
        for (name, floor), end in zip(floors, ends, strict=True)
    ]


def rows(results: Results) -> list[Row]:
    """The nine elements, u1 first."""
    return [
        Row(score.element.upper(), str(ELEMENTS[score.element]), score, place(score.index))
        for score in results.scores
    ]


def columns(results: Results) -> list[Column]:
    """The quarters of the trend, the oldest first."""
    return [_column(point) for point in results.trend]


def groups(results: Results) -> list[Group]:
    """Who answered, as far as groups are large enough to be shown; headings without any are not."""
    return [group for name in ABOUT if (group := _group(results, name)).rows]


def weakest(results: Results) -> list[str]:
    """The names of the three elements that were judged lowest."""
    return [str(ELEMENTS[Element(score.element)]) for score in results.weakest]


def _column(point: Point) -> Column:
    if point.index is None:
        return Column(point, 0, None)
    return Column(point, place(point.index), band(point.index))


def _group(results: Results, name: str) -> Group:
    counts, total = results.respondents[name], results.tally.count
    order = sorted(counts.items(), key=lambda item: (item[0] == "", -item[1]))
    shown = [(value(name, key), count, round(count * WHOLE / total)) for key, count in order]
    return Group(str(ABOUT[name]), shown, total - sum(counts.values()))
