"""Working calendar of a year as drawn at the desk: months, days, proposals and entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rontal.core import clock
from rontal.membership.selectors.promises import Moved, due_times_moved_by
from rontal.standard.rules import Calendar, Week
from rontal.standard.rules.entries import EARLIEST, LATEST, Entries, Span, Special, minutes_of
from rontal.standard.rules.holidays import Holiday, named, nyepi
from rontal.standard.rules.hours import write_day
from rontal.standard.rules.pawukon import Proposal, proposals, week_name
from rontal.standard.selectors import calendar_of, entries, library

CELL = 30
HEAD = 24
SOON = timedelta(days=45)
"""Period within which a day can move due times; open applications are due within days."""


class Kind(StrEnum):
    """Kind of a date in the calendar; the first that applies."""

    CLOSED = "closed"
    BALI = "bali"
    HOLIDAY = "holiday"
    JOINT = "joint"
    PROPOSED = "proposed"
    SPECIAL = "special"
    REST = "rest"
    WORK = "work"


@dataclass(frozen=True)
class Day:
    """Date with its position in the drawing of its month, in the units of `CELL`.

    `name` is that of a holiday or entry, `code` that of a proposed Balinese day.
    """

    day: date
    kind: Kind
    name: str
    code: str
    hours: str
    x: int
    y: int
    today: bool

    @property
    def middle(self) -> tuple[int, int]:
        """Position at which the number is written."""
        return self.x + CELL // 2, self.y + CELL // 2 + 5

    @property
    def is_listed(self) -> bool:
        """True for days that the list of the year names: all but workdays and rest days."""
        return self.kind not in (Kind.WORK, Kind.REST)


@dataclass(frozen=True)
class Month:
    """One month: its first day and its days."""

    first: date
    days: list[Day]

    @property
    def height(self) -> int:
        """Height of the drawing, in the units of `CELL`."""
        return max(day.y for day in self.days) + CELL


@dataclass(frozen=True)
class Suggestion:
    """Proposed Balinese day, the staff's answer, and what a yes would change in due times.

    `answer` is None while unanswered, `over` is True for a past day.
    """

    proposal: Proposal
    week: str
    answer: bool | None
    over: bool
    moved: Moved | None


@dataclass(frozen=True)
class DayOff:
    """National holiday or joint leave; `struck` is True where staff removed it."""

    holiday: Holiday
    struck: bool


@dataclass(frozen=True)
class YearPage:
    """Data for the page of a year."""

    number: int
    months: list[Month]
    suggestions: list[Suggestion]
    holidays: list[DayOff]
    entries: Entries
    week: Week
    working_days: int
    hours: int

    @property
    def listed(self) -> list[Day]:
        """Days of the year that are not ordinary, in order."""
        return [day for month in self.months for day in month.days if day.is_listed]

    @property
    def special(self) -> list[Special]:
        """Special hours that overlap the year."""
        return [one for one in self.entries.special if self._touches(one)]

    @property
    def closings(self) -> list[Span]:
        return [one for one in self.entries.closings if self._touches(one)]

    @property
    def before(self) -> int | None:
        """Year before; None at the start of the calendar's range."""
        return self.number - 1 if self.number > EARLIEST.year else None

    @property
    def after(self) -> int | None:
        """Year after; None at the end of the calendar's range."""
        return self.number + 1 if self.number < LATEST.year else None

    def _touches(self, span: Span) -> bool:
        return span.first.year <= self.number <= span.last.year


def year_of(text: str) -> int:
    """Returns the year from the query parameter; the current one where it is invalid."""
    if text.isascii() and text.isdigit() and EARLIEST.year <= int(text[:5]) <= LATEST.year:
        return int(text)
    return today().year


def today() -> date:
    """Returns the date in the library's time zone."""
    return clock.now().astimezone(library().tz).date()


def year_page(number: int, language: str) -> YearPage:
    """Returns the calendar of a year. Five queries at most."""
    stored = entries()
    calendar = calendar_of(stored)
    holidays = named(number, language)
    known = {one.day: one for one in holidays}
    proposed = proposals(number, nyepi(number))
    months = list(_months(number, calendar, stored, known, {one.day: one for one in proposed}))
    lengths = [minutes_of(calendar, day.day) for month in months for day in month.days]
    return YearPage(
        number=number,
        months=months,
        suggestions=_suggestions(proposed, stored, known),
        holidays=[DayOff(one, struck=stored.answers.get(one.day) is False) for one in holidays],
        entries=stored,
        week=calendar.week_of(today()),
        working_days=sum(bool(length) for length in lengths),
        hours=round(sum(lengths) / 60),
    )


def effect_of(after: Entries) -> Moved:
    """Returns how changed entries would move the due times of open applications. One query."""
    return due_times_moved_by([calendar_of(after)])[0]


def _suggestions(
    proposed: list[Proposal], stored: Entries, known: Mapping[date, Holiday]
) -> list[Suggestion]:
    """Returns the days that the Pawukon calendar proposes, except national holidays."""
    now = today()
    open_ones = [one for one in proposed if one.day not in known]
    near = [
        one for one in open_ones if now <= one.day <= now + SOON and one.day not in stored.answers
    ]
    after = [calendar_of(stored.with_answer(one.day, off=True)) for one in near]
    moved = dict(zip(near, due_times_moved_by(after) if after else [], strict=True))
    return [
        Suggestion(
            one, week_name(one.day), stored.answers.get(one.day), one.day < now, moved.get(one)
        )
        for one in open_ones
    ]


def _months(
    number: int,
    calendar: Calendar,
    stored: Entries,
    known: Mapping[date, Holiday],
    proposed: Mapping[date, Proposal],
) -> Iterator[Month]:
    now = today()
    for month in range(1, 13):
        first = date(number, month, 1)
        days, day = [], first
        while day.month == month:
            place = first.weekday() + day.day - 1
            kind, name = _kind(day, calendar, stored, known, proposed)
            days.append(
                Day(
                    day=day,
                    kind=kind,
                    name=name,
                    code=proposed[day].code if day in proposed else "",
                    hours=write_day(calendar.hours(day)),
                    x=place % 7 * CELL,
                    y=HEAD + place // 7 * CELL,
                    today=day == now,
                )
            )
            day += timedelta(1)
        yield Month(first, days)


def _kind(
    day: date,
    calendar: Calendar,
    stored: Entries,
    known: Mapping[date, Holiday],
    proposed: Mapping[date, Proposal],
) -> tuple[Kind, str]:
    """Returns the kind of a date, and the name of the entry or holiday that causes it."""
    closing = next((one for one in stored.closings if one.covers(day)), None)
    if closing:
        return Kind.CLOSED, closing.name
    answer = stored.answers.get(day)
    if answer and day in proposed:
        return Kind.BALI, ""
    if day in known and answer is not False:
        return (Kind.JOINT if known[day].joint else Kind.HOLIDAY), known[day].name
    if answer:
        return Kind.CLOSED, ""
    if day in proposed and answer is None:
        return Kind.PROPOSED, ""
    special = next((one for one in stored.special if one.covers(day)), None)
    if special and calendar.hours(day):
        return Kind.SPECIAL, special.name
    return (Kind.WORK if calendar.hours(day) else Kind.REST), ""
