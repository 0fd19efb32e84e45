"""A book as somebody knows it who looks for it, and its words as they are typed. No Django."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class Book:
    """What is known of a book by somebody who looks for it: its name as on the cover, the people,
    ISBN, subjects, and how many books of the collection have each of its words."""

    id: int
    name: str
    people: Sequence[str]
    isbn: str
    subjects: Sequence[str]
    shared: Mapping[str, int]
    series: str = ""
    """The series and the number in it."""

    @property
    def typed(self) -> list[str]:
        """The words of the name as they are typed: small letters, no marks around words."""
        return plain(self.name).split()

    @property
    def surname(self) -> str:
        """Of whoever comes first; "" where nobody is known."""
        words = plain(self.people[0]).split() if self.people else []
        return words[-1] if words else ""


def plain(text: str) -> str:
    """As it is typed: small letters, words, apostrophes and hyphens inside them."""
    kept = "".join(c if c.isalnum() or c in "'’-&." else " " for c in text.lower())
    words = (word.strip("'’-.") for word in kept.split())
    return " ".join(word for word in words if word)


def cover(title: str) -> str:
    """The name as it stands on the cover: without series and volume in brackets."""
    return _SPACES.sub(" ", _BRACKETS.sub("", title)).strip() or title
