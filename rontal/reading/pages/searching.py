"""Words looked for in the pages of a book. Nothing here decides who may read.

The words of all pages are read some pages at a time and kept sealed like drawn ones. The first
question about a long book reads for a moment only, and says how far it has come.
"""

import time
from collections.abc import Iterator
from typing import Final

from rontal.reading import finding, opened
from rontal.reading.errors import (
    NothingToFind,
    PagesBeingRead,
    PagesBroken,
    PagesWithoutWords,
    PageTooHeavy,
)
from rontal.reading.finding import Found, Text
from rontal.reading.pages import books
from rontal.reading.pages.books import Pages
from rontal.reading.searching import MOST_LETTERS

TOGETHER: Final = 25
"""Pages whose words are read at once; others who read get their turn in between."""
PATIENCE: Final = 2.0
"""Seconds that one question reads for."""


def found_in_pages(file_id: int, words: str) -> Found:
    """Where words stand on the pages of a file, whatever their case and accents; documents are
    pages, counted from 0. Raises NothingToFind, PagesBeingRead where it has to be asked again,
    PagesWithoutWords where all pages are pictures, PageUnable."""
    needle = finding.needle_of(words)
    if not needle:
        raise NothingToFind
    pages = books.pages_of(file_id)
    total = books.plan(pages).pages
    texts = opened.texts(file_id, lambda: list(_texts(pages, total)))
    found = finding.find(texts, needle, whole=len(texts) == total)
    if found.wordless == total:
        raise PagesWithoutWords
    return found


def _texts(pages: Pages, total: int) -> Iterator[Text]:
    """The words of a book, page by page, as far as they can be held."""
    until, letters = time.monotonic() + PATIENCE, 0
    for first in range(1, total + 1, TOGETHER):
        if time.monotonic() > until:
            raise PagesBeingRead(read=first - 1, pages=total)
        for number, words in enumerate(_read(pages, first, total), first):
            if words is None or letters > MOST_LETTERS:
                continue
            text = finding.text_from(number - 1, words)
            letters += len(text.shown)
            yield text


def _read(pages: Pages, first: int, total: int) -> list[str | None]:
    """The words of the pages from one on that are read together; none of what cannot be read."""
    try:
        return books.texts(pages, first, min(TOGETHER, total - first + 1))
    except (PagesBroken, PageTooHeavy):
        return []
