"""Books of pages that their licence lets everybody have: read without a loan, by anybody.

Such a file lies in the open already. What is watched over is only that it is still open, and how
much drawing one network address asks for.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.rules import Format
from rontal.kernel.errors import NotFound
from rontal.kernel.limits import Limit, spend
from rontal.reading.opened import Resource
from rontal.reading.pages import books
from rontal.reading.pages.ladder import Cut
from rontal.reading.pages.plan import Plan
from rontal.reading.pages.selectors import PAGES, Words, contents_of

PICTURES: Final = Limit("reading.open_pages", 30_000, timedelta(hours=1))
"""So many pictures an hour for one address, behind which a whole school may read."""


@dataclass(frozen=True)
class OpenPages:
    """A book of pages that everybody may read, without content."""

    file_id: int
    title: Title
    format: Format
    plan: Plan
    contents: list[dict[str, Any]]
    right_to_left: bool


def open_pages_of(slug: str) -> OpenPages:
    """The pages of a public title's open file; raises NotFound, PageUnable. Two queries when
    warm."""
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
    """The lines of words on a page of an open file, as `selectors.words_of`; raises NotFound,
    PageUnable."""
    return books.words(books.pages_of(_open(file_id).pk), page)


def open_picture(file_id: int, page: int, cut: Cut, *, address: str) -> Resource:
    """A picture of a page of an open file, of nobody in particular, for a network address; raises
    NotFound, PageUnable, TooMany."""
    if not cut.exists:
        raise NotFound
    found = _open(file_id)
    spend(PICTURES, address)
    return books.picture(books.pages_of(found.pk), page, cut, None)


def _open(file_id: int) -> BookFile:
    """Asked each time: a title that was withdrawn a moment ago is read no more."""
    found = catalogue.open_file(file_id)
    if found.format not in PAGES:
        raise NotFound
    return found
