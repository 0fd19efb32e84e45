"""The one source of the present: zone-aware UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC. Everything in Rontal asks here, so that tests can move time."""
    return datetime.now(UTC)
