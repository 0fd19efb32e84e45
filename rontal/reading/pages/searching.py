"""Text search in books of pages. Access is not checked here.

The text is extracted in batches of pages and cached encrypted like page images. The first search in
a long book extracts for `MAX_SECONDS` seconds only, and reports its progress.
"""

import time
from typing import Final

from rontal.reading import archive_cache, text_search
from rontal.reading.errors import (
    NothingToFind,
    PagesBeingRead,
    PagesBroken,
    PagesWithoutWords,
    PageTooHeavy,
)
from rontal.reading.pages import books
from rontal.reading.pages.books import Pages
from rontal.reading.searching import MAX_LETTERS
from rontal.reading.text_search import SearchResult, Text, Texts

TOGETHER: Final = 25
"""Pages per batch; other requests are served between batches."""
MAX_SECONDS: Final = 2.0
"""Seconds that one search spends on extraction."""


def search_pages(file_id: int, words: str) -> SearchResult:
    """Searches the pages of a file, ignoring case and accents; sections are pages, from 0.

    Raises NothingToFind, PagesBeingRead where the client must ask again, PagesWithoutWords where
    all pages are images, PageUnable.
    """
    needle = text_search.folded_query(words)
    if not needle:
        raise NothingToFind
    pages = books.pages_of(file_id)
    total = books.plan(pages).pages
    texts = archive_cache.texts(file_id, lambda: _texts(pages, total))
    whole = len(texts.read) + texts.missed == total
    result = text_search.find(texts, needle, whole=whole)
    if result.wordless == total:
        raise PagesWithoutWords
    return result


def _texts(pages: Pages, total: int) -> Texts:
    """Extracts the texts of a book page by page, within the memory limit; raises PagesBeingRead."""
    until, letters, missed = time.monotonic() + MAX_SECONDS, 0, 0
    page_texts: list[Text] = []
    for first in range(1, total + 1, TOGETHER):
        if letters > MAX_LETTERS:
            break
        if time.monotonic() > until:
            raise PagesBeingRead(read=first - 1, pages=total)
        batch_size = min(TOGETHER, total - first + 1)
        read = _read_batch(pages, first, batch_size)
        if read is None:
            missed += batch_size
            continue
        letters += sum(len(text.shown) for text in read)
        page_texts += read
    return Texts(page_texts, missed)


def _read_batch(pages: Pages, first: int, count: int) -> list[Text] | None:
    """Returns the texts of `count` pages from `first` on, without damaged ones.

    None where they could not be read this time.
    """
    try:
        words = books.texts(pages, first, count)
    except (PagesBroken, PageTooHeavy):
        return None
    numbered = enumerate(words, first - 1)
    return [text_search.text_from(at, text) for at, text in numbered if text is not None]
