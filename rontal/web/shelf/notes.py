"""Marks of a member in one book, for the page and for export as files.

Making a highlight does not count as copying. An exported file would contain many passages at
once, so where the licence limits copying it holds only the beginning of each passage, or nothing
where copying is forbidden. Own notes are always complete, as is everything on the page and in
the copy of one's data, which the law requires.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.selectors import copy_limit
from rontal.reading import selectors
from rontal.reading.labels import COLOURS
from rontal.reading.pages.selectors import page_labels_of
from rontal.reading.places import number_of
from rontal.reading.rules import spine_step
from rontal.reading.selectors import OwnMark
from rontal.web.reader import paged_book
from rontal.web.reader.epub_outline import chapters_by_step
from rontal.web.reader.marks import mark_data

SHORT: Final = 100
"""Maximum characters of a passage in files, where the licence limits copying."""


@dataclass(frozen=True)
class Note:
    """Mark with its chapter ("" for none) and the heading under which it is listed.

    In a paged book also its page number and printed page label; 0 and "" elsewhere.
    """

    mark: OwnMark
    chapter: str
    heading: str
    page: int = 0
    label: str = ""

    @property
    def where(self) -> str:
        """Position as text: the page, or the percentage of the book before it."""
        part = f"{round(100 * self.mark.content.fraction)}%"
        return paged_book.name_of(self.page, self.label) if self.page else part

    @property
    def name(self) -> str:
        """Label of the kind of mark."""
        colour = self.mark.content.colour
        return str(COLOURS[colour]) if colour else _("Bookmark")


@dataclass(frozen=True)
class AnnotatedBook:
    """Book with its marks, in the order of the book."""

    title: Title
    notes: list[Note]
    copy_limit: int | None
    """Characters that the licence lets a reader copy; None without a limit."""

    def shortened_quote(self, quote: str) -> str:
        """Returns the passage, shortened as the licence requires for files."""
        most = len(quote) if self.copy_limit is None else min(SHORT, self.copy_limit)
        if len(quote) <= most:
            return quote
        return f"{quote[:most].rstrip()}…" if most else ""


def of_title(slug: str, actor: Actor) -> AnnotatedBook:
    """Returns the actor's marks in a title; raises NotFound where there are none."""
    title = selectors.marked_title(slug, actor)
    marks = selectors.marks_in_title(title.pk, actor)
    return AnnotatedBook(title, list(_notes(title, marks)), copy_limit(title.pk, actor))


def as_markdown(noted: AnnotatedBook) -> str:
    """Returns Markdown with passages as quotations and the notes below them."""
    title = noted.title
    lines = [f"# {title.title}", *([title.by_line] if title.by_line else [])]
    heading = ""
    for note in noted.notes:
        if note.heading != heading:
            heading = note.heading
            lines.append(f"## {heading}")
        lines += _paragraphs(note, noted.shortened_quote(note.mark.content.quote))
    return "\n\n".join(lines) + "\n"


def as_json(noted: AnnotatedBook) -> str:
    """Returns all stored data as JSON, with the same keys in every language."""
    data = {
        "title": noted.title.title,
        "by": noted.title.by_line,
        "marks": [
            _note_data(note, noted.shortened_quote(note.mark.content.quote)) for note in noted.notes
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


WRITERS: Final[dict[str, tuple[Callable[[AnnotatedBook], str], str]]] = {
    "md": (as_markdown, "text/markdown; charset=utf-8"),
    "json": (as_json, "application/json; charset=utf-8"),
}


def _paragraphs(note: Note, quote: str) -> Iterator[str]:
    content = note.mark.content
    if quote:
        yield "\n".join(f"> {line}".rstrip() for line in quote.splitlines())
    yield f"*{note.name}, {note.where}*"
    if content.note:
        yield content.note


def _note_data(note: Note, quote: str) -> dict[str, Any]:
    content = {
        key: value for key, value in mark_data(note.mark).items() if key not in ("key", "at")
    }
    times = {"made_at": note.mark.made_at, "changed_at": note.mark.changed_at}
    content["quote"] = quote
    page = {"page": note.page, "page_label": note.label} if note.page else {}
    return (
        {"chapter": note.chapter}
        | page
        | content
        | {name: at.isoformat() for name, at in times.items()}
    )


def _notes(title: Title, marks: Sequence[OwnMark]) -> Iterator[Note]:
    numbers = [number_of(mark.content.cfi) for mark in marks]
    chapters = _chapters(title) if 0 in numbers else {}
    pages = page_labels_of(title.pk) if any(numbers) else None
    for mark, page in zip(marks, numbers, strict=True):
        if page and pages:
            chapter = paged_book.chapter_of(pages.contents, page)
            heading = chapter or _heading_outside_chapters(pages.contents)
            yield Note(mark, chapter, heading, page, pages.labels.get(page, ""))
        else:
            chapter = chapters.get(spine_step(mark.content.cfi), "")
            yield Note(mark, chapter, chapter)


def _heading_outside_chapters(contents: list[dict[str, Any]]) -> str:
    return _("Pages before the first chapter") if contents else _("Pages of the book")


def _chapters(title: Title) -> dict[int, str]:
    try:
        file = catalogue.book_file(title.pk)
    except NotFound:
        return {}
    return chapters_by_step(file.spine, file.contents)
