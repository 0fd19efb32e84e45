"""When things happened in the invented year."""

from datetime import UTC, datetime, timedelta
from typing import Final

from rontal.kernel import clock

YEAR: Final = timedelta(days=365)
PUBLISHED: Final = datetime(2026, 1, 5, 1, tzinfo=UTC)
"""The morning on which the library began to lend: its books came out in that year."""


def began() -> datetime:
    """When the library began to lend: a year ago, but never before its books came out."""
    return ago(YEAR)


def ago(span: timedelta) -> datetime:
    """So long ago, where the library lent by then; else when it began."""
    now = clock.now()
    return min(now, max(PUBLISHED, now.replace(hour=1, minute=0, second=0, microsecond=0) - span))
