"""Spaces that a recogniser swallowed, put back where the geometry or a known opening says so."""

from rontal.verification.reading.parse.span import Passage
from rontal.verification.reading.parse.vocabulary import HONORED_FIRST


def spaced(passage: Passage, start: int, text: str) -> str:
    """The text of the passage from `start` on, with spaces put back."""
    return " ".join(_word(word) for word in text.split(" ")).strip()


def _word(word: str) -> str:
    for opening in ("I", "NI"):
        rest = word[len(opening) :]
        if word.startswith(opening) and rest in HONORED_FIRST:
            return f"{opening} {rest}"
    return word
