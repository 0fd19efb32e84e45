"""Comparison of values read on the card with those typed. Returns figures, never the values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from idcard import spelling


class Agreement(StrEnum):
    """Result of a comparison; ALIKE means another spelling of the same value."""

    EXACT = "exact"
    ALIKE = "alike"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Match:
    """Result of a comparison, with the edit distance in characters, or in parts of a date."""

    agreement: Agreement
    off: int = 0

    @property
    def differs(self) -> bool:
        """True where the values differ in every spelling."""
        return self.agreement is Agreement.DIFFERENT


EXACT = Match(Agreement.EXACT)


def of_numbers(read: str, typed: str) -> Match:
    """Compares two card numbers, which may contain letters; ignores punctuation and spaces."""
    one, other = (_only_alphanumeric(text) for text in (read, typed))
    return EXACT if one == other else Match(Agreement.DIFFERENT, edits(one, other))


def of_names(read: str, typed: str) -> Match:
    """Compares two names of a person."""
    one, other = spelling.split_words(read), spelling.split_words(typed)
    if one == other:
        return EXACT
    alike = bool(spelling.spellings(read) & spelling.spellings(typed))
    return _judged(alike, " ".join(one), " ".join(other))


def of_places(read: str, typed: str) -> Match:
    """Compares two names of a village or town."""
    one, other = spelling.split_words(read), spelling.split_words(typed)
    if one == other:
        return EXACT
    alike = bool(spelling.place_spellings(read) & spelling.place_spellings(typed))
    return _judged(alike, " ".join(one), " ".join(other))


def of_codes(read: str, typed: str) -> Match:
    """Compares two coded values, such as the sex or a region code."""
    return EXACT if read == typed else Match(Agreement.DIFFERENT, 1)


def of_days(read: str, typed: str) -> Match:
    """Compares two dates in ISO format; `off` is how many of year, month and day differ."""
    parts = zip(read.split("-"), typed.split("-"), strict=False)
    off = sum(one != other for one, other in parts)
    return EXACT if read == typed else Match(Agreement.DIFFERENT, max(off, 1))


def edits(one: Sequence[str], other: Sequence[str]) -> int:
    """Returns the Levenshtein distance."""
    row = list(range(len(other) + 1))
    for place, char in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, 1):
            change = before + (char != against)
            before = row[at]
            row[at] = min(change, row[at] + 1, row[at - 1] + 1)
    return row[-1]


def _judged(alike: bool, one: str, other: str) -> Match:
    off = edits(one, other)
    return Match(Agreement.ALIKE if alike else Agreement.DIFFERENT, off)


def _only_alphanumeric(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())
