"""Services of reading positions and marks, and their deletion."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending import selectors as lending
from rontal.lending import services as lending_services
from rontal.lending.models import Hold, Loan
from rontal.lending.states import OPEN_HOLDS, LoanState
from rontal.membership.selectors.members import merged_into
from rontal.reading import rules
from rontal.reading.errors import NoSuchMark, NoSuchPlace, TooManyMarks
from rontal.reading.models import Lease, Mark, Position
from rontal.reading.rules import Change, Content, MarkKind
from rontal.reading.selectors import OwnMark, ReadingPosition, open_resource, own_mark, stored_place

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "erase_history",
    "delete_positions",
    "delete_reading_data",
    "store_marks",
    "store_position",
    "open_resource",
    "remove_mark",
    "restore_mark",
    "merge_member_positions",
    "move_positions_to_title",
]

_STORE_POSITION: Final = """
INSERT INTO reading_position AS stored
  (member_id, title_id, cfi, fraction, updated_at, device, seconds)
VALUES (%(member)s, %(title)s, %(cfi)s, %(fraction)s, %(at)s, %(device)s, %(read)s)
ON CONFLICT (member_id, title_id) DO UPDATE SET
  cfi = EXCLUDED.cfi, fraction = EXCLUDED.fraction, updated_at = EXCLUDED.updated_at,
  device = EXCLUDED.device,
  seconds = stored.seconds + least(
    extract(epoch FROM EXCLUDED.updated_at - stored.updated_at)::int,
    greatest(
      %(read)s,
      CASE WHEN EXCLUDED.updated_at <= stored.updated_at + make_interval(secs => %(longest)s)
           THEN extract(epoch FROM EXCLUDED.updated_at - stored.updated_at)::int
           ELSE 0 END))
