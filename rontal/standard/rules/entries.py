"""What staff entered into the calendar, and which of it can be: pure, so that the desk shows what
a change would do before anybody saves it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rontal.standard.rules.calendar import Calendar, WeekFrom, WeekWithin
from rontal.standard.rules.hours import DEFAULT_WEEK, Week, minutes

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
LONGEST_WITHOUT_WORK = timedelta(days=365)
LONGEST_NAME = 80
IsOff = Callable[[date], bool]


class EntryRefused(ValueError):
    """An entry that cannot be: which field, and the code of why."""

    def __init__(self, field: str, code: str) -> None:
        self.field, self.code = field, code
        super().__init__(code)


@dataclass(frozen=True)
class Span:
    """Named dates from `first` to `last`, both included; `id` is 0 where it is not kept yet."""

    name: str
    first: date
    last: date
    id: int = 0

    def covers(self, day: date) -> bool:
        """True where the date lies within."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Special(Span):
    """Other hours within dates."""

    week: Week = ()


@dataclass(frozen=True)
class Entries:
    """Weeks by the date from which they hold, special hours, closings, answers about days."""

    weeks: tuple[WeekFrom, ...] = ()
    special: tuple[Special, ...] = ()
    closings: tuple[Span, ...] = ()
    answers: Mapping[date, bool] = field(default_factory=dict)

    def calendar(self, zone: ZoneInfo, is_holiday: IsOff) -> Calendar:
        """The calendar that follows: closings come before answers, these before holidays, and
        any day off before special hours."""

        def is_off(day: date) -> bool:
            if any(closing.covers(day) for closing in self.closings):
                return True
            said = self.answers.get(day)
            return is_holiday(day) if said is None else said

        special = tuple(WeekWithin(one.first, one.last, one.week) for one in self.special)
        return Calendar(zone, DEFAULT_WEEK, is_off, self.weeks, special)

    def with_week(self, first: date, week: Week) -> "Entries":
        """With an ordinary week from a date on; raises EntryRefused."""
        _require_known("first_day", first)
        if not any(week):
            raise EntryRefused("week", "hours_never")
        kept = [one for one in self.weeks if one.first != first]
        return replace(self, weeks=(*kept, WeekFrom(first, week)))

    def without_week(self, first: date) -> "Entries":
        """Without the week that holds from a date on."""
        return replace(self, weeks=tuple(one for one in self.weeks if one.first != first))

    def with_special(self, new: Special) -> "Entries":
        """With special hours; raises EntryRefused where they overlap others, end before they
        begin, or have no hour on any of their days."""
        _require_span(new)
        if any(one.first <= new.last and new.first <= one.last for one in self.special):
            raise EntryRefused("first_day", "special_hours_overlap")
        length = min((new.last - new.first).days + 1, 7)
        days = [new.first + timedelta(n) for n in range(length)]
        if not any(new.week[day.weekday()] for day in days):
            raise EntryRefused("week", "special_hours_never")
        return replace(self, special=(*self.special, new))

    def without_special(self, entry_id: int) -> "Entries":
        """Without these special hours."""
        return replace(self, special=tuple(one for one in self.special if one.id != entry_id))

    def with_closing(self, new: Span) -> "Entries":
        """With a closing; raises EntryRefused where it ends before it begins."""
        _require_span(new)
        return replace(self, closings=(*self.closings, new))

    def without_closing(self, entry_id: int) -> "Entries":
        """Without this closing."""
        return replace(self, closings=tuple(one for one in self.closings if one.id != entry_id))

    def with_answer(self, day: date, *, off: bool) -> "Entries":
        """With an answer about a day."""
        _require_known("day", day)
        return replace(self, answers={**self.answers, day: off})

    def without_answer(self, day: date) -> "Entries":
        """Without an answer about a day: the proposal stands as it was."""
        return replace(self, answers={one: off for one, off in self.answers.items() if one != day})

    def dates(self) -> Iterator[date]:
        """Every date at which something begins or ends."""
        yield from (one.first for one in self.weeks)
        for span in (*self.special, *self.closings):
            yield from (span.first, span.last)
        yield from self.answers


def require_work(entries: Entries, calendar: Calendar, today: date) -> None:
    """Raises EntryRefused where, from this year to the year after the last entry, 365 days in a
    row have no working minute."""
    years = [today.year, *(day.year for day in entries.dates())]
    last_end = None
    for number in range(min(years), max(years) + 3):
        table = calendar.year(number)
        for begin, end in zip(table.begins, table.ends, strict=True):
            if last_end is not None and begin - last_end > LONGEST_WITHOUT_WORK:
                raise EntryRefused("", "calendar_without_work")
            last_end = end
        if not table.total:
            raise EntryRefused("", "calendar_without_work")


def minutes_of(calendar: Calendar, day: date) -> int:
    """Working minutes by the wall clock on a date."""
    return sum(end - begin for begin, end in map(minutes, calendar.hours(day)))


def _require_span(span: Span) -> None:
    if not span.name or len(span.name) > LONGEST_NAME:
        raise EntryRefused("name", "entry_without_name")
    _require_known("first_day", span.first)
    _require_known("last_day", span.last)
    if span.last < span.first:
        raise EntryRefused("last_day", "span_ends_before_begin")


def _require_known(name: str, day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise EntryRefused(name, "date_too_far")
