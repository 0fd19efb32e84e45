"""Words looked for in the pages of a book. Nothing here decides who may read.

The words of all pages are read some pages at a time and kept sealed like drawn ones. The first
question about a long book reads for a moment only, and says how far it has come.
"""

import time
from typing import Final

from rontal.reading import finding, opened
from rontal.reading.errors import (
    NothingToFind,
    PagesBeingRead,
    PagesBroken,
    PagesWithoutWords,
    PageTooHeavy,
)
from rontal.reading.finding import Found, Text, Texts
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
    texts = opened.texts(file_id, lambda: _texts(pages, total))
    whole = len(texts.read) + texts.missed == total
    found = finding.find(texts, needle, whole=whole)
    if found.wordless == total:
        raise PagesWithoutWords
    return found


def _texts(pages: Pages, total: int) -> Texts:
    """The words of a book, page by page, as far as they can be held."""
    until, letters, missed = time.monotonic() + PATIENCE, 0, 0
    found: list[Text] = []
    for first in range(1, total + 1, TOGETHER):
        if letters > MOST_LETTERS:
            break
        if time.monotonic() > until:
            raise PagesBeingRead(read=first - 1, pages=total)
        together = min(TOGETHER, total - first + 1)
        read = _read(pages, first, together)
        if read is None:
            missed += together
            continue
        letters += sum(len(text.shown) for text in read)
        found += read
    return Texts(found, missed)


def _read(pages: Pages, first: int, count: int) -> list[Text] | None:
    """The words of so many pages from one on, without broken ones; None where they could not be
    read this time."""
    try:
        words = books.texts(pages, first, count)
    except (PagesBroken, PageTooHeavy):
        return None
    numbered = enumerate(words, first - 1)
    return [finding.text_from(at, text) for at, text in numbered if text is not None]
