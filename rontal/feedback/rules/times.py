"""Times in working days.

Source: SP4N-LAPOR practice (first response 3, information or a simple complaint 5, a complaint
without field check 14, with field check 60 working days). A working day is a date on which the
library works at all, however short; the day on which something came in is not counted; a time
ends when the library closes on its last day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from rontal.feedback.rules.kinds import Pace
from rontal.standard.rules import NoWorkingTime, Punctuality

Spans = Callable[[date], Sequence[tuple[datetime, datetime]]]
LONGEST_GAP = 366


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


def is_working_day(spans: Spans, day: date) -> bool:
    """True for a local date with any working time."""
    return any(end > start for start, end in spans(day))


def due_after(spans: Spans, zone: tzinfo, start: datetime, days: int) -> datetime:
    """When `days` working days after the day of `start` are over: the last one's closing time.

    `spans` gives the working spans of a local date. Raises NoWorkingTime where more than a year
    passes without a working day.
    """
    day, left, gap = start.astimezone(zone).date(), days, 0
    while left:
        day += timedelta(1)
        if is_working_day(spans, day):
            left, gap = left - 1, 0
        else:
            gap += 1
        if gap > LONGEST_GAP:
            raise NoWorkingTime
    ends = [end for start_, end in spans(day) if end > start_]
    return max(ends) if ends else start


def working_days_between(spans: Spans, zone: tzinfo, start: datetime, end: datetime) -> int:
    """Working days after the day of `start` up to and with the day of `end`; negative backwards."""
    if end < start:
        return -working_days_between(spans, zone, end, start)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    days = (first + timedelta(n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(spans, day) for day in days)


def standing(now: datetime, received: datetime, due: datetime) -> Punctuality:
    """How an open time stands: at risk in its last quarter."""
    if now > due:
        return Punctuality.LATE
    return Punctuality.AT_RISK if now - received >= (due - received) * 0.75 else Punctuality.ON_TIME
