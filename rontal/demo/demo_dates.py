"""Dates of the demo year."""

from datetime import UTC, datetime, timedelta
from typing import Final

from rontal.core import clock

YEAR: Final = timedelta(days=365)
PUBLISHED: Final = datetime(2026, 1, 5, 1, tzinfo=UTC)
"""Start of lending; the demo's books were published in that year."""


def began() -> datetime:
    """Returns when lending started: a year ago, but not before the books were published."""
    return ago(YEAR)


def ago(span: timedelta) -> datetime:
    """Returns the time this long ago, but not before lending started."""
    now = clock.now()
    return min(now, max(PUBLISHED, now.replace(hour=1, minute=0, second=0, microsecond=0) - span))
