"""The only source of the current time: zone-aware UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen_now: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """Returns the current time in UTC. All code in Rontal gets the time from here."""
    return _frozen_now.get() or datetime.now(UTC)


@contextmanager
def frozen_at(moment: datetime) -> Iterator[None]:
    """Makes `now` return `moment` in this context; the demo library creates its past with it."""
    token = _frozen_now.set(moment)
    try:
        yield
    finally:
        _frozen_now.reset(token)
