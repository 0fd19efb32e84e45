"""Registry of the events that record access to the personal data of their subject.

Apps above this one register such events where they declare them.
"""

from typing import Final

ACCESS_EVENTS: Final[set[str]] = set()


def register_access_event(name: str) -> str:
    """Registers a declared event as an access to the personal data of its subject."""
    ACCESS_EVENTS.add(name)
    return name
