"""Data of a paged book (PDF, CBZ) for templates and the reader's script."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from records.codes import Format
from rontal.core import clock
from rontal.reading.errors import PageUnable
from rontal.reading.pages.image_sizes import TILE, UNITS, WIDTHS, ZOOM_WIDTHS
from rontal.reading.pages.open_access import OpenPages
from rontal.reading.pages.selectors import PageBook, Words
from rontal.reading.places import number_of
from rontal.reading.samples.pages import SamplePages
from rontal.ui import sentences
from rontal.web.reader import marks, offline_search
from rontal.web.reader.epub_outline import Line, flat
from rontal.web.reader.marks import milliseconds

AnyPages = PageBook | OpenPages
"""Borrowed paged book, paged book that is open to everybody, or sample."""
LETTERS: Final = 0.8
"""Position of the baseline as a share of a line's height."""


@dataclass(frozen=True)
class Sheet:
    """Page of the book with its image, text lines and neighbours.

    `height` is relative to a width of 10,000; `before` and `after` are URLs, "" for none.
    """

    number: int
    total: int
    label: str
    caption: str
    pictures: str
    source: str
    height: int
    lines: list[dict[str, Any]]
    before: str
    after: str


def sheet(book: AnyPages, number: int, words: Words) -> Sheet:
    """Returns a page by its number, which must exist."""
    width, height = book.plan.size(number)
    widths = [(one, _picture_url(book, number, one)) for one in WIDTHS]
    return Sheet(
        number=number,
        total=book.plan.pages,
        label=book.plan.labels.get(number, str(number)),
        caption=book.plan.captions.get(number, ""),
        pictures=", ".join(f"{address} {one}w" for one, address in widths),
        source=_picture_url(book, number, WIDTHS[1]),
        height=max(1, round(UNITS * height / width)),
        lines=list(_text_lines(words)),
        before=_page_url(book, number - 1),
        after=_page_url(book, number + 1),
    )


def lines(book: AnyPages) -> list[Line]:
    """Returns the table of contents with links to pages."""
    return list(_contents(book, book.contents, 0))


def page_context(book: OpenPages, number: int, words_of: Callable[[], Words]) -> dict[str, object]:
    """Returns the context of an open book's page, with an error message where it has no text."""
    words, sentence = Words(), ""
    try:
        words = words_of()
    except PageUnable as error:
        sentence = sentences.of(error)
    return {
        "book": book,
        "sentence": sentence,
        "contents": lines(book),
        "sheet": sheet(book, number, words),
    }


def for_script(book: PageBook, *, is_offline: bool) -> dict[str, Any]:
    """Returns the reader script's data for a borrowed paged book.

    `is_offline` is True where the book is stored offline on a device.
    """
    plan, is_pictures = book.plan, book.format == Format.IMAGES
    return {
        "base": reverse("pages", args=[book.loan_id]) + f"{book.token}/",
        "page": reverse("pages", args=[book.loan_id]),
        "place": reverse("place", args=[book.loan_id]),
        "here": reverse("read_here", args=[book.loan_id]),
        "copy": reverse("copy_words", args=[book.loan_id]) if book.copy_left is not None else "",
        "marks": reverse("marks", args=[book.loan_id]),
        "find": "" if is_pictures else reverse("find_in_pages", args=[book.loan_id]),
        "words": _script_texts(),
        "now": milliseconds(clock.now()),
        "due": milliseconds(book.due_at),
        "kept": is_offline,
        "finding": offline_search.of_pages(name_of("{page}")) if is_offline else None,
        "at": milliseconds(book.read_at),
        "number": book.page,
        "total": plan.pages,
        "sizes": plan.sizes,
        "labels": plan.labels,
        "captions": plan.captions,
        "wide": plan.wide,
        "rtl": book.right_to_left,
        "pictures": is_pictures,
        "title": book.title.title,
        "language": book.title.language,
        "widths": WIDTHS,
        "closer": ZOOM_WIDTHS,
        "tile": TILE,
        "contents": book.contents,
    }


def name_of(number: int | str, label: str = "") -> str:
    """Returns the name of a page, with the printed label where that differs."""
    name = _("Page %(number)s") % {"number": number}
    return f"{name} ({label})" if label else name


def chapter_of(contents: list[dict[str, Any]], number: int) -> str:
    """Returns the name of the chapter that a page belongs to, "" before the first."""
    begins = ((_page_number(entry), entry["label"]) for entry in flat(contents))
    return max(((page, label) for page, label in begins if 0 < page <= number),
               key=itemgetter(0), default=(0, ""))[1]  # fmt: skip


def _script_texts() -> dict[str, str]:
    """Returns the script's texts in the active language."""
    return marks.words() | {
        "page": _("Page {page} of {total}"),
        "silent": _("This page is an image. It has no text to read aloud."),
        "coming": _("Loading the page…"),
        "trouble": _("This page could not be loaded. Check your connection and open it again."),
    }


def _text_lines(words: Words) -> Iterator[dict[str, Any]]:
    for left, top, width, height, text in words:
        yield {"x": left, "y": round(top + LETTERS * height), "width": width, "size": height,
               "text": text}  # fmt: skip


def _contents(book: AnyPages, entries: list[dict[str, Any]], depth: int) -> Iterator[Line]:
    for entry in entries:
        yield Line(entry["label"], depth, _page_url(book, _page_number(entry)))
        yield from _contents(book, entry["children"], depth + 1)


def _page_number(entry: dict[str, Any]) -> int:
    """Returns the page number of an entry of the table of contents, 0 for none."""
    return number_of(str(entry["href"]).removeprefix("#"))


def _page_url(book: AnyPages, number: int) -> str:
    if not 1 <= number <= book.plan.pages:
        return ""
    if isinstance(book, OpenPages):
        door = "sample_page" if isinstance(book, SamplePages) else "open_page"
        return reverse(door, args=[book.title.slug, number])
    return reverse("page", args=[book.loan_id, number])


def _picture_url(book: AnyPages, number: int, width: int) -> str:
    if isinstance(book, OpenPages):
        door = "sample_picture" if isinstance(book, SamplePages) else "open_picture"
        return reverse(door, args=[book.file_id, number, width])
    return reverse("page_picture", args=[book.loan_id, book.token, number, width])
