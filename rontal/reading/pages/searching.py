"""Text search in books of pages. Access is not checked here.

The text is extracted in batches of pages and cached encrypted like page images. The first search in
a long book extracts for `PATIENCE` seconds only, and reports its progress.
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
"""Pages per batch; other requests are served between batches."""
PATIENCE: Final = 2.0
"""Seconds that one search spends on extraction."""


def found_in_pages(file_id: int, words: str) -> Found:
    """Searches the pages of a file, ignoring case and accents; sections are pages, from 0.

    Raises NothingToFind, PagesBeingRead where the client must ask again, PagesWithoutWords where
    all pages are images, PageUnable.
    """
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
    """Extracts the texts of a book page by page, within the memory limit; raises PagesBeingRead."""
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
    """Returns the texts of `count` pages from `first` on, without damaged ones.

    None where they could not be read this time.
    """
    try:
        words = books.texts(pages, first, count)
    except (PagesBroken, PageTooHeavy):
        return None
    numbered = enumerate(words, first - 1)
    return [finding.text_from(at, text) for at, text in numbered if text is not None]
