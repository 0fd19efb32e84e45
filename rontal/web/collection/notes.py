"""A member's marks in one book, in words, for the page and for files to take along.

Marking is no copying, so it is never counted. Files to take along would be, hundreds of passages at
once; so where the licence limits copying they hold the beginning of each passage, enough to find it
again, and nothing of it where nothing may be copied. Notes are the reader's own and always whole,
as is everything on the page, and in the copy of one's data, which the law asks for.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import Title
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.lending.selectors import copy_limit
from rontal.reading import selectors
from rontal.reading.pages.selectors import named_pages
from rontal.reading.places import number_of
from rontal.reading.rules import spine_step
from rontal.reading.selectors import OwnMark
from rontal.web.collection import sheets
from rontal.web.collection.marks import COLOURS, sent
from rontal.web.collection.outline import chapters_by_step

SHORT: Final = 100
"""Characters of a passage in files, where the licence limits copying."""


@dataclass(frozen=True)
class Note:
    """One mark with the chapter that it stands in, "" for none, and the heading that it comes
    under; in a book of pages with its page and what is printed on that, 0 and "" elsewhere."""

    mark: OwnMark
    chapter: str
    heading: str
    page: int = 0
    label: str = ""

    @property
    def where(self) -> str:
        """Where it stands, in words: its page, or the part of the book before it."""
        part = f"{round(100 * self.mark.content.fraction)}%"
        return sheets.name_of(self.page, self.label) if self.page else part

    @property
    def name(self) -> str:
        """What kind of mark it is, in words."""
        colour = self.mark.content.colour
        return str(COLOURS[colour]) if colour else _("Bookmark")


@dataclass(frozen=True)
class Noted:
    """A book with its marks, in the order of the book."""

    title: Title
    notes: list[Note]
    copy_limit: int | None
    """Characters that the licence lets readers copy; None without a limit."""

    def taken(self, quote: str) -> str:
        """What files hold of words of the book."""
        most = len(quote) if self.copy_limit is None else min(SHORT, self.copy_limit)
        return quote if len(quote) <= most else quote[:most].rstrip() + "…" * bool(most)


def of_title(slug: str, actor: Actor) -> Noted:
    """The actor's marks in a title; raises NotFound where there are none."""
    title = selectors.marked_title(slug, actor)
    marks = selectors.marks_in_title(title.pk, actor)
    return Noted(title, list(_notes(title, marks)), copy_limit(title.pk, actor))


def as_markdown(noted: Noted) -> str:
    """A text with the words of the book as quotations and the notes below them."""
    title = noted.title
    lines = [f"# {title.title}", *([title.by_line] if title.by_line else [])]
    heading = ""
    for note in noted.notes:
        if note.heading != heading:
            heading = note.heading
            lines.append(f"## {heading}")
        lines += _paragraphs(note, noted.taken(note.mark.content.quote))
    return "\n\n".join(lines) + "\n"


def as_json(noted: Noted) -> str:
    """Everything that is kept, with names that stay the same in every language."""
    found = {
        "title": noted.title.title,
        "by": noted.title.by_line,
        "marks": [_plain(note, noted.taken(note.mark.content.quote)) for note in noted.notes],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


WRITERS: Final[dict[str, tuple[Callable[[Noted], str], str]]] = {
    "md": (as_markdown, "text/markdown; charset=utf-8"),
    "json": (as_json, "application/json; charset=utf-8"),
}


def _paragraphs(note: Note, quote: str) -> Iterator[str]:
    held = note.mark.content
    if quote:
        yield "\n".join(f"> {line}".rstrip() for line in quote.splitlines())
    yield f"*{note.name}, {note.where}*"
    if held.note:
        yield held.note


def _plain(note: Note, quote: str) -> dict[str, Any]:
    kept = {key: value for key, value in sent(note.mark).items() if key not in ("key", "at")}
    times = {"made_at": note.mark.made_at, "changed_at": note.mark.changed_at}
    kept["quote"] = quote
    page = {"page": note.page, "page_label": note.label} if note.page else {}
    return (
        {"chapter": note.chapter}
        | page
        | kept
        | {name: at.isoformat() for name, at in times.items()}
    )


def _notes(title: Title, marks: Sequence[OwnMark]) -> Iterator[Note]:
    numbers = [number_of(mark.content.cfi) for mark in marks]
    chapters = _chapters(title) if 0 in numbers else {}
    pages = named_pages(title.pk) if any(numbers) else None
    for mark, page in zip(marks, numbers, strict=True):
        if page and pages:
            chapter = sheets.chapter_of(pages.contents, page)
            heading = chapter or _outside(pages.contents)
            yield Note(mark, chapter, heading, page, pages.labels.get(page, ""))
        else:
            chapter = chapters.get(spine_step(mark.content.cfi), "")
            yield Note(mark, chapter, chapter)


def _outside(contents: list[dict[str, Any]]) -> str:
    """What pages that are in no chapter come under: never under a chapter of the text."""
    return _("Pages before the first chapter") if contents else _("Pages of the book")


def _chapters(title: Title) -> dict[int, str]:
    try:
        file = catalogue.book_file(title.pk)
    except NotFound:
        return {}
    return chapters_by_step(file.spine, file.contents)
