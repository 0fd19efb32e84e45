"""Who may keep titles that an import made from going when it is taken back."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

Keeper = Callable[[Sequence[int]], Iterable[int]]
_KEEPERS: Final[dict[str, Keeper]] = {}


def register(name: str, keeper: Keeper) -> None:
    """Rooms above say by this which of some titles must stay. A keeper also lets go what came with
    the import alone, such as a licence that nobody has used; it runs in the transaction that
    removes the titles."""
    _KEEPERS[name] = keeper


def kept(title_ids: Sequence[int]) -> set[int]:
    """Those of the titles that must stay."""
    return {pk for keeper in _KEEPERS.values() for pk in keeper(title_ids)}
