"""Set of records that a dry run has read, in 32 megabytes for any size of file.

It is a Bloom filter: it has no false negatives, and in a file of a million records it takes one of
some hundred thousand new records for a repeated one. That is acceptable for a dry run; the import
itself queries the database.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from rontal.catalogue.importing.kinds import Outcome

BITS: Final = 28
_MASK: Final = (1 << BITS) - 1
_EACH: Final = 4


class EarlierRecords:
    """Records that came earlier in the file."""

    def __init__(self) -> None:
        self._bits = bytearray(1 << (BITS - 3))

    def add(self, digest: int, numbers: Iterable[tuple[str, str]]) -> None:
        self._set(digest)
        for number in numbers:
            self._set(hash(number))

    def knows(self, digest: int, numbers: Sequence[tuple[str, str]]) -> Outcome | None:
        """Returns SAME for a record seen before, JOINED for a number seen before."""
        if self._has(digest):
            return Outcome.SAME
        return Outcome.JOINED if any(self._has(hash(number)) for number in numbers) else None

    def _set(self, key: int) -> None:
        for place in _places(key):
            self._bits[place >> 3] |= 1 << (place & 7)

    def _has(self, key: int) -> bool:
        return all(self._bits[place >> 3] & 1 << (place & 7) for place in _places(key))


def _places(key: int) -> list[int]:
    """Returns the bit positions of a 64-bit key (double hashing)."""
    mixed = (key * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    one, two = mixed >> 32, mixed & 0xFFFFFFFF | 1
    return [(one + turn * two) & _MASK for turn in range(_EACH)]
