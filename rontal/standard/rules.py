"""Working time: pure functions over the hours in which a library works.

Defaults follow Pergub Bali 58/2023: Monday to Thursday 07:30-12:00 and 13:00-16:30, Friday
07:30-11:30 and 13:00-14:30.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

Span = tuple[time, time]
DAYS_TO_LOOK_AHEAD = 366
_LONG = ((time(7, 30), time(12)), (time(13), time(16, 30)))
_SHORT = ((time(7, 30), time(11, 30)), (time(13), time(14, 30)))
DEFAULT_WEEK: tuple[tuple[Span, ...], ...] = (_LONG, _LONG, _LONG, _LONG, _SHORT, (), ())


class NoWorkingTime(ValueError):
    """A whole year ahead has too little working time: the calendar is wrong."""


class Punctuality(StrEnum):
    """How a promise stands: at risk is its last quarter."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"


@dataclass(frozen=True)
class Calendar:
    """Weekly hours (Monday first), the zone, and which dates are off."""

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...] = DEFAULT_WEEK
    is_off: Callable[[date], bool] = lambda _day: False

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The working spans of a local date, in UTC."""
        if self.is_off(day):
            return []
        return [(self._utc(day, start), self._utc(day, end)) for start, end in self._hours(day)]

    def _hours(self, day: date) -> tuple[Span, ...]:
        return self.week[day.weekday()]

    def _utc(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def due(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """The moment when `amount` of working time has passed since `start`.

    Raises NoWorkingTime where a year ahead does not hold that much.
    """
    left = amount
    for begin, end in _spans_from(calendar, start):
        begin = max(begin, start)
        if end - begin >= left:
            return begin + left
        left -= end - begin
    raise NoWorkingTime


def worked(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Working time between two moments; zero where `end` is not after `start`."""
    total = timedelta()
    for begin, finish in _spans_from(calendar, start, until=end):
        total += max(timedelta(), min(finish, end) - max(begin, start))
    return total


def punctuality(used: timedelta, promised: timedelta) -> Punctuality:
    """How a promise of `promised` working time stands after `used` of it."""
    if used > promised:
        return Punctuality.LATE
    return Punctuality.AT_RISK if used * 4 >= promised * 3 else Punctuality.ON_TIME


def _spans_from(
    calendar: Calendar, start: datetime, until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(calendar.zone).date()
    last = until.astimezone(calendar.zone).date() if until else day + timedelta(DAYS_TO_LOOK_AHEAD)
    while day <= last:
        for begin, end in calendar.spans(day):
            if end > start:
                yield begin, end
        day += timedelta(1)
