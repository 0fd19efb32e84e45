"""Times in working days.

Source: SP4N-LAPOR practice (first response 3, information or a simple complaint 5, a complaint
without field check 14, with field check 60 working days). A working day is a date on which the
library works at all, however short; the day on which something came in is not counted; a time
ends when the library closes on its last day (`standard.rules.due_in_days`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rontal.feedback.rules.kinds import Pace
from rontal.standard.rules import Calendar, NoWorkingTime, Punctuality, due_in_days


@dataclass(frozen=True)
class Promise:
    """Working days: of the first response, and of the answer by pace."""

    first_response: int
    quick: int
    office: int
    field: int

    def days(self, pace: Pace) -> int:
        """How many working days an answer of this pace may take."""
        return {Pace.QUICK: self.quick, Pace.OFFICE: self.office, Pace.FIELD: self.field}[pace]


def due_after(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The closing time of the `days`-th working day after the day of `start`.

    A calendar without any working day must not keep a complaint out: then every day counts.
    """
    try:
        return due_in_days(calendar, start, days)
    except NoWorkingTime:
        return start + timedelta(days=days)


def standing(now: datetime, start: datetime, due: datetime) -> Punctuality:
    """How an open time stands: at risk in its last quarter, by the clock on the wall."""
    if now > due:
        return Punctuality.LATE
    return Punctuality.AT_RISK if now - start >= (due - start) * 0.75 else Punctuality.ON_TIME
