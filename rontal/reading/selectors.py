"""Questions about opened books: every answer asks first for a running loan of the actor."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import Title
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.lending import selectors as lending
from rontal.lending.lent import lent
from rontal.reading.finding import Found
from rontal.reading.models import Mark, Position
from rontal.reading.opened import Resource
from rontal.reading.resources import resource_of
from rontal.reading.rules import Colour, Content, MarkKind, order
from rontal.reading.searching import found_in
from rontal.reading.tokens import token_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class OpenBook:
    """A book in a member's hands: reading order, contents, and where the member is in it. `token`
    opens its content in the session that asked."""

    loan_id: int
    token: str
    due_at: datetime
    title: Title
    spine: list[dict[str, Any]]
    contents: list[dict[str, Any]]
    fixed_layout: bool
    right_to_left: bool
    place: "Place"
    copy_left: int | None
    """Characters that may yet be copied; None without a limit."""


@dataclass(frozen=True)
class Place:
    """Where a member is in a book, since when, and on which device; `cfi` is "" at first."""

    cfi: str = ""
    fraction: float = 0.0
    at: datetime | None = None
    device: str = ""


def open_book(*, loan_id: int, actor: Actor) -> OpenBook:
    """The book of a running loan, without content; raises NotFound where there is none."""
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
        place=kept_place(loan.reader_id, loan.title_id),
        copy_left=loan.copy_left,
    )


def place_in_loan(*, loan_id: int, actor: Actor) -> Place:
    """Where the actor is in the book of a running loan; raises NotFound."""
    loan = lending.running_loan(loan_id, actor)
    return kept_place(loan.reader_id, loan.title_id)


def kept_place(member_id: int, title_id: int) -> Place:
    """Where a member is in a title."""
    row = Position.objects.filter(member_id=member_id, title_id=title_id).first()
    return Place(row.cfi, row.fraction, row.updated_at, row.device) if row else Place()


def open_resource(*, loan_id: int, path: str, actor: Actor, as_page: bool = False) -> Resource:
    """`resource_of` the book of a running loan; raises NotFound where there is none."""
    return resource_of(lent(loan_id, actor).file_id, path, as_page=as_page)


def find_in_book(*, loan_id: int, words: str, actor: Actor) -> Found:
    """Where words stand in the book of a running loan, whatever their case and accents.

    Raises NotFound without a running loan, NothingToFind where no word is left of the words.
    """
    return found_in(lent(loan_id, actor).file_id, words)


@dataclass(frozen=True)
class Progress:
    """The part of a title that its reader has come to, for how many seconds it was read, and when
    last."""

    part: float = 0.0
    seconds: int = 0
    at: datetime | None = None

    @property
    def percent(self) -> int:
        """The part in whole percent."""
        return round(100 * self.part)


def progress_of(actor: Actor, title_ids: list[int]) -> dict[int, Progress]:
    """How far the actor is in each of the titles, and for how long. One query."""
    rows = Position.objects.filter(member__user_id=actor.id or 0, title_id__in=title_ids)
    told = rows.values_list("title_id", "fraction", "seconds", "updated_at")
    found = {pk: Progress(part, seconds, at) for pk, part, seconds, at in told}
    return {pk: found.get(pk, Progress()) for pk in title_ids}


def last_read(actor: Actor, title_ids: list[int]) -> int | None:
    """Returns the one of these titles that the actor read last; None where none was opened."""
    rows = Position.objects.filter(member__user_id=actor.id or 0, title_id__in=title_ids)
    return rows.order_by("-updated_at").values_list("title_id", flat=True).first()


@dataclass(frozen=True)
class OwnMark:
    """A mark of a member, opened."""

    key: UUID
    content: Content
    made_at: datetime
    changed_at: datetime


def marks_in_loan(*, loan_id: int, actor: Actor) -> list[OwnMark]:
    """The actor's marks in the title of a loan, running or over, in the order of the book; raises
    NotFound."""
    return marks_in_title(lending.loan_of(loan_id, actor).title_id, actor)


def marks_in_title(title_id: int, actor: Actor) -> list[OwnMark]:
    """The actor's marks in a title, in the order of the book. One query."""
    rows = _living(actor).filter(title=title_id).order_by("made_at", "pk")
    return [own_mark(row) for row in sorted(rows, key=lambda row: order(row.cfi))]


def marked_title(slug: str, actor: Actor) -> Title:
    """A title in which the actor has marks, shown to everybody or not; raises NotFound."""
    found = Title.objects.filter(slug=slug, pk__in=_living(actor).values("title")).first()
    if found is None:
        raise NotFound
    return found


def marked_titles(actor: Actor) -> list[tuple[Title, int]]:
    """Titles in which the actor has marks, by name, with how many. Two queries."""
    counted = _living(actor).order_by().values("title").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("title", "number"))
    titles = Title.objects.filter(pk__in=numbers).order_by("title", "pk")
    return [(title, numbers[title.pk]) for title in titles]


def every_mark_of(actor: Actor) -> list[tuple[str, OwnMark]]:
    """All marks of the actor with the names of their titles. One query."""
    rows = _living(actor).select_related("title").order_by("title__title", "title", "fraction")
    return [(row.title.title, own_mark(row)) for row in rows]


def every_place_of(actor: Actor) -> list[Position]:
    """Where the actor is in every book that was opened, with its title. One query."""
    rows = Position.objects.filter(member__user_id=actor.id or 0).select_related("title")
    return list(rows.order_by("-updated_at", "pk"))


def _living(actor: Actor) -> "QuerySet[Mark]":
    return Mark.objects.filter(member__user_id=actor.id or 0, removed_at=None)


def own_mark(row: Mark) -> OwnMark:
    """A mark, opened."""
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
