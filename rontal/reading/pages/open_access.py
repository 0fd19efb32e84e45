"""Reading of open-access books of pages by anybody, without a loan.

The file is public anyway. Each request checks only that the title is still open, and how many
images one IP address requests.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from records.codes import Format
from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import BookFile, Title
from rontal.core.errors import NotFound
from rontal.core.limits import Limit, spend
from rontal.reading.archive_cache import Resource
from rontal.reading.pages import books
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.plan import Plan
from rontal.reading.pages.selectors import PAGES, Words, contents_of

PICTURES: Final = Limit("reading.open_pages", 30_000, timedelta(hours=1))
"""Images per hour and IP address; a whole school may share one IP address."""


@dataclass(frozen=True)
class OpenPages:
    """An open-access book of pages, without its content."""

    file_id: int
    title: Title
    format: Format
    plan: Plan
    contents: list[dict[str, Any]]
    right_to_left: bool


def open_pages_of(slug: str) -> OpenPages:
    """Returns the pages of a public title's open file; raises NotFound, PageUnable.

    Two queries with a warm cache.
    """
    file = catalogue.open_file_of(slug, PAGES)
    plan = books.plan(books.pages_of(file.pk))
    return OpenPages(
        file_id=file.pk,
        title=file.title,
        format=Format(file.format),
        plan=plan,
        contents=contents_of(file, plan),
        right_to_left=file.right_to_left,
    )


def open_words(file_id: int, page: int) -> Words:
    """Returns the lines of a page as `selectors.words_of`; raises NotFound, PageUnable."""
    return books.words(books.pages_of(_open_file(file_id).pk), page)


def open_picture(file_id: int, page: int, cut: Cut, *, address: str) -> Resource:
    """Returns a page image without a reader's mark, for an IP address.

    Raises NotFound, PageUnable, TooMany.
    """
    if not cut.exists:
        raise NotFound
    file = _open_file(file_id)
    spend(PICTURES, address)
    return books.picture(books.pages_of(file.pk), page, cut, None)


def _open_file(file_id: int) -> BookFile:
    """Returns the open file, checked each time so that a withdrawn title is refused at once."""
    file = catalogue.open_file(file_id)
    if file.format not in PAGES:
        raise NotFound
    return file
