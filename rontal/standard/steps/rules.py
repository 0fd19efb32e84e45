"""The measured steps of the promise and the arithmetic of their figures. Pure functions.

Source: the library's service standard: 14 hours, of which the applicant owns the form, the
activation and the reading of the result, and the library the decision and every mail.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SMALLEST_GROUP = 5
"""Fewer people than this and nothing is shown: a figure could tell about one of them."""


class Step(StrEnum):
    """A step that the program can measure."""

    FORM = "form"
    """From the first page of the form to sending it."""
    ACTIVATION = "activation"
    """From the mail with the link, handed over, to the activation."""
    DECISION = "decision"
    """Working time that an application spent with the system and staff until it was decided."""
    RESULT_MAIL = "result_mail"
    """From the decision to the mail with the result, handed over."""
    SIGN_IN = "sign_in"
    """From that mail to the first sign-in as a member."""


OURS = frozenset({Step.DECISION, Step.RESULT_MAIL})
"""The steps that the library answers for."""
IN_WORKING_TIME = frozenset({Step.DECISION})
PROMISED = {
    Step.FORM: timedelta(hours=1),
    Step.ACTIVATION: timedelta(hours=2),
    Step.RESULT_MAIL: timedelta(hours=2),
    Step.SIGN_IN: timedelta(hours=2),
}
"""What holds as long as no standard says otherwise; the decision's time is a policy."""


class Period(StrEnum):
    """What figures are grouped by: weeks of ISO 8601, or months."""

    WEEK = "week"
    MONTH = "month"


SHOWN = {Period.WEEK: 26, Period.MONTH: 12}
"""How many periods a page shows: half a year of weeks, a year of months."""


@dataclass(frozen=True)
class Figure:
    """One group: how many, in how long, and how many in time; seconds.

    `count` is None where the group is too small to be shown; the other values are None there and
    where nobody was.
    """

    count: int | None
    median: int | None = None
    ninth: int | None = None
    kept_percent: int | None = None

    @property
    def is_shown(self) -> bool:
        """True where there is something to show."""
        return bool(self.count)


NOBODY = Figure(0)
TOO_FEW = Figure(None)


@dataclass(frozen=True)
class Measured:
    """A figure and the first day of the period that it belongs to."""

    start: date
    label: str
    figure: Figure


@dataclass(frozen=True)
class StepFigures:
    """All that is shown of one step; `promised` in seconds."""

    step: Step
    promised: int
    overall: Figure
    periods: tuple[Measured, ...]

    @property
    def is_ours(self) -> bool:
        """True where the library answers for it."""
        return self.step in OURS

    @property
    def in_working_time(self) -> bool:
        """True where seconds are working time."""
        return self.step in IN_WORKING_TIME


def figure(count: int, median: float, ninth: float, kept: int) -> Figure:
    """The figure of a group, or TOO_FEW below the smallest group.

    The share is rounded down: no promise looks better kept than it was.
    """
    if count == 0:
        return NOBODY
    if count < SMALLEST_GROUP:
        return TOO_FEW
    return Figure(count, round(median), round(ninth), kept * 100 // count)


def whole_seconds(took: timedelta) -> int:
    """A duration in whole seconds, rounded up, so that a moment too late is late; never negative.

    A clock that was put back makes a negative duration; it counts as none.
    """
    return max(0, math.ceil(took.total_seconds()))


def start_of(period: Period, day: date) -> date:
    """The first day of the week (a Monday) or month that `day` is in."""
    if period is Period.MONTH:
        return day.replace(day=1)
    return day - timedelta(day.weekday())


def starts(period: Period, until: date, count: int) -> list[date]:
    """The first days of the last `count` periods, the one with `until` as the last."""
    found = [start_of(period, until)]
    while len(found) < count:
        found.append(start_of(period, found[-1] - timedelta(1)))
    return found[::-1]


def label(period: Period, start: date) -> str:
    """How a period is written: `2026-W47`, `2026-11` (ISO 8601)."""
    if period is Period.MONTH:
        return f"{start:%Y-%m}"
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02}"
