"""Why a page is not shown, as the child says it. Pure."""

from enum import StrEnum


class Why(StrEnum):
    """Why there is no page."""

    BROKEN = "broken"
    PROTECTED = "protected"
    TOO_HEAVY = "too_heavy"
    AWAY = "away"
    """Nobody is there to draw: says nothing about the book."""


class Refused(Exception):
    """The page cannot be had; `why` tells."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why)
