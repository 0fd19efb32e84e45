"""Registry of the events that record access to the personal data of their subject.

Apps above this one register such events where they declare them.
"""

from typing import Final

ACCESS_EVENTS: Final[set[str]] = set()


REPRESENTATIVE_EVENTS: Final[set[str]] = set()
"""Those among them in which a guardian opened the data, whom the person is told of, too."""


def register_access_event(name: str, *, by_representative: bool = False) -> str:
    """Registers a declared event as an access to the personal data of its subject."""
    ACCESS_EVENTS.add(name)
    if by_representative:
        REPRESENTATIVE_EVENTS.add(name)
    return name
