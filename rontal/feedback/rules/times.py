"""Due times in working days.

Source: SP4N-LAPOR practice (first response 3, information or a simple complaint 5, a complaint
without field check 14, with field check 60 working days). A working day is a date on which the
library works at all, however short; the day of receipt is not counted; the due time is the closing
time of the last day (`standard.rules.due_in_days`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rontal.feedback.rules.kinds import Pace
from rontal.standard.rules import Calendar, NoWorkingTime, Punctuality, due_in_days


@dataclass(frozen=True)
class Promise:
    """Promised times in working days: of the first response, and of the answer by pace."""

    first_response: int
    quick: int
    office: int
    field: int

    def days(self, pace: Pace) -> int:
        """Returns the number of working days for an answer of this pace."""
        return {Pace.QUICK: self.quick, Pace.OFFICE: self.office, Pace.FIELD: self.field}[pace]


def due_after(calendar: Calendar, start: datetime, days: int) -> datetime:
    """Returns the closing time of the `days`-th working day after the day of `start`.

    When the calendar has no working day, every day counts, so that a ticket can still be opened.
    """
    try:
        return due_in_days(calendar, start, days)
    except NoWorkingTime:
        return start + timedelta(days=days)


def punctuality(now: datetime, start: datetime, due: datetime) -> Punctuality:
    """Returns the state of an open due time in elapsed time; its last quarter is at risk."""
    if now > due:
        return Punctuality.LATE
    return Punctuality.AT_RISK if now - start >= (due - start) * 0.75 else Punctuality.ON_TIME
