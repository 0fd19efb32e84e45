"""Data of an EPUB for templates and the reader's script, with URLs in place of paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from rontal.core import clock
from rontal.reading.open_texts import OpenText
from rontal.reading.samples.texts import SampleText
from rontal.reading.selectors import OpenBook
from rontal.web.reader import offline_search
from rontal.web.reader.marks import milliseconds, words

AnyBook = OpenBook | OpenText
"""Borrowed book, book that is open to everybody, or sample."""
FACES: Final = {
    400: "opendyslexic-latin-400-normal.woff2",
    700: "opendyslexic-latin-700-normal.woff2",
}
DRAWING = "image/svg+xml"
END: Final = "#"
"""Path of the page after a sample; no file of a book can have this name."""
OF_EVERYBODY: Final = {
    "read": "open_book",
    "chapters": "open_chapters",
    "chapter": "open_chapter",
    "find_in_book": "find_in_open_book",
}
"""URL name for a loan → URL name for an open book."""
OF_SAMPLE: Final = {"read": "sample", "chapters": "sample_chapters", "chapter": "sample_chapter"}
"""URL name for a loan → URL name for a sample, which has no search."""


@dataclass(frozen=True)
class Line:
    """Entry of the table of contents: label, depth from 0, URL of its chapter ("" for none)."""

    label: str
    depth: int
    address: str


@dataclass(frozen=True)
class Part:
    """Document of the spine on its own page: 1-based number, label, and URLs."""

    number: int
    total: int
    label: str
    source: str
    before: str
    after: str


def lines(book: AnyBook) -> list[Line]:
    """Returns the table of contents with links to chapter pages."""
    return list(_content_lines(book, book.contents, _numbers(book), 0))


def part(book: AnyBook, number: int) -> Part:
    """Returns a document of the spine by its 1-based number."""
    item = book.spine[number - 1]
    labels = _labels(book.contents)
    return Part(
        number=number,
        total=len(book.spine),
        label=labels.get(item["path"], ""),
        source=_document_url(book, item),
        before=_chapter_url(book, number - 1),
        after=_chapter_url(book, number + 1),
    )


def sources(book: OpenBook) -> list[str]:
    """Returns the URLs of the documents of the spine."""
    return [_document_url(book, item) for item in book.spine]


def page_context(book: AnyBook) -> dict[str, object]:
    """Returns the template context shared by all pages of a book."""
    return {"book": book, "chapters": chapters_of(book), "contents": lines(book)}


def chapters_of(book: AnyBook) -> str:
    """Returns the URL of the table of contents page, which needs no JavaScript."""
    return _page_url(book, "chapters")


def for_script(book: OpenBook, *, is_offline: bool) -> dict[str, Any]:
    """Returns the reader script's data for a borrowed book.

    `is_offline` is True where the book is stored offline on a device.
    """
    return _common_data(book) | {
        "place": reverse("place", args=[book.loan_id]),
        "here": reverse("read_here", args=[book.loan_id]),
        "copy": reverse("copy_words", args=[book.loan_id]) if book.copy_left is not None else "",
        "marks": reverse("marks", args=[book.loan_id]),
        "now": milliseconds(clock.now()),
        "due": milliseconds(book.due_at),
        "kept": is_offline,
        "finding": offline_search.of_text(book.spine) if is_offline else None,
        "cfi": book.place.cfi,
        "part": book.place.fraction,
        "at": milliseconds(book.place.at),
    }


def for_everybody(book: OpenText) -> dict[str, Any]:
    """Returns the reader script's data for an open book.

    Empty URLs disable features: no reading position and marks are stored for unknown visitors.
    """
    return _common_data(book) | {"place": "", "marks": "", "copy": "", "cfi": "", "part": 0}


def for_sample(book: SampleText) -> dict[str, Any]:
    """Returns the reader script's data for a sample, with a last page on how to read on.

    A fixed-layout book gets no such page, because that page has no fixed size.
    """
    data = for_everybody(book) | {"about": reverse("title", args=[book.title.slug])}
    if not book.fixed_layout:
        address = reverse("sample_end", args=[book.file_id, get_language() or "id"])
        step = max(item["step"] for item in book.spine) + 2
        data["sections"].append(
            {"path": END, "source": address, "linear": True, "step": step, "size": 1}
        )
    return data


def chapters_by_step(spine: list[dict[str, Any]], contents: list[dict[str, Any]]) -> dict[int, str]:
    """Returns the chapter of each document by its CFI step; "" before the first chapter."""
    labels = _labels(contents)
    chapters: dict[int, str] = {}
    label = ""
    for item in spine:
        label = labels.get(item["path"], label)
        chapters[item["step"]] = label
    return chapters


def flat(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yields the entries of the table of contents depth-first."""
    for entry in entries:
        yield entry
        yield from flat(entry["children"])


def _common_data(book: AnyBook) -> dict[str, Any]:
    return {
        "base": _resource_prefix(book),
        "page": _page_url(book, "read"),
        "find": _page_url(book, "find_in_book"),
        "words": words(),
        "faces": {weight: static(f"ui/fonts/{name}") for weight, name in FACES.items()},
        "title": book.title.title,
        "language": book.title.language,
        "fixed": book.fixed_layout,
        "rtl": book.right_to_left,
        "sections": [
            {
                "path": item["path"],
                "source": _document_url(book, item),
                "linear": item["linear"],
                "step": item["step"],
                "size": item["size"],
            }
            for item in book.spine
        ],
        "contents": book.contents,
    }


def _content_lines(
    book: AnyBook, entries: list[dict[str, Any]], numbers: dict[str, int], depth: int
) -> Iterator[Line]:
    for entry in entries:
        number = numbers.get(_document_path(entry))
        fragment = entry["href"].partition("#")[2]
        address = _chapter_url(book, number) if number else ""
        yield Line(
            entry["label"], depth, f"{address}#{fragment}" if fragment and address else address
        )
        yield from _content_lines(book, entry["children"], numbers, depth + 1)


def _labels(contents: list[dict[str, Any]]) -> dict[str, str]:
    """Returns the first label that the table of contents gives each document, by path."""
    return {_document_path(entry): entry["label"] for entry in reversed(list(flat(contents)))}


def _numbers(book: AnyBook) -> dict[str, int]:
    return {item["path"]: number for number, item in enumerate(book.spine, start=1)}


def _document_path(entry: dict[str, Any]) -> str:
    return str(entry["href"]).partition("#")[0]


def _chapter_url(book: AnyBook, number: int) -> str:
    if not 1 <= number <= len(book.spine):
        return ""
    return _page_url(book, "chapter", number)


def _page_url(book: AnyBook, name: str, *more: int) -> str:
    """Returns the URL of a page of the book; "" where an open book has no such page."""
    if isinstance(book, OpenText):
        own = OF_SAMPLE.get(name) if isinstance(book, SampleText) else OF_EVERYBODY[name]
        return reverse(own, args=[book.title.slug, *more]) if own else ""
    return reverse(name, args=[book.loan_id, *more])


def _resource_prefix(book: AnyBook) -> str:
    if isinstance(book, OpenText):
        door = "sample_resource" if isinstance(book, SampleText) else "open_resource"
        return reverse(door, args=[book.file_id, "x"]).removesuffix("x")
    return reverse("resource", args=[book.loan_id, book.token, "x"]).removesuffix("x")


def _document_url(book: AnyBook, item: dict[str, Any]) -> str:
    """Returns the URL of a document; an SVG document is requested as an HTML page."""
    return (
        _resource_prefix(book)
        + quote(item["path"])
        + ("?halaman=1" if item["type"] == DRAWING else "")
    )
