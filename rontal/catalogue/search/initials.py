"""The order of titles by name, as far as a number can tell it. No Django."""

from typing import Final

LETTERS: Final = 12
"""So many letters of a name count."""
_ORDERED: Final = " 0123456789abcdefghijklmnopqrstuvwxyz"
_WORTH: Final = {letter: worth for worth, letter in enumerate(_ORDERED, 1)}
_BEYOND: Final = len(_ORDERED) + 1
"""What letters of other scripts are worth."""
_BASE: Final = 40
_OTHERS: Final = 7
"""Of a name in another script so many bytes count."""


def number(name: str) -> int:
    """A number of 64 bits that is higher the later a folded name stands in the alphabet (by its
    bytes in UTF-8); names that begin alike share one."""
    worths = [_WORTH.get(letter, _BEYOND) for letter in name[:LETTERS]]
    if worths[:1] == [_BEYOND]:
        first = name.encode()[:_OTHERS].ljust(_OTHERS, b"\x00")
        return int(_BEYOND * _BASE ** (LETTERS - 1) + int.from_bytes(first))
    told = worths[: worths.index(_BEYOND) + 1] if _BEYOND in worths else worths
    found = 0
    for worth in told:
        found = found * _BASE + worth
    return int(found * _BASE ** (LETTERS - len(told)))
