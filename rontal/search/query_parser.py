"""Parses the query that a reader typed. No Django, no engine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from records.identifiers import isbn13
from records.text import words
from rontal.search.words import BOOKS, LEADING, MAX_LENGTH, QUESTION_WORDS, STOP_WORDS

MAX_LETTERS: Final = 500
MAX_WORDS: Final = 12
_QUOTED: Final = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_NUMBER: Final = re.compile(r"[0-9][0-9Xx. /-]{6,30}")


@dataclass(frozen=True)
class ParsedQuery:
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
        """True if there is nothing to search for."""
        return not (self.words or self.phrases)

    @property
    def required(self) -> list[str]:
        """Words without those in `aside` and stop words; all words where nothing else is left."""
        return [w for w in self.words if w not in STOP_WORDS | self.aside] or list(self.words)

    def without_question_words(self) -> "ParsedQuery | None":
        """Returns the query without QUESTION_WORDS; None where nothing changes or is left."""
        aside = QUESTION_WORDS.intersection(self.words) - self.beginnings
        shortened = replace(self, aside=aside)
        remaining = set(self.words) - STOP_WORDS - aside
        return shortened if remaining and shortened.required != self.required else None


def parse(text: str) -> ParsedQuery:
    """Parses a query; only its first 500 characters and 12 words are used."""
    text = text[:MAX_LETTERS]
    phrases = [words(part) for part in _QUOTED.findall(text)]
    loose: dict[str, None] = {}
    beginnings = set()
    for part in _QUOTED.sub(" ", text).split():
        folded = [word[:MAX_LENGTH] for word in words(part)]
        loose |= dict.fromkeys(folded)
        if folded and part.endswith("*"):
            beginnings.add(folded[-1])
    loose |= dict.fromkeys(phrase[0] for phrase in phrases if len(phrase) == 1)
    distinct = list(loose)[:MAX_WORDS]
    return ParsedQuery(
        words=distinct,
        beginnings=frozenset(beginnings),
        phrases=[phrase[:MAX_WORDS] for phrase in phrases if len(phrase) > 1][:4],
        numbers=_numbers(text.strip()),
        aside=_opening(distinct),
    )


def _opening(query_words: Sequence[str]) -> frozenset[str]:
    """Returns the opening words of a question about books: "saya cari buku tentang"."""
    opening = frozenset(takewhile(QUESTION_WORDS.__contains__, query_words))
    is_question = opening & BOOKS and opening & LEADING and len(opening) > 1
    return opening if is_question and len(opening) < len(query_words) else frozenset()


def _numbers(text: str) -> list[str]:
    """Returns the forms in which the text may be stored as an identifier: an ISBN has 13 digits."""
    isbn = isbn13(text)
    if isbn:
        return [isbn]
    return [text, text.upper()] if _NUMBER.fullmatch(text) else []
