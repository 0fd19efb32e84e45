"""The only source of the current time: zone-aware UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """Returns the current time in UTC. All code in Rontal gets the time from here."""
    return _moved.get() or datetime.now(UTC)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Makes `now` return `moment` in this context; the demo library uses it to create its past."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)
