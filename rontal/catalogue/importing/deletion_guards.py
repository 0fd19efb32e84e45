"""Registry of functions that protect titles from deletion when an import is undone or a draft is
deleted."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

Keeper = Callable[[Sequence[int]], Iterable[int]]
_KEEPERS: Final[dict[str, Keeper]] = {}


def register(name: str, keeper: Keeper) -> None:
    """Registers a function of another app that returns which of some titles must not be deleted. It
    also deletes its own rows that depend only on the import, such as an unused licence; it runs in
    the transaction that deletes the titles."""
    _KEEPERS[name] = keeper


def protected(title_ids: Sequence[int]) -> set[int]:
    """Returns the ids of the titles that must not be deleted."""
    return {pk for keeper in _KEEPERS.values() for pk in keeper(title_ids)}
