"""Selectors for books on loan; each checks for a running loan of the actor first."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending import selectors as lending
from rontal.lending.content_access import loaned_file
from rontal.reading.archive_cache import Resource
from rontal.reading.models import Mark, Position
from rontal.reading.resources import resource_of
from rontal.reading.rules import Colour, Content, MarkKind, order
from rontal.reading.searching import search_epub
from rontal.reading.text_search import SearchResult
from rontal.reading.tokens import token_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class OpenBook:
    """A book on loan: reading order, contents, and the member's position.

    `token` gives access to its content in the session that requested it.
    """

    loan_id: int
    token: str
    due_at: datetime
    title: Title
    spine: list[dict[str, Any]]
    contents: list[dict[str, Any]]
    fixed_layout: bool
    right_to_left: bool
    place: "ReadingPosition"
    copy_left: int | None
    """Characters that may still be copied; None means no limit."""


@dataclass(frozen=True)
class ReadingPosition:
    """A member's position in a book, since when, and on which device; `cfi` is "" at first."""

    cfi: str = ""
    fraction: float = 0.0
    at: datetime | None = None
    device: str = ""


def open_book(*, loan_id: int, actor: Actor) -> OpenBook:
    """Returns the book of a running loan, without content; raises NotFound without one."""
    loan = lending.running_loan(loan_id, actor)
    file = catalogue.book_file(loan.title_id)
    return OpenBook(
        loan_id=loan.pk,
        token=token_of(loan.pk, actor.session),
        due_at=loan.due_at,
        title=loan.title,
        spine=file.spine,
        contents=file.contents,
        fixed_layout=file.fixed_layout,
        right_to_left=file.right_to_left,
        place=stored_place(loan.reader_id, loan.title_id),
        copy_left=loan.copy_left,
    )


def position_in_loan(*, loan_id: int, actor: Actor) -> ReadingPosition:
    """Returns the actor's position in the book of a running loan; raises NotFound."""
    loan = lending.running_loan(loan_id, actor)
    return stored_place(loan.reader_id, loan.title_id)


def stored_place(member_id: int, title_id: int) -> ReadingPosition:
    row = Position.objects.filter(member_id=member_id, title_id=title_id).first()
    return (
        ReadingPosition(row.cfi, row.fraction, row.updated_at, row.device)
        if row
        else ReadingPosition()
    )


def open_resource(*, loan_id: int, path: str, actor: Actor, as_page: bool = False) -> Resource:
    """Returns `resource_of` the book of a running loan; raises NotFound without one."""
    return resource_of(loaned_file(loan_id, actor).file_id, path, as_page=as_page)


def find_in_book(*, loan_id: int, words: str, actor: Actor) -> SearchResult:
    """Searches the book of a running loan, ignoring case and accents.

    Raises NotFound without a running loan, NothingToFind for an empty search text.
    """
    return search_epub(loaned_file(loan_id, actor).file_id, words)


@dataclass(frozen=True)
class Progress:
    """Fraction of a title that was read, reading time in seconds, and last reading."""

    part: float = 0.0
    seconds: int = 0
    at: datetime | None = None

    @property
    def percent(self) -> int:
        """Fraction read in whole percent."""
        return round(100 * self.part)


def progress_of(actor: Actor, title_ids: list[int]) -> dict[int, Progress]:
    """Returns the actor's progress in each title by id. One query."""
    rows = Position.objects.filter(member__user_id=actor.id or 0, title_id__in=title_ids)
    values = rows.values_list("title_id", "fraction", "seconds", "updated_at")
    progress = {pk: Progress(part, seconds, at) for pk, part, seconds, at in values}
    return {pk: progress.get(pk, Progress()) for pk in title_ids}


def last_read(actor: Actor, title_ids: list[int]) -> int | None:
    """Returns the id of the title that the actor read last; None where none was opened."""
    rows = Position.objects.filter(member__user_id=actor.id or 0, title_id__in=title_ids)
    return rows.order_by("-updated_at").values_list("title_id", flat=True).first()


@dataclass(frozen=True)
class OwnMark:
    """A member's mark, decrypted."""

    key: UUID
    content: Content
    made_at: datetime
    changed_at: datetime


def marks_in_loan(*, loan_id: int, actor: Actor) -> list[OwnMark]:
    """Returns the actor's marks in the title of a loan, running or ended, in book order.

    Raises NotFound.
    """
    return marks_in_title(lending.loan_of(loan_id, actor).title_id, actor)


def marks_in_title(title_id: int, actor: Actor) -> list[OwnMark]:
    """Returns the actor's marks in a title, in book order. One query."""
    rows = _current_marks(actor).filter(title=title_id).order_by("made_at", "pk")
    return [own_mark(row) for row in sorted(rows, key=lambda row: order(row.cfi))]


def marked_title(slug: str, actor: Actor) -> Title:
    """Returns a title in which the actor has marks, public or not; raises NotFound."""
    return NotFound.if_none(
        Title.objects.filter(slug=slug, pk__in=_current_marks(actor).values("title")).first()
    )


def marked_titles(actor: Actor) -> list[tuple[Title, int]]:
    """Returns the titles in which the actor has marks, with their number, by name. Two queries."""
    counted = _current_marks(actor).order_by().values("title").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("title", "number"))
    titles = Title.objects.filter(pk__in=numbers).order_by("title", "pk")
    return [(title, numbers[title.pk]) for title in titles]


def every_mark_of(actor: Actor) -> list[tuple[str, OwnMark]]:
    """Returns all marks of the actor with the names of their titles. One query."""
    rows = (
        _current_marks(actor).select_related("title").order_by("title__title", "title", "fraction")
    )
    return [(row.title.title, own_mark(row)) for row in rows]


def every_place_of(actor: Actor) -> list[Position]:
    """Returns the actor's positions in all opened books, with titles. One query."""
    rows = Position.objects.filter(member__user_id=actor.id or 0).select_related("title")
    return list(rows.order_by("-updated_at", "pk"))


def _current_marks(actor: Actor) -> "QuerySet[Mark]":
    return Mark.objects.filter(member__user_id=actor.id or 0, removed_at=None)


def own_mark(row: Mark) -> OwnMark:
    words = row.words.reveal() if row.words is not None else {}
    content = Content(
        kind=MarkKind(row.kind),
        cfi=row.cfi,
        fraction=row.fraction,
        colour=Colour(row.colour) if row.colour else None,
        quote=words.get("quote", ""),
        note=words.get("note", ""),
    )
    return OwnMark(row.key, content, row.made_at, row.changed_at)
