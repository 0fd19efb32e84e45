"""A book as a reader remembers it, and its words as they are typed. No Django."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class Book:
    """Facts about a book that a reader may know: title on the cover, people, ISBN, subjects;
    `shared` is the number of books in the collection with each word.
    """

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
        """The words of the title as they are typed: lower case, no punctuation around words."""
        return plain(self.name).split()

    @property
    def surname(self) -> str:
        """The surname of the first person; "" if there is none."""
        words = plain(self.people[0]).split() if self.people else []
        return words[-1] if words else ""


def plain(text: str) -> str:
    """Returns text as it is typed: lower case, with apostrophes and hyphens only inside words."""
    letters_only = "".join(c if c.isalnum() or c in "'’-&." else " " for c in text.lower())
    words = (word.strip("'’-.") for word in letters_only.split())
    return " ".join(word for word in words if word)


def cover(title: str) -> str:
    """Returns the title as it is on the cover: without series and volume in brackets."""
    return _SPACES.sub(" ", _BRACKETS.sub("", title)).strip() or title
