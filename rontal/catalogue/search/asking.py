"""Parses the query that a reader typed. No Django, no engine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from rontal.catalogue.rules import isbn13, words
from rontal.catalogue.search.words import ASKING, BOOKS, LEADING, LONGEST, STOP_WORDS

MOST_LETTERS: Final = 500
MOST_WORDS: Final = 12
_QUOTED: Final = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_NUMBER: Final = re.compile(r"[0-9][0-9Xx. /-]{6,30}")


@dataclass(frozen=True)
class Asked:
    """Parsed query: folded words that must all match, those of them that are prefixes (`pera*`),
    phrases of two words and more, and possible identifier values where the whole query is a
    number."""

    words: Sequence[str] = ()
    beginnings: frozenset[str] = frozenset()
    phrases: Sequence[Sequence[str]] = ()
    numbers: Sequence[str] = ()
    aside: frozenset[str] = frozenset()
    """Words that only phrase the question, such as "saya cari buku"; they are not searched."""

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to search for."""
        return not (self.words or self.phrases)

    @property
    def required(self) -> list[str]:
        """Words without those in `aside` and stop words; all words where nothing else is left."""
        return [w for w in self.words if w not in STOP_WORDS | self.aside] or list(self.words)

    def told(self) -> "Asked | None":
        """Returns the query without words of ASKING; None where nothing changes or is left."""
        aside = ASKING.intersection(self.words) - self.beginnings
        told = replace(self, aside=aside)
        rest = set(self.words) - STOP_WORDS - aside
        return told if rest and told.required != self.required else None


def parse(text: str) -> Asked:
    """Parses a query; only its first 500 characters and 12 words are used."""
    text = text[:MOST_LETTERS]
    phrases = [words(part) for part in _QUOTED.findall(text)]
    loose: dict[str, None] = {}
    beginnings = set()
    for part in _QUOTED.sub(" ", text).split():
        found = [word[:LONGEST] for word in words(part)]
        loose |= dict.fromkeys(found)
        if found and part.endswith("*"):
            beginnings.add(found[-1])
    loose |= dict.fromkeys(phrase[0] for phrase in phrases if len(phrase) == 1)
    asked = list(loose)[:MOST_WORDS]
    return Asked(
        words=asked,
        beginnings=frozenset(beginnings),
        phrases=[phrase[:MOST_WORDS] for phrase in phrases if len(phrase) > 1][:4],
        numbers=_numbers(text.strip()),
        aside=_opening(asked),
    )


def _opening(asked: Sequence[str]) -> frozenset[str]:
    """Returns the opening words of a question about books: "saya cari buku tentang"."""
    opening = frozenset(takewhile(ASKING.__contains__, asked))
    tells = opening & BOOKS and opening & LEADING and len(opening) > 1
    return opening if tells and len(opening) < len(asked) else frozenset()


def _numbers(text: str) -> list[str]:
    """Returns the forms in which the text may be stored as an identifier: an ISBN has 13 digits."""
    isbn = isbn13(text)
    if isbn:
        return [isbn]
    return [text, text.upper()] if _NUMBER.fullmatch(text) else []
