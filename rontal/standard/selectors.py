"""Queries about the library's promises in working time.

The calendar is cached in the process. A reader checks at most every `RECHECK_SECONDS` seconds
whether it is still in force; a writer of due times locks it until its transaction ends.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from rontal.core import clock
from rontal.core.errors import Invalid
from rontal.core.profile import Library
from rontal.standard.models import (
    CalendarVersion,
    Closing,
    DayAnswer,
    SpecialHours,
    WeeklyHours,
)
from rontal.standard.policies import StandardPolicies
from rontal.standard.rules import (
    Calendar,
    Punctuality,
    WeekFrom,
    due,
    punctuality,
    worked,
)
from rontal.standard.rules.entries import Entries, EntryRefused, Span, Special, require_work
from rontal.standard.rules.holidays import is_holiday
from rontal.standard.rules.hours import from_json

Change = Callable[[Entries], Entries]
RECHECK_SECONDS = 2.0
CREATE_VERSION = (
    "INSERT INTO standard_calendarversion (id, token) VALUES (1, %s) ON CONFLICT DO NOTHING"
)
LOCK_VERSION = "SELECT token, changed_at FROM standard_calendarversion WHERE id = 1 FOR SHARE"


@dataclass(frozen=True)
class _CachedCalendar:
    """Cached calendar of this process; `checked_at` is the monotonic time of the last check."""

    token: UUID | None
    zone: str
    calendar: Calendar
    checked_at: float


_cached: _CachedCalendar | None = None


def library() -> Library:
    """Returns the library profile of this deployment."""
    if settings.LIBRARY is None:
        raise ImproperlyConfigured("RONTAL_LIBRARY is not set")
    return settings.LIBRARY


def entries() -> Entries:
    """Returns everything that staff entered into the calendar. Four queries."""
    return Entries(
        weeks=tuple(
            WeekFrom(row.valid_from, from_json(row.week))
            for row in WeeklyHours.objects.order_by("valid_from")
        ),
        special=tuple(
            Special(row.name, row.first_day, row.last_day, row.pk, from_json(row.week))
            for row in SpecialHours.objects.order_by("first_day")
        ),
        closings=tuple(
            Span(row.name, row.first_day, row.last_day, row.pk)
            for row in Closing.objects.order_by("first_day", "pk")
        ),
        answers=dict(DayAnswer.objects.values_list("day", "off")),
    )


def calendar_of(entered: Entries) -> Calendar:
    """Returns the calendar of these entries, in the library's zone."""
    return entered.calendar(ZoneInfo(library().zone), is_holiday)


def entries_after(change: Change) -> Entries:
    """Returns the entries after a change; raises Invalid (field → code) when it is not valid."""
    try:
        after = change(entries())
        require_work(after, calendar_of(after), clock.now().astimezone(library().tz).date())
    except EntryRefused as refused:
        raise Invalid({refused.field: refused.code}) from None
    return after


def calendar() -> Calendar:
    """Returns the library's working calendar, at most `RECHECK_SECONDS` seconds old."""
    cached = _cached
    if (
        cached
        and cached.zone == library().zone
        and time.monotonic() - cached.checked_at < RECHECK_SECONDS
    ):
        return cached.calendar
    row = CalendarVersion.objects.filter(pk=1).values_list("token", "changed_at").first()
    return _calendar_of_version(row)


def locked_calendar() -> Calendar:
    """Returns the calendar in force, locked against changes until the caller's transaction ends.

    For writers of due times: a change of the calendar waits for them, so that the recomputation
    that follows it sees what they wrote. Needs a transaction.
    """
    return _calendar_of_version(_lock_version() or _lock_version(first=True))


def _lock_version(*, first: bool = False) -> tuple[UUID, datetime | None] | None:
    """Locks the calendar's row in share mode; `first` creates it when it is missing."""
    with connection.cursor() as cursor:
        if first:
            cursor.execute(CREATE_VERSION, [uuid4()])
        cursor.execute(LOCK_VERSION)
        row: tuple[UUID, datetime | None] | None = cursor.fetchone()
        return row


def clear_calendar_cache() -> None:
    """Clears the cached calendar of this process."""
    global _cached  # noqa: PLW0603
    _cached = None


def decision_due(start: datetime, *, used: timedelta = timedelta()) -> datetime:
    """Returns when a decision is due; the clock starts at `start`, and `used` was spent before.

    Inside a transaction the calendar is locked until the end of it.
    """
    promised = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    in_force = locked_calendar() if connection.in_atomic_block else calendar()
    return due(in_force, start, max(timedelta(), promised - used))


def due_after(start: datetime, amount: timedelta) -> datetime:
    """Returns the moment when `amount` of working time has passed since `start`."""
    return due(calendar(), start, amount)


def working_time_between(start: datetime, end: datetime) -> timedelta:
    """Returns the working time between two moments in the library's calendar."""
    return worked(calendar(), start, end)


def decision_punctuality(used: timedelta) -> Punctuality:
    """Returns the state of the promise of a decision after `used` working time."""
    promised = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    return punctuality(used, promised)


def _calendar_of_version(row: tuple[UUID, datetime | None] | None) -> Calendar:
    """Returns the calendar of a version, from the cache if it is there.

    A version that was never changed has no entries, so that the defaults apply.
    """
    global _cached  # noqa: PLW0603
    token, changed_at = row or (None, None)
    zone, now = library().zone, time.monotonic()
    cached = _cached
    if cached is None or cached.token != token or cached.zone != zone:
        computed = calendar_of(entries() if changed_at else Entries())
        cached = _CachedCalendar(token, zone, computed, now)
    _cached = _CachedCalendar(cached.token, zone, cached.calendar, now)
    return cached.calendar
