"""Registry of functions that protect titles from deletion when an import is undone or a draft is
deleted."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

DeletionGuard = Callable[[Sequence[int]], Iterable[int]]
_GUARDS: Final[dict[str, DeletionGuard]] = {}


def register(name: str, keeper: DeletionGuard) -> None:
    """Registers a function of another app that returns which of some titles must not be deleted. It
    also deletes its own rows that depend only on the import, such as an unused licence; it runs in
    the transaction that deletes the titles."""
    _GUARDS[name] = keeper


def protected(title_ids: Sequence[int]) -> set[int]:
    """Returns the ids of the titles that must not be deleted."""
    return {pk for keeper in _GUARDS.values() for pk in keeper(title_ids)}
