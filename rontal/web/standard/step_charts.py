"""Two small charts per step: share within the promise, and duration.

Computes geometry only; the template writes the SVG, with a table of the same figures.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from rontal.standard import labels as wording
from rontal.standard.steps.rules import Measured, Period, StepFigures

WIDTH, HEIGHT = 320, 120
LEFT, RIGHT, TOP, BOTTOM = 4, 4, 14, 18
FAR = 3
"""A promise more than this factor above the longest measured time is not drawn."""


@dataclass(frozen=True)
class Column:
    """One period: position, and heights of what is drawn; None is not drawn."""

    x: float
    middle: float
    width: float
    share_y: float | None
    median_y: float | None
    ninth_y: float | None
    hidden: bool

    @property
    def share_height(self) -> float:
        """Height of the bar of the share within the promise."""
        return round(FLOOR - self.share_y, 1) if self.share_y is not None else 0

    @property
    def span(self) -> float:
        """Height from the median to the 90th percentile; at least 1.5, so that it is visible."""
        if self.median_y is None or self.ninth_y is None:
            return 0
        return max(1.5, round(self.median_y - self.ninth_y, 1))


@dataclass(frozen=True)
class Row:
    """One period in the table below the charts."""

    label: str
    count: str
    on_time: str
    median: str
    ninth: str


@dataclass(frozen=True)
class Picture:
    """Data for one step on the page."""

    figures: StepFigures
    name: str
    meaning: str
    promised: str
    columns: list[Column]
    rows: list[Row]
    promise_y: float | None
    first: str
    last: str

    @property
    def overall(self) -> Row:
        """Figures of the whole span as one row."""
        return _row(Measured(self.figures.periods[0].start, "", self.figures.overall), "")

    @property
    def is_drawn(self) -> bool:
        """True where at least one period may be shown."""
        return any(one.figure.is_shown for one in self.figures.periods)


FLOOR = HEIGHT - BOTTOM


def draw(figures: StepFigures, period: Period) -> Picture:
    """Returns the charts of a step, oldest period first."""
    top = _top_time(figures)
    drawn = [_column(n, one, len(figures.periods), top) for n, one in enumerate(figures.periods)]
    labels = [_period_label(one.start, period) for one in figures.periods]
    rows = [_row(one, label) for one, label in zip(figures.periods, labels, strict=True)]
    promised = wording.duration(figures.promised)
    if figures.in_working_time:
        promised = _("%(time)s of working time") % {"time": promised}
    return Picture(
        figures=figures,
        name=str(wording.STEPS[figures.step]),
        meaning=str(wording.MEANINGS[figures.step]),
        promised=promised,
        columns=drawn,
        rows=[row for row, one in zip(rows, figures.periods, strict=True) if one.figure.count != 0],
        promise_y=_y(figures.promised, top) if figures.promised <= top else None,
        first=labels[0],
        last=labels[-1],
    )


def _top_time(figures: StepFigures) -> float:
    """Returns the time at the upper edge; includes the promise unless it is far above."""
    longest = max((one.figure.ninth or 0 for one in figures.periods), default=0)
    if figures.promised > longest * FAR and longest:
        return longest * 1.1
    return max(longest, figures.promised) * 1.1


def _y(value: float, top: float) -> float:
    return round(FLOOR - (FLOOR - TOP) * value / top, 1)


def _column(number: int, one: Measured, count: int, top: float) -> Column:
    room = (WIDTH - LEFT - RIGHT) / count
    x, width = LEFT + number * room, room * 0.72
    figure = one.figure
    is_shown = figure.is_shown
    return Column(
        x=round(x, 1),
        middle=round(x + width / 2, 1),
        width=round(width, 1),
        share_y=_y(figure.kept_percent or 0, 100) if is_shown else None,
        median_y=_y(figure.median or 0, top) if is_shown else None,
        ninth_y=_y(figure.ninth or 0, top) if is_shown else None,
        hidden=figure.count is None,
    )


def _period_label(start: date, period: Period) -> str:
    if period is Period.MONTH:
        return formats.date_format(start, "M Y")
    year, week, _day = start.isocalendar()
    return _("Week %(week)s, %(year)s") % {"week": week, "year": year}


def _row(one: Measured, label: str) -> Row:
    figure = one.figure
    if not figure.is_shown:
        count = "0" if figure.count == 0 else _("fewer than 5")
        return Row(label, count, "–", "–", "–")  # noqa: RUF001
    return Row(
        label=label,
        count=str(figure.count),
        on_time=f"{figure.kept_percent}%",
        median=wording.duration(figure.median or 0),
        ninth=wording.duration(figure.ninth or 0),
    )
