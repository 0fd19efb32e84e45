"""The library's promise in working time."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from rontal.kernel.library import Library
from rontal.standard.rules import Calendar, Punctuality, due, punctuality, worked


def library() -> Library:
    """The library profile of this deployment."""
    if settings.LIBRARY is None:
        raise ImproperlyConfigured("RONTAL_LIBRARY is not set")
    return settings.LIBRARY


@cache
def _days_off(year: int) -> frozenset[date]:
    """National holidays and joint leave (`holidays`: categories public and government)."""
    return frozenset(
        holidays.country_holidays("ID", years=year, categories=("public", "government"))
    )


def _is_off(day: date) -> bool:
    return day in _days_off(day.year)


@cache
def _calendar(zone: str) -> Calendar:
    return Calendar(zone=ZoneInfo(zone), is_off=_is_off)


def calendar() -> Calendar:
    """The library's working calendar."""
    return _calendar(library().zone)


def decision_due(start: datetime, *, used: timedelta = timedelta()) -> datetime:
    """When a decision is due: the clock starts at `start`, `used` was spent before."""
    promised = timedelta(minutes=library().policies.decision_working_minutes)
    return due(calendar(), start, max(timedelta(), promised - used))


def working_time_between(start: datetime, end: datetime) -> timedelta:
    """Working time between two moments in the library's calendar."""
    return worked(calendar(), start, end)


def decision_punctuality(used: timedelta) -> Punctuality:
    """How the promise of a decision stands after `used` working time."""
    promised = timedelta(minutes=library().policies.decision_working_minutes)
    return punctuality(used, promised)
