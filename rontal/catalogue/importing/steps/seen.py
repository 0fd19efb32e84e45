"""What a dry run has seen of a file, in 32 megabytes however long the file is.

A Bloom filter: never forgets, and takes one of some hundred thousand new records for a repeated
one where the file has a million. A dry run may err by that; what is taken in asks the database.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from rontal.catalogue.importing.kinds import Outcome

BITS: Final = 28
_MASK: Final = (1 << BITS) - 1
_EACH: Final = 4


class Seen:
    """Records that came before in the file."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << (BITS - 3))

    def add(self, digest: int, numbers: Iterable[tuple[str, str]]) -> None:
        """Remembers a record."""
        self._set(digest)
        for number in numbers:
            self._set(hash(number))

    def knows(self, digest: int, numbers: Sequence[tuple[str, str]]) -> Outcome | None:
        """SAME for a record that came before, JOINED where one of its numbers did."""
        if self._has(digest):
            return Outcome.SAME
        return Outcome.JOINED if any(self._has(hash(number)) for number in numbers) else None

    def _set(self, key: int) -> None:
        for place in _places(key):
            self._bits[place >> 3] |= 1 << (place & 7)

    def _has(self, key: int) -> bool:
        return all(self._bits[place >> 3] & 1 << (place & 7) for place in _places(key))


def _places(key: int) -> list[int]:
    """Places of a key of 64 bits, by two halves of it."""
    mixed = (key * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    one, two = mixed >> 32, mixed & 0xFFFFFFFF | 1
    return [(one + turn * two) & _MASK for turn in range(_EACH)]
