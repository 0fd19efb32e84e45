"""Reasons why a page cannot be shown, as sent by the child process. Without Django."""

from enum import StrEnum


class RefusalReason(StrEnum):
    """Reason why a page cannot be shown."""

    BROKEN = "broken"
    PROTECTED = "protected"
    TOO_HEAVY = "too_heavy"
    AWAY = "away"
    """The rendering process is not available; independent of the book."""


class Refused(Exception):
    """The page cannot be shown; `why` is the reason."""

    def __init__(self, why: RefusalReason) -> None:
        self.why = why
        super().__init__(why)
