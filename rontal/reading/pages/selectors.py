"""Selectors for books of pages on loan; each checks for a running loan first."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from records.codes import Format
from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import BookFile, Title
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending import selectors as lending
from rontal.lending.content_access import LoanedFile, loaned_file
from rontal.reading.archive_cache import Resource
from rontal.reading.errors import PageUnable
from rontal.reading.pages import books
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.plan import Plan
from rontal.reading.pages.searching import search_pages
from rontal.reading.places import page_of
from rontal.reading.policies import ReadingPolicies
from rontal.reading.selectors import stored_place
from rontal.reading.text_search import SearchResult
from rontal.reading.tokens import token_of
from rontal.standard.selectors import library

Words = list[tuple[int, int, int, int, str]]
PAGES: Final = (Format.PDF, Format.IMAGES)


@dataclass(frozen=True)
class PageBook:
    """A book of pages on loan.

    `page` is the member's position, from 1; `token` gives access to its content in the session that
    requested it.
    """

    loan_id: int
    token: str
    due_at: datetime
    title: Title
    format: Format
    plan: Plan
    contents: list[dict[str, Any]]
    right_to_left: bool
    page: int
    read_at: datetime | None
    has_text: bool
    """True where the title also has an EPUB."""
    copy_left: int | None
    """Characters that may still be copied; None means no limit."""


def open_pages(*, loan_id: int, actor: Actor) -> PageBook:
    """Returns the pages of a running loan, without content.

    Raises NotFound, PageUnable, and ReadInLibrary outside the library for a loan that is read in it
    only.
    """
    loan = lending.running_loan(loan_id, actor)
    book = loaned_file(loan_id, actor, PAGES)
    file = BookFile.objects.only("contents", "right_to_left").get(pk=book.file_id)
    plan = books.plan(books.pages_of(book.file_id))
    place = stored_place(book.member_id, book.title_id)
    return PageBook(
        loan_id=loan_id,
        token=token_of(loan_id, actor.session),
        due_at=loan.due_at,
        title=loan.title,
        format=Format(book.format),
        plan=plan,
        contents=contents_of(file, plan),
        right_to_left=file.right_to_left,
        page=page_of(place.cfi, place.fraction, plan.pages),
        read_at=place.at,
        has_text=BookFile.objects.filter(title=book.title_id, format=Format.EPUB).exists(),
        copy_left=loan.copy_left,
    )


def has_loaned_pages(*, loan_id: int, actor: Actor) -> bool:
    """Returns True where the title of the actor's running loan has pages. One query."""
    try:
        loaned_file(loan_id, actor, PAGES)
    except NotFound:
        return False
    return True


@dataclass(frozen=True)
class PageLabels:
    """Printed page labels by page number, and the contents of a title."""

    labels: Mapping[int, str]
    contents: list[dict[str, Any]]


def page_labels_of(title_id: int) -> PageLabels:
    """Returns the page labels of a title; empty where its file is missing or damaged."""
    for kind in PAGES:
        with contextlib.suppress(NotFound, PageUnable):
            file = catalogue.book_file(title_id, kind)
            plan = books.plan(books.pages_of(file.pk))
            return PageLabels(plan.labels, contents_of(file, plan))
    return PageLabels({}, [])


def picture(*, loan_id: int, page: int, cut: Cut, actor: Actor) -> bytes:
    """Returns the image of a page of a running loan; raises NotFound without one."""
    return picture_of(loaned_file(loan_id, actor, PAGES), page, cut).content


def picture_of(book: LoanedFile, page: int, cut: Cut) -> Resource:
    """Returns the image of a page as WebP; raises NotFound, PageUnable. No query when cached.

    It carries the member's mark where the library or the licence requires it.
    """
    if not cut.exists:
        raise NotFound
    return books.picture(books.pages_of(book.file_id), page, cut, _mark(book))


def pages_of(book: LoanedFile) -> int:
    """Returns the number of pages of a book on loan; raises PageUnable."""
    return books.plan(books.pages_of(book.file_id)).pages


def words(*, loan_id: int, page: int, actor: Actor) -> Words:
    """Returns the lines of a page of a running loan; raises NotFound without one."""
    return words_of(loaned_file(loan_id, actor, PAGES), page)


def words_of(book: LoanedFile, page: int) -> Words:
    """Returns the lines of a page in order: left, top, width, height, text.

    The page is 10,000 units wide. Empty where the page is an image. Raises NotFound, PageUnable.
    """
    return books.words(books.pages_of(book.file_id), page)


def find_in_pages(
    *, loan_id: int, words: str, actor: Actor
) -> tuple[SearchResult, Mapping[int, str]]:
    """Searches the PDF of a running loan; returns the results, and page labels by number.

    Raises NotFound without a running loan and the errors of `search_pages`. One query with a warm
    cache.
    """
    book = loaned_file(loan_id, actor, (Format.PDF,))
    result = search_pages(book.file_id, words)
    return result, books.plan(books.pages_of(book.file_id)).labels


def _mark(book: LoanedFile) -> str | None:
    """Returns the mark of a page: card number and date of the loan; None where not required."""
    if not (book.mark or ReadingPolicies.current().page_mark):
        return None
    return f"{book.number} · {datetime.fromtimestamp(book.began, library().tz):%d.%m.%Y}"


def contents_of(file: BookFile, plan: Plan) -> list[dict[str, Any]]:
    """Returns the contents of a file; without any, the captions of its pages."""
    captions = [
        {"label": text, "href": f"#page={page}", "children": []}
        for page, text in sorted(plan.captions.items())
    ]
    return file.contents or captions
