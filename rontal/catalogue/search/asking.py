"""What a reader typed, taken apart. No Django, no engine."""

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
    """Folded words that must all fit, those of them that are only beginnings (`pera*`), phrases of
    two words and more, and values that an identifier may have where the whole is a number."""

    words: Sequence[str] = ()
    beginnings: frozenset[str] = frozenset()
    phrases: Sequence[Sequence[str]] = ()
    numbers: Sequence[str] = ()
    aside: frozenset[str] = frozenset()
    """Words that ask, and are not asked for."""

    @property
    def is_empty(self) -> bool:
        """True where nothing is asked that could be looked for."""
        return not (self.words or self.phrases)

    @property
    def required(self) -> list[str]:
        """The words without those that ask or are too common to ask for, unless there are no
        others."""
        return [w for w in self.words if w not in STOP_WORDS | self.aside] or list(self.words)

    def told(self) -> "Asked | None":
        """The same without any word that asks; None where that leaves all, or nothing."""
        aside = ASKING.intersection(self.words) - self.beginnings
        told = replace(self, aside=aside)
        rest = set(self.words) - STOP_WORDS - aside
        return told if rest and told.required != self.required else None


def parse(text: str) -> Asked:
    """Whatever was typed; at most 12 words of 500 letters are looked at."""
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
    """What a sentence opens with that says that it is about books: "saya cari buku tentang"."""
    opening = frozenset(takewhile(ASKING.__contains__, asked))
    tells = opening & BOOKS and opening & LEADING and len(opening) > 1
    return opening if tells and len(opening) < len(asked) else frozenset()


def _numbers(text: str) -> list[str]:
    """The forms in which the text may be kept as an identifier: an ISBN has 13 digits."""
    isbn = isbn13(text)
    if isbn:
        return [isbn]
    return [text, text.upper()] if _NUMBER.fullmatch(text) else []
