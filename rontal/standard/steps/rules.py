"""Measured steps of the promise and the computation of their figures. Pure functions.

Source: the library's service standard of 14 hours: the form, the activation and the reading of the
result are the applicant's time, the decision and every mail the library's.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MIN_GROUP_SIZE = 5
"""Smallest group of people that is shown; a figure of fewer could reveal one of them."""


class Step(StrEnum):
    """Steps that the program can measure."""

    FORM = "form"
    """From the first page of the form to its submission."""
    ACTIVATION = "activation"
    """From sending the mail with the link to the activation."""
    DECISION = "decision"
    """Working time of the system and staff until an application was decided."""
    RESULT_MAIL = "result_mail"
    """From the decision to sending the mail with the result."""
    SIGN_IN = "sign_in"
    """From sending that mail to the first sign-in as a member."""


OURS = frozenset({Step.DECISION, Step.RESULT_MAIL})
"""Steps that the library is responsible for."""
IN_WORKING_TIME = frozenset({Step.DECISION})
PROMISED = {
    Step.FORM: timedelta(hours=1),
    Step.ACTIVATION: timedelta(hours=2),
    Step.RESULT_MAIL: timedelta(hours=2),
    Step.SIGN_IN: timedelta(hours=2),
}
"""Promises that apply when the standard names no others; the decision's time is a policy."""


class Period(StrEnum):
    """Periods that figures are grouped by: ISO 8601 weeks, or months."""

    WEEK = "week"
    MONTH = "month"


SHOWN = {Period.WEEK: 26, Period.MONTH: 12}
"""Number of periods on a page: half a year of weeks, a year of months."""


@dataclass(frozen=True)
class Figure:
    """Figures of one group: count, median and 90th percentile in seconds, share in time.

    `count` is None when the group is too small to be shown; the other values are then None, as they
    are for an empty group.
    """

    count: int | None
    median: int | None = None
    ninth: int | None = None
    kept_percent: int | None = None

    @property
    def is_shown(self) -> bool:
        """True when there is something to show."""
        return bool(self.count)


NOBODY = Figure(0)
TOO_FEW = Figure(None)


@dataclass(frozen=True)
class Measured:
    """Figure of a period; `start` is its first day."""

    start: date
    label: str
    figure: Figure


@dataclass(frozen=True)
class StepFigures:
    """All figures of one step; `promised` in seconds."""

    step: Step
    promised: int
    overall: Figure
    periods: tuple[Measured, ...]

    @property
    def is_ours(self) -> bool:
        """True when the library is responsible for the step."""
        return self.step in OURS

    @property
    def in_working_time(self) -> bool:
        """True when the seconds are working time."""
        return self.step in IN_WORKING_TIME


def figure(count: int, median: float, ninth: float, in_time: int) -> Figure:
    """Returns the figure of a group; TOO_FEW below the smallest group.

    The share is rounded down, so that it never appears better than it was.
    """
    if count == 0:
        return NOBODY
    if count < MIN_GROUP_SIZE:
        return TOO_FEW
    return Figure(count, round(median), round(ninth), in_time * 100 // count)


def whole_seconds(took: timedelta) -> int:
    """Returns a duration in whole seconds, rounded up, so that the slightest delay is late.

    A negative duration (the clock was set back) becomes 0.
    """
    return max(0, math.ceil(took.total_seconds()))


def start_of(period: Period, day: date) -> date:
    """Returns the first day of the week (a Monday) or month that contains `day`."""
    if period is Period.MONTH:
        return day.replace(day=1)
    return day - timedelta(day.weekday())


def starts(period: Period, until: date, count: int) -> list[date]:
    """Returns the first days of the last `count` periods up to the one that contains `until`."""
    days = [start_of(period, until)]
    while len(days) < count:
        days.append(start_of(period, days[-1] - timedelta(1)))
    return days[::-1]


def label(period: Period, start: date) -> str:
    """Returns the label of a period: `2026-W47`, `2026-11` (ISO 8601)."""
    if period is Period.MONTH:
        return f"{start:%Y-%m}"
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02}"
