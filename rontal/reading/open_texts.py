"""Reading of open-access EPUBs by anybody, without a loan.

As with open books of pages (`pages.open_access`), the file is public anyway. Each request checks
only that the title is still open, and how much one IP address requests.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from records.codes import Format
from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import BookFile, Title
from rontal.core.compression import PLAIN
from rontal.core.errors import NotFound
from rontal.core.limits import Limit, spend
from rontal.reading import content_limits
from rontal.reading.archive_cache import Resource
from rontal.reading.resources import resource_of
from rontal.reading.searching import search_epub
from rontal.reading.text_search import SearchResult

SEARCHES: Final = Limit("reading.find_open", 1_000, timedelta(hours=1))
"""Searches in open books per hour and IP address."""


@dataclass(frozen=True)
class OpenText:
    """An open-access EPUB with its reading order and contents."""

    file_id: int
    title: Title
    spine: list[dict[str, Any]]
    contents: list[dict[str, Any]]
    fixed_layout: bool
    right_to_left: bool


def open_text_of(slug: str) -> OpenText:
    """Returns a public title's open EPUB, without its content; raises NotFound. One query."""
    file = catalogue.open_file_of(slug, [Format.EPUB])
    return OpenText(
        file_id=file.pk,
        title=file.title,
        spine=file.spine,
        contents=file.contents,
        fixed_layout=file.fixed_layout,
        right_to_left=file.right_to_left,
    )


def open_resource(
    file_id: int, path: str, *, address: str, as_page: bool = False, coding: str = PLAIN
) -> Resource:
    """Returns `resource_of` an open EPUB for an IP address; raises NotFound, PageTooLarge, TooMany.

    One query with a warm cache, and occasionally one more for the rate limit.
    """
    file = _open_epub(file_id)
    content_limits.count_open_part(f"{file_id}/{path}", address)
    return resource_of(file.pk, path, as_page=as_page, coding=coding)


def find_in_open(book: OpenText, words: str, *, address: str) -> SearchResult:
    """Searches an open EPUB for an IP address; raises NothingToFind, TooMany."""
    spend(SEARCHES, address)
    return search_epub(book.file_id, words)


def _open_epub(file_id: int) -> BookFile:
    """Returns the open EPUB, checked each time so that a withdrawn title is refused at once."""
    file = catalogue.open_file(file_id)
    if file.format != Format.EPUB:
        raise NotFound
    return file
