"""Slow reference implementation of working time, which checks the local time minute by minute."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from rontal.standard.rules.entries import Entries, Span, Special
from rontal.standard.rules.hours import DEFAULT_WEEK, Week

MINUTE = timedelta(minutes=1)
ZONES = ("Asia/Makassar", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut")
"""Time zones: Bali; two with daylight saving time; one that changes by half an hour; one that
changes at midnight.
"""
HOLIDAYS = frozenset({date(2026, 1, 1), date(2026, 3, 19), date(2026, 12, 25), date(2027, 1, 1)})


@dataclass(frozen=True)
class Wall:
    """Reference reading of the entries, which shares no code with the rules."""

    zone: ZoneInfo
    entries: Entries

    def works(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        day, minute = local.date(), local.hour * 60 + local.minute
        for begin, end in self._hours(day):
            first = begin.hour * 60 + begin.minute
            last = end.hour * 60 + end.minute or 1440
            if first <= minute < last:
                return True
        return False

    def _hours(self, day: date):
        for closing in self.entries.closings:
            if closing.first <= day <= closing.last:
                return ()
        if self.entries.answers.get(day, day in HOLIDAYS):
            return ()
        week = DEFAULT_WEEK
        for one in sorted(self.entries.weeks, key=lambda one: one.first):
            if one.first <= day:
                week = one.week
        for one in self.entries.special:
            if one.first <= day <= one.last:
                week = one.week
        return week[day.weekday()]

    def due(self, start: datetime, minutes: int) -> datetime:
        moment = start
        while minutes:
            minutes -= self.works(moment)
            moment += MINUTE
        return moment

    def worked(self, start: datetime, end: datetime) -> timedelta:
        count = max(0, (end - start) // MINUTE)
        return sum(self.works(start + n * MINUTE) for n in range(count)) * MINUTE


@st.composite
def days(draw) -> tuple[tuple[time, time], ...]:
    """Generates the spans of a day: none to three, up to midnight, some of them touching."""
    marks = st.sampled_from([*range(0, 1440, 30), 1, 7 * 60 + 31, 1439, 1440])
    edges = sorted(draw(st.sets(marks, max_size=6)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    if draw(st.booleans()) and len(edges) >= 3:
        pairs = list(zip(edges, edges[1:], strict=False))
    return tuple((_at(begin), _at(end)) for begin, end in pairs)


def weeks() -> st.SearchStrategy[Week]:
    """Generates a week that has hours on at least one day."""
    some = st.lists(days(), min_size=7, max_size=7).map(tuple)
    return st.one_of(st.just(DEFAULT_WEEK), some.filter(any))


@st.composite
def calendars(draw, first: date, last: date) -> Entries:
    """Generates entries for a span of dates: other weeks, special hours, closings, answers."""
    dates = st.dates(first, last)
    entries = Entries()
    for day in draw(st.sets(dates, max_size=2)):
        entries = entries.with_week(day, draw(weeks()))
    begin = draw(dates)
    special = Special(
        "Ramadan", begin, begin + timedelta(draw(st.integers(6, 20))), 1, draw(weeks())
    )
    entries = entries.with_special(special) if draw(st.booleans()) else entries
    for day in draw(st.sets(dates, max_size=2)):
        entries = entries.with_closing(
            Span("Upacara", day, day + timedelta(draw(st.integers(0, 2))))
        )
    for day in draw(st.sets(dates, max_size=3)):
        entries = entries.with_answer(day, off=draw(st.booleans()))
    return entries


def _at(minute: int) -> time:
    return time(minute // 60, minute % 60) if minute < 1440 else time(0)


def utc(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0, tzinfo=UTC)