WHERE stored.updated_at < EXCLUDED.updated_at
"""
MAX_PAGE_SECONDS: Final = 300
"""Longest time in seconds between two positions that counts as reading."""
# A device may send a mark that another changed since; the later change wins in any order.
_STORE_MARK: Final = """
INSERT INTO reading_mark
  (member_id, title_id, key, kind, cfi, fraction, colour, words, made_at, changed_at, removed_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (member_id, key) DO UPDATE SET
  kind = EXCLUDED.kind, cfi = EXCLUDED.cfi, fraction = EXCLUDED.fraction,
  colour = EXCLUDED.colour, words = EXCLUDED.words, changed_at = EXCLUDED.changed_at,
  removed_at = EXCLUDED.removed_at
WHERE reading_mark.changed_at < EXCLUDED.changed_at
"""
REMOVED_MARKS_STORED_FOR: Final = timedelta(days=180)
MAX_REMOVED_MARKS: Final = 1_000
Row = TypeVar("Row", Loan, Hold, Mark)


def store_position(
    *,
    loan_id: int,
    cfi: str,
    fraction: float,
    actor: Actor,
    at: datetime | None = None,
    device: str = "",
    read: int = 0,
) -> ReadingPosition:
    """Stores the actor's position in the book of a loan at a moment, `at` (default: now).

    Returns the valid position. One older than the stored one changes nothing. The time since the
    last position counts as reading time up to MAX_PAGE_SECONDS; `read` adds seconds that an offline
    device counted likewise, limited by the time that passed. An offline device may send a position
    late, if it was reached while the loan ran. Raises NotFound after the loan and without a loan of
    the actor, NoSuchPlace for an invalid place, fraction or device.
    """
    if not rules.is_place(cfi, fraction) or not rules.DEVICE.fullmatch(device):
        raise NoSuchPlace
    now = clock.now()
    read_at = min(at or now, now)
    loan = _loan_running_at(loan_id, read_at, actor)
    most = int((read_at - loan.started_at).total_seconds())
    parameters: dict[str, Any] = {
        "member": loan.reader_id,
        "title": loan.title_id,
        "cfi": cfi,
        "fraction": fraction,
        "at": read_at,
        "device": device,
        "read": max(0, min(read, most)),
        "longest": MAX_PAGE_SECONDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE_POSITION, parameters)
    return stored_place(loan.reader_id, loan.title_id)


def store_marks(*, loan_id: int, changes: Sequence[Change], actor: Actor) -> None:
    """Stores a device's changes to marks in the book of a loan, running or ended.

    The later of two changes to a mark wins, so sending twice or late is harmless. Raises NotFound
    for a loan that is not the actor's, NoSuchMark for invalid or too many changes, TooManyMarks.
    """
    if len(changes) > rules.MAX_CHANGES:
        raise NoSuchMark
    loan = lending.loan_of(loan_id, actor)
    _store_changes(loan.reader_id, loan.title_id, changes)


def remove_mark(*, key: UUID, actor: Actor) -> OwnMark | None:
    """Removes a mark of the actor; returns its former content, or None where it did not exist.

    Works after the loan too. The server does not keep the content.
    """
    with transaction.atomic():
        own = Mark.objects.select_for_update(of=("self",)).filter(member__user_id=actor.id or 0)
        mark = own.filter(key=key, removed_at=None).first()
        if mark is None:
            return None
        now = clock.now()
        Mark.objects.filter(pk=mark.pk).update(cfi="", words=None, changed_at=now, removed_at=now)
    return own_mark(mark)


def restore_mark(*, key: UUID, content: Content, actor: Actor) -> None:
    """Restores a removed mark of the actor with its content. Idempotent.

    Raises NotFound for an unknown mark, NoSuchMark for invalid content, TooManyMarks.
    """
    mark = NotFound.if_none(Mark.objects.filter(member__user_id=actor.id or 0, key=key).first())
    _store_changes(mark.member_id, mark.title_id, [Change(key, clock.now(), content)])


def delete_reading_data(*, member_id: int) -> None:
    """Deletes positions, marks and leases of a closed membership. Idempotent.

    Does nothing for a membership that was merged into another.
    """
    if merged_into(member_id).pk != member_id:
        return
    Lease.objects.filter(loan__member=member_id).delete()
    Mark.objects.filter(member=member_id).delete()
    Position.objects.filter(member=member_id).delete()


def erase_history(*, actor: Actor) -> None:
    """Deletes traces of the titles that the actor has read; raises NotAMember.

    Anonymises ended loans at once, and deletes positions in titles without a loan. Marks stay, as
    they are the member's own content.
    """
    with transaction.atomic():
        lending_services.erase_history(actor=actor)
        _delete_positions(Position.objects.filter(member__user_id=actor.id or 0))


def delete_positions() -> int:
    """Deletes positions without a known loan, and leases of ended loans.

    Positions with an open hold or with marks stay. Returns how many positions. Idempotent.
    """
    running = Loan.objects.filter(state=LoanState.ACTIVE, due_at__gt=clock.now())
    Lease.objects.exclude(loan__in=running).delete()
    waits = Exists(_rows_for_position(Hold).filter(state__in=OPEN_HOLDS))
    marked = Exists(_rows_for_position(Mark).filter(removed_at=None))
    return _delete_positions(Position.objects.exclude(waits | marked))


def merge_member_positions(*, goes_id: int) -> None:
    """Moves positions and marks to the membership that remains after a merge. Idempotent.

    The later of two positions in a book is kept.
    """
    stays_id = merged_into(goes_id).pk
    if stays_id == goes_id:
        return
    with transaction.atomic():
        _move_places(Position.objects.filter(member=goes_id), member_id=stays_id)
        known_marks = Mark.objects.filter(member=stays_id).values("key")
        Mark.objects.filter(member=goes_id).exclude(key__in=known_marks).update(member=stays_id)
        Mark.objects.filter(member=goes_id).delete()


def move_positions_to_title(*, stays_id: int, goes_id: int) -> None:
    """Moves positions and marks to the title that remains after a merge. Idempotent.

    The later of two positions of a member is kept.
    """
    with transaction.atomic():
        _move_places(Position.objects.filter(title=goes_id), title_id=stays_id)
        Mark.objects.filter(title=goes_id).update(title=stays_id)


def _move_places(places: "QuerySet[Position]", **to: int) -> None:
    """Moves positions to another member or title.

    The later of two positions of a member in a title is kept, and reading times are added.
    """
    for place in places.select_for_update().order_by("pk"):
        target = {"member_id": place.member_id, "title_id": place.title_id} | to
        seconds, known = place.seconds, Position.objects.filter(**target).first()
        if known is not None:
            seconds += known.seconds
            dropped, place = (
                (place, known) if known.updated_at >= place.updated_at else (known, place)
            )
            dropped.delete()
        Position.objects.filter(pk=place.pk).update(seconds=seconds, **to)


def _delete_positions(places: "QuerySet[Position]") -> int:
    return places.exclude(Exists(_rows_for_position(Loan))).delete()[0]


def _rows_for_position(model: type[Row]) -> "QuerySet[Row]":
    """Returns the rows of a model for the position's member and title."""
    return model._default_manager.filter(member=OuterRef("member"), title=OuterRef("title"))


def _loan_running_at(loan_id: int, at: datetime, actor: Actor) -> Loan:
    """Returns the actor's loan if it runs or ran at a past moment; raises NotFound."""
    try:
        return lending.running_loan(loan_id, actor)
    except NotFound:
        loan = lending.loan_of(loan_id, actor)
        if at < min(loan.ended_at or loan.due_at, loan.due_at):
            return loan
        raise


def _store_changes(member_id: int, title_id: int, changes: Sequence[Change]) -> None:
    if not all(one.content is None or rules.is_valid_mark(one.content) for one in changes):
        raise NoSuchMark
    with transaction.atomic():
        _delete_removed_marks(member_id, title_id)
        _check_mark_limit(member_id, title_id, changes)
        with connection.cursor() as cursor:
            cursor.executemany(_STORE_MARK, [_row(member_id, title_id, one) for one in changes])


def _row(member_id: int, title_id: int, change: Change) -> tuple[Any, ...]:
    """Returns a change as parameters of the statement; times in the future become now."""
    at = min(change.at, clock.now())
    content = change.content or Content(MarkKind.BOOKMARK, "", 0.0)
    words = {"quote": content.quote, "note": content.note} if change.content else None
    field: Any = Mark._meta.get_field("words")
    return (
        member_id,
        title_id,
        change.key,
        content.kind.value,
        content.cfi,
        content.fraction,
        content.colour.value if content.colour else "",
        field.get_db_prep_value(words, connection),
        at,
        at,
        None if change.content else at,
    )


def _delete_removed_marks(member_id: int, title_id: int) -> None:
    """Deletes removed marks that are too old for a late device, or too many."""
    removed = Mark.objects.filter(member=member_id, title=title_id, removed_at__isnull=False)
    removed.filter(removed_at__lt=clock.now() - REMOVED_MARKS_STORED_FOR).delete()
    many = removed.order_by("-removed_at").values_list("pk", flat=True)[MAX_REMOVED_MARKS:]
    Mark.objects.filter(pk__in=list(many)).delete()


def _check_mark_limit(member_id: int, title_id: int, changes: Sequence[Change]) -> None:
    current = Mark.objects.filter(member=member_id, title=title_id, removed_at=None)
    keys = {one.key for one in changes if one.content}
    known = current.filter(key__in=keys).count()
    if keys and current.count() + len(keys) - known > rules.MAX_MARKS:
        raise TooManyMarks
