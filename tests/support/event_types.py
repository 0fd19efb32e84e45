"""Type of events that only tests declare."""

from typing import Final

from rontal.core.events import EventType

ONLY_IN_TESTS: Final = EventType("Only tests emit this.", "Tried", "%(who)s tried %(what)s.")
