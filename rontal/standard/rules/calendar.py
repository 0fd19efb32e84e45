"""Working time: pure functions over the working hours of a library.

A moment is working time when its local time in the library's zone is within a span of hours that
applies on its local date. So an hour that daylight saving skips in spring is not worked, and one
that it repeats in autumn is worked twice.

A calendar computes each year once: the working spans in UTC and the working time before each. A due
time then takes two searches in sorted lists.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rontal.standard.rules.hours import DEFAULT_WEEK, Span, Week, minutes

MAX_DAYS_WITHOUT_WORK = 366
_NOTHING = timedelta()
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class NoWorkingTime(ValueError):
    """A whole year has no working time, so that the calendar must be wrong."""


@dataclass(frozen=True)
class WeekFrom:
    """Weekly hours from a date on."""

    first: date
    week: Week


@dataclass(frozen=True)
class WeekWithin:
    """Weekly hours from `first` to `last`, both included."""

    first: date
    last: date
    week: Week


@dataclass(frozen=True)
class Year:
    """Working spans of a year in UTC, in order, and the working time up to the begin and the end of
    each.
    """

    begins: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    before: tuple[timedelta, ...]
    sums: tuple[timedelta, ...]
    total: timedelta

    def until(self, moment: datetime) -> timedelta:
        """Returns the working time of the year before `moment`."""
        place = bisect_right(self.begins, moment) - 1
        if place < 0:
            return _NOTHING
        if moment >= self.ends[place]:
            return self.sums[place]
        return self.before[place] + (moment - self.begins[place])

    def when(self, amount: timedelta) -> datetime:
        """Returns the earliest moment that has `amount` before it; 0 < amount <= total."""
        place = bisect_left(self.sums, amount)
        return self.begins[place] + (amount - self.before[place])


@dataclass(frozen=True)
class Calendar:
    """Time zone, default week, other weeks from or within dates, and days off.

    Of `weeks` the latest that has begun applies; before the first, `week` does. `special` weeks
    take precedence over both. A day off has no hours.
    """

    zone: ZoneInfo
    week: Week = DEFAULT_WEEK
    is_off: Callable[[date], bool] = lambda _day: False
    weeks: tuple[WeekFrom, ...] = ()
    special: tuple[WeekWithin, ...] = ()
    _years: dict[int, Year] = field(default_factory=dict, repr=False, compare=False)

    def hours(self, day: date) -> tuple[Span, ...]:
        """Returns the spans of a local date in local time."""
        if self.is_off(day):
            return ()
        return self.week_of(day)[day.weekday()]

    def week_of(self, day: date) -> Week:
        """Returns the weekly hours that apply on a date, regardless of days off."""
        for other in self.special:
            if other.first <= day <= other.last:
                return other.week
        begun = [one for one in self.weeks if one.first <= day]
        return max(begun, key=lambda one: one.first).week if begun else self.week

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Returns the working spans of a local date, in UTC."""
        begin = datetime(day.year, day.month, day.day, tzinfo=UTC) - _DAY
        return list(self._within(begin, begin + 3 * _DAY, only=day))

    def year(self, number: int) -> Year:
        """Returns a year in UTC, computed once."""
        year = self._years.get(number)
        if year is None:
            year = self._years[number] = self._compute_year(number)
        return year

    def _compute_year(self, number: int) -> Year:
        begin, end = datetime(number, 1, 1, tzinfo=UTC), datetime(number + 1, 1, 1, tzinfo=UTC)
        spans = list(self._within(begin, end))
        before, sums, total = [], [], _NOTHING
        for start, finish in spans:
            before.append(total)
            total += finish - start
            sums.append(total)
        begins, ends = tuple(a for a, _b in spans), tuple(b for _a, b in spans)
        return Year(begins, ends, tuple(before), tuple(sums), total)

    def _within(
        self, begin: datetime, end: datetime, only: date | None = None
    ) -> Iterator[tuple[datetime, datetime]]:
        """Yields the working spans between two moments in UTC, or only those of one local date."""
        for start, finish, offset in _pieces(self.zone, begin, end):
            day = only or (start + offset).date()
            last = only or (finish + offset).date()
            while day <= last:
                midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - offset
                for span in self.hours(day):
                    opens, closes = (
                        midnight + timedelta(minutes=minute) for minute in minutes(span)
                    )
                    if max(opens, start) < min(closes, finish):
                        yield max(opens, start), min(closes, finish)
                day += _DAY


def due(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """Returns the moment, in UTC, when `amount` of working time has passed since `start`.

    Returns `start` for an amount of zero. Raises NoWorkingTime when a whole year has none.
    """
    start = start.astimezone(UTC)
    number = start.year
    table = calendar.year(number)
    target = table.until(start) + amount
    while target > table.total:
        target -= table.total
        number += 1
        table = calendar.year(number)
        if not table.total:
            raise NoWorkingTime
    return table.when(target) if amount > _NOTHING else start


def worked(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Returns the working time between two moments; zero when `end` is not after `start`."""
    if end <= start:
        return _NOTHING
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    total = calendar.year(end.year).until(end) - calendar.year(start.year).until(start)
    for number in range(start.year, end.year):
        total += calendar.year(number).total
    return total


def due_in_days(calendar: Calendar, start: datetime, days: int) -> datetime:
    """Returns the end, in UTC, of the `days`-th working day after the local date of `start`.

    Raises NoWorkingTime when a whole year has no working day.
    """
    day = start.astimezone(calendar.zone).date()
    idle = 0
    while True:
        day += _DAY
        spans = calendar.spans(day)
        idle = 0 if spans else idle + 1
        days -= bool(spans)
        if spans and days <= 0:
            return spans[-1][1]
        if idle > MAX_DAYS_WITHOUT_WORK:
            raise NoWorkingTime


def working_days(calendar: Calendar, first: date, last: date) -> int:
    """Counts the local dates from `first` to `last`, both included, that have hours."""
    length = (last - first).days + 1
    return sum(bool(calendar.hours(first + timedelta(offset))) for offset in range(length))


def _pieces(
    zone: ZoneInfo, begin: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """Yields the periods between two moments in which the zone's offset to UTC is constant."""
    start = begin
    while start < end:
        offset = _offset(zone, start)
        finish = start
        while finish < end and _offset(zone, finish) == offset:
            finish = min(finish + _DAY, end)
        if _offset(zone, finish) != offset:
            finish = _change(zone, finish - _DAY if finish - _DAY > start else start, finish)
        yield start, finish, offset
        start = finish


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Returns the first second with a new offset, between `before` with the old one and `after`
    with the new one.
    """
    offset = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + ((after - before) // 2 // _SECOND) * _SECOND
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
