"""The one source of the present: zone-aware UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The present moment in UTC. Everything in Rontal asks here."""
    return _moved.get() or datetime.now(UTC)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Makes `now` answer `moment` in this context: the demo library has a past."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)
