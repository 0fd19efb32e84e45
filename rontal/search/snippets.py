"""Snippets of descriptions around the words of a query. No Django, no engine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from records.text import words
from rontal.search.words import STOP_WORDS, stem

LENGTH: Final = 180
BEFORE: Final = 50
_RUN: Final = re.compile(r"\S+")


@dataclass(frozen=True)
class Part:
    """Piece of a snippet; `marked` is True for a word of the query."""

    text: str
    marked: bool = False


Snippet = Sequence[Part]


def snippet(text: str, query_words: Sequence[str]) -> Snippet:
    """Returns the part of the text around the first word of the query, with all such words marked;
    () where there is none. Words match by their stem, as in the search."""
    if not text or not query_words:
        return ()
    stems = {stem(word) for word in query_words if word not in STOP_WORDS} or set(
        map(stem, query_words)
    )
    marked = {word for word in set(words(text)) if stem(word) in stems}
    if not marked:
        return ()
    runs = [(run.start(), run.end()) for run in _RUN.finditer(text)]
    fits = (run for run in runs if not marked.isdisjoint(words(text[slice(*run)])))
    first = next(fits, None)
    if first is None:
        return ()
    start = next((a for a, _b in runs if a >= first[0] - BEFORE), 0)
    end = max((b for _a, b in runs if b <= start + LENGTH), default=first[1])
    end = max(end, min(first[1], start + 2 * LENGTH))
    parts = [Part("… ")] if start > runs[0][0] else []
    place = start
    for a, b in chain([first], fits):  # matches after the snippet are not read
        if b > end:
            break
        if a > place:
            parts.append(Part(text[place:a]))
        parts.append(Part(text[a:b], marked=True))
        place = b
    if place < end:
        parts.append(Part(text[place:end]))
    if end < runs[-1][1]:
        parts.append(Part(" …"))
    return parts
