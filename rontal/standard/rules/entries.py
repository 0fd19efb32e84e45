"""Entries of staff in the calendar, and their validation. Pure, so that the desk can show the
effect of a change before it is saved.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rontal.standard.rules.calendar import Calendar, WeekFrom, WeekWithin
from rontal.standard.rules.hours import DEFAULT_WEEK, Week, minutes

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
MAX_TIME_WITHOUT_WORK = timedelta(days=365)
MAX_NAME_LENGTH = 80
IsOff = Callable[[date], bool]


class EntryRefused(ValueError):
    """An entry is not valid; `field` is the wrong field, `code` the reason."""

    def __init__(self, field: str, code: str) -> None:
        self.field, self.code = field, code
        super().__init__(code)


@dataclass(frozen=True)
class Span:
    """Named span of dates from `first` to `last`, both included; `id` is 0 before it is saved."""

    name: str
    first: date
    last: date
    id: int = 0

    def covers(self, day: date) -> bool:
        """Returns True when the date is within the span."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Special(Span):
    """Different hours within a span of dates."""

    week: Week = ()


@dataclass(frozen=True)
class Entries:
    """All entries: weeks by the date from which they apply, special hours, closings, answers about
    days.
    """

    weeks: tuple[WeekFrom, ...] = ()
    special: tuple[Special, ...] = ()
    closings: tuple[Span, ...] = ()
    answers: Mapping[date, bool] = field(default_factory=dict)

    def calendar(self, zone: ZoneInfo, is_holiday: IsOff) -> Calendar:
        """Returns the calendar of these entries. Closings take precedence over answers, answers
        over holidays, and any day off over special hours.
        """

        def is_off(day: date) -> bool:
            if any(closing.covers(day) for closing in self.closings):
                return True
            answer = self.answers.get(day)
            return is_holiday(day) if answer is None else answer

        special = tuple(WeekWithin(one.first, one.last, one.week) for one in self.special)
        return Calendar(zone, DEFAULT_WEEK, is_off, self.weeks, special)

    def with_week(self, first: date, week: Week) -> "Entries":
        """Adds an ordinary week from a date on, in place of one from the same date; raises
        EntryRefused.
        """
        _require_known("first_day", first)
        if not any(week):
            raise EntryRefused("week", "hours_never")
        others = [one for one in self.weeks if one.first != first]
        return replace(self, weeks=(*others, WeekFrom(first, week)))

    def without_week(self, first: date) -> "Entries":
        """Removes the week that applies from a date on."""
        return replace(self, weeks=tuple(one for one in self.weeks if one.first != first))

    def with_special(self, new: Special) -> "Entries":
        """Adds special hours. Raises EntryRefused when they overlap others, end before they begin,
        or have no hours on any of their days.
        """
        _require_span(new)
        if any(one.first <= new.last and new.first <= one.last for one in self.special):
            raise EntryRefused("first_day", "special_hours_overlap")
        length = min((new.last - new.first).days + 1, 7)
        days = [new.first + timedelta(offset) for offset in range(length)]
        if not any(new.week[day.weekday()] for day in days):
            raise EntryRefused("week", "special_hours_never")
        return replace(self, special=(*self.special, new))

    def without_special(self, entry_id: int) -> "Entries":
        """Removes special hours."""
        return replace(self, special=tuple(one for one in self.special if one.id != entry_id))

    def with_closing(self, new: Span) -> "Entries":
        """Adds a closing; raises EntryRefused when it ends before it begins."""
        _require_span(new)
        return replace(self, closings=(*self.closings, new))

    def without_closing(self, entry_id: int) -> "Entries":
        return replace(self, closings=tuple(one for one in self.closings if one.id != entry_id))

    def with_answer(self, day: date, *, off: bool) -> "Entries":
        """Adds the answer to a proposed day."""
        _require_known("day", day)
        return replace(self, answers={**self.answers, day: off})

    def without_answer(self, day: date) -> "Entries":
        """Removes the answer to a proposed day, so that the default applies again."""
        return replace(self, answers={one: off for one, off in self.answers.items() if one != day})

    def dates(self) -> Iterator[date]:
        """Yields every date at which an entry begins or ends."""
        yield from (one.first for one in self.weeks)
        for span in (*self.special, *self.closings):
            yield from (span.first, span.last)
        yield from self.answers


def require_work(entries: Entries, calendar: Calendar, today: date) -> None:
    """Raises EntryRefused when there is no working time for 365 days in a row, from the first year
    to the second year after the last entry.
    """
    years = [today.year, *(day.year for day in entries.dates())]
    last_end = None
    for number in range(min(years), max(years) + 3):
        table = calendar.year(number)
        for begin, end in zip(table.begins, table.ends, strict=True):
            if last_end is not None and begin - last_end > MAX_TIME_WITHOUT_WORK:
                raise EntryRefused("", "calendar_without_work")
            last_end = end
        if not table.total:
            raise EntryRefused("", "calendar_without_work")


def minutes_of(calendar: Calendar, day: date) -> int:
    """Returns the working minutes of a date, in local time."""
    return sum(end - begin for begin, end in map(minutes, calendar.hours(day)))


def _require_span(span: Span) -> None:
    if not span.name or len(span.name) > MAX_NAME_LENGTH:
        raise EntryRefused("name", "entry_without_name")
    _require_known("first_day", span.first)
    _require_known("last_day", span.last)
    if span.last < span.first:
        raise EntryRefused("last_day", "span_ends_before_begin")


def _require_known(name: str, day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise EntryRefused(name, "date_too_far")
