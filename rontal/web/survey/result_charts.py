"""Geometry of the result charts, in SVG units of which 1,000 are the full width."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rontal.feedback.survey.questionnaire import ABOUT, BANDS, ELEMENTS, value
from rontal.feedback.survey.rules import FLOORS, STRETCH, Band, Element, Score, band
from rontal.feedback.survey.selectors import Point, Results

WHOLE = 1000
LOWEST = Decimal(STRETCH)
SPAN = 100 - LOWEST


@dataclass(frozen=True)
class ScaleBand:
    """One band on the scale from 25 to 100."""

    band: Band
    words: str
    x: int
    width: int
    floor: Decimal
    here: bool

    @property
    def middle(self) -> int:
        """Position of its letter."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Row:
    """One element: code, name, score and length of its bar."""

    code: str
    name: str
    score: Score
    width: int


@dataclass(frozen=True)
class Column:
    """One quarter of the trend; height 0 and no band where the result may not be shown."""

    point: Point
    height: int
    band: Band | None

    @property
    def y(self) -> int:
        """Upper edge of the column."""
        return WHOLE - self.height


@dataclass(frozen=True)
class Group:
    """Respondents by one characteristic; `rows` are label, count and share (in units)."""

    name: str
    rows: Sequence[tuple[str, int, int]]
    left_out: int


def place(index: Decimal) -> int:
    """Returns the position on the scale of an index from 25 to 100."""
    return round((index - LOWEST) / SPAN * WHOLE)


def scale(index: Decimal) -> list[ScaleBand]:
    """Returns the bands from D to A; the one that contains the index has `here` set."""
    floors = sorted(FLOORS.items(), key=lambda item: item[1])
    ends = [place(floor) for _band, floor in floors[1:]] + [WHOLE]
    return [
        ScaleBand(
            name, str(BANDS[name]), place(floor), end - place(floor), floor, name is band(index)
        )
        for (name, floor), end in zip(floors, ends, strict=True)
    ]


def rows(results: Results) -> list[Row]:
    """Returns the nine elements, u1 first."""
    return [
        Row(score.element.upper(), str(ELEMENTS[score.element]), score, place(score.index))
        for score in results.scores
    ]


def columns(results: Results) -> list[Column]:
    """Returns the quarters of the trend, oldest first."""
    return [_column(point) for point in results.trend]


def groups(results: Results) -> list[Group]:
    """Returns the respondents by characteristic, omitting groups too small to be shown."""
    return [group for name in ABOUT if (group := _group(results, name)).rows]


def weakest(results: Results) -> list[str]:
    """Returns the names of the three elements with the lowest scores."""
    return [str(ELEMENTS[Element(score.element)]) for score in results.weakest]


def _column(point: Point) -> Column:
    if point.index is None:
        return Column(point, 0, None)
    return Column(point, place(point.index), band(point.index))


def _group(results: Results, name: str) -> Group:
    counts, total = results.respondents[name], results.tally.count
    order = sorted(counts.items(), key=lambda item: (item[0] == "", -item[1]))
    rows = [(value(name, key), count, round(count * WHOLE / total)) for key, count in order]
    return Group(str(ABOUT[name]), rows, total - sum(counts.values()))
