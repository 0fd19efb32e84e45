"""How what was read agrees with what was typed. Pure; figures only, never the values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rontal.verification import spelling


class Agreement(StrEnum):
    """ALIKE is another spelling of the same."""

    EXACT = "exact"
    ALIKE = "alike"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Match:
    """`off` counts the letters or digits to change, drop or add (of a date: its parts)."""

    agreement: Agreement
    off: int = 0

    @property
    def differs(self) -> bool:
        """Not the same, in whatever spelling."""
        return self.agreement is Agreement.DIFFERENT


EXACT = Match(Agreement.EXACT)


def of_numbers(read: str, typed: str) -> Match:
    """Two numbers of a card, which may have letters; marks and spaces between do not count."""
    one, other = (_only_alphanumeric(text) for text in (read, typed))
    return EXACT if one == other else Match(Agreement.DIFFERENT, edits(one, other))


def of_names(read: str, typed: str) -> Match:
    """Two names of a person."""
    one, other = spelling.words(read), spelling.words(typed)
    if one == other:
        return EXACT
    alike = bool(spelling.spellings(read) & spelling.spellings(typed))
    return _judged(alike, " ".join(one), " ".join(other))


def of_places(read: str, typed: str) -> Match:
    """Two names of a village or town."""
    one, other = spelling.words(read), spelling.words(typed)
    if one == other:
        return EXACT
    alike = bool(spelling.place_spellings(read) & spelling.place_spellings(typed))
    return _judged(alike, " ".join(one), " ".join(other))


def of_codes(read: str, typed: str) -> Match:
    """Two words of a list, such as the sexes or the codes of regions."""
    return EXACT if read == typed else Match(Agreement.DIFFERENT, 1)


def of_days(read: str, typed: str) -> Match:
    """Two dates as 2001-12-31; `off` tells how many of year, month and day differ."""
    parts = zip(read.split("-"), typed.split("-"), strict=False)
    off = sum(one != other for one, other in parts)
    return EXACT if read == typed else Match(Agreement.DIFFERENT, max(off, 1))


def edits(one: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein's distance: characters to change, drop or add."""
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
