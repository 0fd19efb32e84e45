"""Hash keys for tests of their rotation."""

from typing import Any

FIRST = "Q" * 43 + "="
SECOND = "k2:" + "R" * 43 + "="


def start(settings: Any) -> None:
    """Begins with a key without an id, as libraries of before have one."""
    settings.HASH_KEY = FIRST


def rotate(settings: Any) -> None:
    """Makes the second key the active one, beside the first."""
    settings.HASH_KEY = f"{SECOND},{FIRST}"


def finish(settings: Any) -> None:
    """Removes the first key."""
    settings.HASH_KEY = SECOND
