"""Sort order of titles by name as a number, which covers only the first letters. No Django."""

from typing import Final

LETTERS: Final = 12
"""Number of letters of a name that count."""
_ORDERED: Final = " 0123456789abcdefghijklmnopqrstuvwxyz"
_WORTH: Final = {letter: worth for worth, letter in enumerate(_ORDERED, 1)}
_BEYOND: Final = len(_ORDERED) + 1
"""Value of letters of other scripts."""
_BASE: Final = 40
_OTHERS: Final = 7
"""Number of bytes that count of a name in another script."""


def number(name: str) -> int:
    """Returns a 64-bit number that orders folded names alphabetically (by their bytes in UTF-8);
    names with the same first letters get the same number."""
    worths = [_WORTH.get(letter, _BEYOND) for letter in name[:LETTERS]]
    if worths[:1] == [_BEYOND]:
        first = name.encode()[:_OTHERS].ljust(_OTHERS, b"\x00")
        return int(_BEYOND * _BASE ** (LETTERS - 1) + int.from_bytes(first))
    significant = worths[: worths.index(_BEYOND) + 1] if _BEYOND in worths else worths
    value = 0
    for worth in significant:
        value = value * _BASE + worth
    return int(value * _BASE ** (LETTERS - len(significant)))
