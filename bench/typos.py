"""Typos in one word, each at a random position. No Django."""

from random import Random
from typing import Final

NEXT: Final = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, letter in enumerate(row)
}
"""The keys beside each key."""


def swapped(chance: Random, word: str) -> str:
    """Swaps two letters."""
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def dropped(chance: Random, word: str) -> str:
    """Drops a letter."""
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def doubled(chance: Random, word: str) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at - 1] + word[at:]


def neighbour(chance: Random, word: str) -> str:
    """Replaces a letter by that of a key beside it."""
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice(NEXT.get(word[at], "e")) + word[at + 1 :]


SLIPS: Final = (swapped, dropped, doubled, neighbour)
