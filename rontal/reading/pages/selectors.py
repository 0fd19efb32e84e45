"""Questions about books of pages in a member's hands: each asks first for a running loan."""

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.rules import Format
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.lending import selectors as lending
from rontal.lending.lent import Lent, lent
from rontal.reading.errors import PageUnable
from rontal.reading.finding import Found
from rontal.reading.opened import Resource
from rontal.reading.pages import books
from rontal.reading.pages.ladder import Cut
from rontal.reading.pages.plan import Plan
from rontal.reading.pages.searching import found_in_pages
from rontal.reading.places import page_of
from rontal.reading.selectors import kept_place
from rontal.reading.tokens import token_of
from rontal.standard.selectors import library

Words = list[tuple[int, int, int, int, str]]
PAGES: Final = (Format.PDF, Format.IMAGES)


@dataclass(frozen=True)
class PageBook:
    """A book of pages in a member's hands; `page` is where the member is in it, from 1; `token`
    opens its content in the session that asked."""

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
    """True where there is an EPUB too."""
    copy_left: int | None
    """Characters that may yet be copied; None without a limit."""


def formats_of(title_ids: Collection[int]) -> dict[int, set[Format]]:
    """In which formats titles are here; every id is in the answer. One query."""
    found: dict[int, set[Format]] = {pk: set() for pk in title_ids}
    rows = BookFile.objects.filter(title_id__in=title_ids).order_by()
    for pk, kind in rows.values_list("title_id", "format"):
        found[pk].add(Format(kind))
    return found


def open_pages(*, loan_id: int, actor: Actor) -> PageBook:
    """The pages of a running loan, without content; raises NotFound, PageUnable, and
    ReadInLibrary from elsewhere for what is read in the library only."""
    loan = lending.running_loan(loan_id, actor)
    held = lent(loan_id, actor, PAGES)
    file = BookFile.objects.only("contents", "right_to_left").get(pk=held.file_id)
    plan = books.plan(books.pages_of(held.file_id))
    place = kept_place(held.member_id, held.title_id)
    return PageBook(
        loan_id=loan_id,
        token=token_of(loan_id, actor.session),
        due_at=loan.due_at,
        title=loan.title,
        format=Format(held.format),
        plan=plan,
        contents=contents_of(file, plan),
        right_to_left=file.right_to_left,
        page=page_of(place.cfi, place.fraction, plan.pages),
        read_at=place.at,
        has_text=Format.EPUB in formats_of([held.title_id])[held.title_id],
        copy_left=loan.copy_left,
    )


def are_lent(*, loan_id: int, actor: Actor) -> bool:
    """True where the actor's running loan is of a book of pages (too). One query."""
    try:
        lent(loan_id, actor, PAGES)
    except NotFound:
        return False
    return True


@dataclass(frozen=True)
class Named:
    """What pages of a title are called: `labels` that are printed on them, by their number, and the
    contents."""

    labels: Mapping[int, str]
    contents: list[dict[str, Any]]


def named_pages(title_id: int) -> Named:
    """What the pages of a title are called; nothing of a book that is gone or does not open."""
    for kind in PAGES:
        with contextlib.suppress(NotFound, PageUnable):
            file = catalogue.book_file(title_id, kind)
            plan = books.plan(books.pages_of(file.pk))
            return Named(plan.labels, contents_of(file, plan))
    return Named({}, [])


def picture(*, loan_id: int, page: int, cut: Cut, actor: Actor) -> bytes:
    """`picture_of` a page of a running loan; raises NotFound where there is none."""
    return picture_of(lent(loan_id, actor, PAGES), page, cut).content


def picture_of(held: Lent, page: int, cut: Cut) -> Resource:
    """A picture of a page in a member's hands as WebP, with the member's mark where the library
    or the licence wants it; raises NotFound, PageUnable. No query when warm."""
    if not cut.exists:
        raise NotFound
    return books.picture(books.pages_of(held.file_id), page, cut, _mark(held))


def pages_of(held: Lent) -> int:
    """How many pages a book in a member's hands has; raises PageUnable."""
    return books.plan(books.pages_of(held.file_id)).pages


def words(*, loan_id: int, page: int, actor: Actor) -> Words:
    """`words_of` a page of a running loan; raises NotFound where there is none."""
    return words_of(lent(loan_id, actor, PAGES), page)


def words_of(held: Lent, page: int) -> Words:
    """The lines of words on a page in a member's hands, in their order: left, top, width, height
    (the page is 10,000 wide) and the words. Empty where the page is a picture. Raises NotFound,
    PageUnable."""
    return books.words(books.pages_of(held.file_id), page)


def find_in_pages(*, loan_id: int, words: str, actor: Actor) -> tuple[Found, Mapping[int, str]]:
    """Where words stand on the pages of a running loan's PDF, as `found_in_pages`, and what is
    printed on pages by their number; raises NotFound where there is none. One query when warm."""
    held = lent(loan_id, actor, (Format.PDF,))
    found = found_in_pages(held.file_id, words)
    return found, books.plan(books.pages_of(held.file_id)).labels


def _mark(held: Lent) -> str | None:
    """Whose page it is: the number on the card and the day of the loan."""
    if not (held.mark or library().policies.page_mark):
        return None
    return f"{held.number} · {datetime.fromtimestamp(held.began, library().tz):%d.%m.%Y}"


def contents_of(file: BookFile, plan: Plan) -> list[dict[str, Any]]:
    """The contents of a file; those of a book without any, where single pages have names."""
    named = [
        {"label": text, "href": f"#page={page}", "children": []}
        for page, text in sorted(plan.captions.items())
    ]
    return file.contents or named
