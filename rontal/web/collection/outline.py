"""A book as pages and script see it: addresses instead of paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from rontal.kernel import clock
from rontal.reading.open_texts import OpenText
from rontal.reading.samples.texts import SampleText
from rontal.reading.selectors import OpenBook
from rontal.web.collection import kept_words
from rontal.web.collection.marks import milliseconds, words

AnyBook = OpenBook | OpenText
"""A book on loan, or one that is open to everybody, as a whole or its beginning."""
FACES: Final = {
    400: "opendyslexic-latin-400-normal.woff2",
    700: "opendyslexic-latin-700-normal.woff2",
}
DRAWING = "image/svg+xml"
END: Final = "#"
"""The path of the page behind a sample: no file of a book is called so."""
OF_EVERYBODY: Final = {
    "read": "open_book",
    "chapters": "open_chapters",
    "chapter": "open_chapter",
    "find_in_book": "find_in_open_book",
}
"""The page of a loan → the one of an open book."""
OF_SAMPLE: Final = {"read": "sample", "chapters": "sample_chapters", "chapter": "sample_chapter"}
"""The page of a loan → the one of a sample, which is not searched."""


@dataclass(frozen=True)
class Line:
    """One line of the contents: depth from 0, the address of its chapter page, "" for none."""

    label: str
    depth: int
    address: str


@dataclass(frozen=True)
class Part:
    """One document of the spine on a page of its own."""

    number: int
    total: int
    label: str
    source: str
    before: str
    after: str


def lines(book: AnyBook) -> list[Line]:
    """The contents as links to chapter pages."""
    return list(_lines(book, book.contents, _numbers(book), 0))


def part(book: AnyBook, number: int) -> Part:
    """The document at a place of the spine, counted from 1."""
    item = book.spine[number - 1]
    labels = _labels(book.contents)
    return Part(
        number=number,
        total=len(book.spine),
        label=labels.get(item["path"], ""),
        source=_source(book, item),
        before=_chapter(book, number - 1),
        after=_chapter(book, number + 1),
    )


def sources(book: OpenBook) -> list[str]:
    """Where the documents of the spine lie."""
    return [_source(book, item) for item in book.spine]


def plainly(book: AnyBook) -> dict[str, object]:
    """What every page of a book shows, with a script and without."""
    return {"book": book, "chapters": chapters_of(book), "contents": lines(book)}


def chapters_of(book: AnyBook) -> str:
    """The address of the contents without script."""
    return _page(book, "chapters")


def for_script(book: OpenBook, *, is_kept: bool) -> dict[str, Any]:
    """What the reader's script needs of a book on loan: sections with addresses, contents, the kept
    place, and whether the book is kept on a device."""
    return _common(book) | {
        "place": reverse("place", args=[book.loan_id]),
        "here": reverse("read_here", args=[book.loan_id]),
        "copy": reverse("copy_words", args=[book.loan_id]) if book.copy_left is not None else "",
        "marks": reverse("marks", args=[book.loan_id]),
        "now": milliseconds(clock.now()),
        "due": milliseconds(book.due_at),
        "kept": is_kept,
        "finding": kept_words.of_text(book.spine) if is_kept else None,
        "cfi": book.place.cfi,
        "part": book.place.fraction,
        "at": milliseconds(book.place.at),
    }


def for_everybody(book: OpenText) -> dict[str, Any]:
    """What the reader's script needs of an open book. What has no address here is not offered: the
    library keeps no place and no marks of somebody whom it does not know."""
    return _common(book) | {"place": "", "marks": "", "copy": "", "cfi": "", "part": 0}


def for_sample(book: SampleText) -> dict[str, Any]:
    """What the reader's script needs of a sample: as an open book, with a page behind it that says
    how one reads on. A page of a fixed layout has a size, which this one has not."""
    data = for_everybody(book) | {"about": reverse("title", args=[book.title.slug])}
    if not book.fixed_layout:
        address = reverse("sample_end", args=[book.file_id, get_language() or "id"])
        step = max(item["step"] for item in book.spine) + 2
        data["sections"].append(
            {"path": END, "source": address, "linear": True, "step": step, "size": 1}
        )
    return data


def chapters_by_step(spine: list[dict[str, Any]], contents: list[dict[str, Any]]) -> dict[int, str]:
    """The step of each document in a CFI → the chapter that it belongs to, "" before the first."""
    labels = _labels(contents)
    found: dict[int, str] = {}
    label = ""
    for item in spine:
        label = labels.get(item["path"], label)
        found[item["step"]] = label
    return found


def flat(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The entries of the contents and all below them, in their order."""
    for entry in entries:
        yield entry
        yield from flat(entry["children"])


def _common(book: AnyBook) -> dict[str, Any]:
    return {
        "base": _start(book),
        "page": _page(book, "read"),
        "find": _page(book, "find_in_book"),
        "words": words(),
        "faces": {weight: static(f"ui/fonts/{name}") for weight, name in FACES.items()},
        "title": book.title.title,
        "language": book.title.language,
        "fixed": book.fixed_layout,
        "rtl": book.right_to_left,
        "sections": [
            {
                "path": item["path"],
                "source": _source(book, item),
                "linear": item["linear"],
                "step": item["step"],
                "size": item["size"],
            }
            for item in book.spine
        ],
        "contents": book.contents,
    }


def _lines(
    book: AnyBook, entries: list[dict[str, Any]], numbers: dict[str, int], depth: int
) -> Iterator[Line]:
    for entry in entries:
        number = numbers.get(_path(entry))
        fragment = entry["href"].partition("#")[2]
        address = _chapter(book, number) if number else ""
        yield Line(
            entry["label"], depth, f"{address}#{fragment}" if fragment and address else address
        )
        yield from _lines(book, entry["children"], numbers, depth + 1)


def _labels(contents: list[dict[str, Any]]) -> dict[str, str]:
    """The path of each document → the first name that the contents give it."""
    return {_path(entry): entry["label"] for entry in reversed(list(flat(contents)))}


def _numbers(book: AnyBook) -> dict[str, int]:
    return {item["path"]: number for number, item in enumerate(book.spine, start=1)}


def _path(entry: dict[str, Any]) -> str:
    return str(entry["href"]).partition("#")[0]


def _chapter(book: AnyBook, number: int) -> str:
    if not 1 <= number <= len(book.spine):
        return ""
    return _page(book, "chapter", number)


def _page(book: AnyBook, name: str, *more: int) -> str:
    """A page about the book: that of its loan, or that of everybody; "" where there is none."""
    if isinstance(book, OpenText):
        own = OF_SAMPLE.get(name) if isinstance(book, SampleText) else OF_EVERYBODY[name]
        return reverse(own, args=[book.title.slug, *more]) if own else ""
    return reverse(name, args=[book.loan_id, *more])


def _start(book: AnyBook) -> str:
    """The beginning of the addresses of its content."""
    if isinstance(book, OpenText):
        door = "sample_resource" if isinstance(book, SampleText) else "open_resource"
        return reverse(door, args=[book.file_id, "x"]).removesuffix("x")
    return reverse("resource", args=[book.loan_id, book.token, "x"]).removesuffix("x")


def _source(book: AnyBook, item: dict[str, Any]) -> str:
    """Where a section lies; a drawing comes as a page of its own."""
    return _start(book) + quote(item["path"]) + ("?halaman=1" if item["type"] == DRAWING else "")
