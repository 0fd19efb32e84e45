"""Settling a title: what is over ends, and every free copy goes to the first who waits.

Every service settles before it counts, under the lock of the title's licences, so that a late
job never makes a copy look taken, nor lets somebody pass the queue.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection, transaction

from rontal.catalogue.search import availability
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.kernel.transitions import move
from rontal.lending import events
from rontal.lending.errors import NotLendable
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.rules import Slot, end_of_day, free_slots
from rontal.lending.services.locking import lock_licences
from rontal.lending.states import HOLD_TRANSITIONS, LOAN_TRANSITIONS, HoldState, LoanState
from rontal.standard.selectors import library

CLOCK = Actor.system("lending")
_STANDING: Final = """
SELECT 'loan', id, licence_id, copy, due_at
  FROM lending_loan WHERE title_id = %(title)s AND state = 'active'
UNION ALL
SELECT 'hold', id, licence_id, copy, ready_until
  FROM lending_hold WHERE title_id = %(title)s AND state = 'ready'
UNION ALL
(SELECT 'waiting', h.id, 0, row_number() OVER (ORDER BY h.placed_at, h.id)::int, NULL
   FROM lending_hold h JOIN membership_member m ON m.id = h.member_id
  WHERE h.title_id = %(title)s AND h.state = 'waiting' AND m.state = 'active'
  ORDER BY h.placed_at, h.id LIMIT %(copies)s)
"""


def settle(licences: Sequence[Licence]) -> list[Slot]:
    """Settles the title of these licences, which the caller has locked; returns its free slots."""
    rows = _standing(licences)
    now = clock.now()
    used = {Slot(row.licence_id, row.copy) for row in rows if row.until and row.until > now}
    over = [row for row in rows if row.until and row.until <= now]
    if over:
        _end(over)
        availability.note(licences[0].title_id)
    free = free_slots([(row.pk, row.copies) for row in licences], used)
    waiting = sorted((row for row in rows if row.until is None), key=lambda row: row.copy)
    for row in waiting[: len(free)]:
        _keep_copy(Hold.objects.get(pk=row.pk), free.pop(0))
    return free


def tell_search(title_id: int, *, last: bool) -> None:
    """Lets the search know that a copy was taken or came free, where it was the last or the first
    that could be had."""
    if last:
        availability.note(title_id)


def settle_overdue() -> int:
    """Settles every title with something that is over, each in a transaction of its own.

    Returns how many titles. Safe to repeat and to run beside anything.
    """
    now = clock.now()
    loans = Loan.objects.filter(state=LoanState.ACTIVE, due_at__lte=now)
    holds = Hold.objects.filter(state=HoldState.READY, ready_until__lte=now)
    due = {*loans.values_list("title_id", flat=True), *holds.values_list("title_id", flat=True)}
    for title_id in sorted(due):
        settle_title(title_id)
    return len(due)


def settle_title(title_id: int) -> None:
    """Settles one title; one without a licence has nothing to settle."""
    with transaction.atomic():
        try:
            licences = lock_licences(title_id)
        except NotLendable:
            return
        settle(licences)


class _Row(NamedTuple):
    """A loan, a kept copy, or somebody who waits, as the database has it.

    Of somebody who waits `copy` is the place in the queue, and `until` is None.
    """

    kind: str
    pk: int
    licence_id: int
    copy: int
    until: datetime | None


def _standing(licences: Sequence[Licence]) -> list[_Row]:
    """What is out and kept, and as many of those who wait, first come first, as there are copies.

    One plain statement: every borrowing and every return waits for it under the lock.
    """
    copies = sum(row.copies for row in licences)
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"title": licences[0].title_id, "copies": copies})
        return [_Row(*row) for row in cursor.fetchall()]


def _end(over: Sequence[_Row]) -> None:
    """Ends loans and kept copies whose time is over."""
    loans = Loan.objects.in_bulk([row.pk for row in over if row.kind == "loan"])
    for loan in loans.values():
        move(loan, LoanState.EXPIRED, table=LOAN_TRANSITIONS, ended_at=loan.due_at)
        emit(events.LOAN_EXPIRED, actor=CLOCK, subject=loan)
    holds = Hold.objects.in_bulk([row.pk for row in over if row.kind == "hold"])
    for hold in holds.values():
        move(hold, HoldState.MISSED, table=HOLD_TRANSITIONS, ended_at=hold.ready_until)
        emit(events.HOLD_MISSED, actor=CLOCK, subject=hold)


def _keep_copy(hold: Hold, slot: Slot) -> None:
    profile = library()
    days = profile.policies.hold_ready_days
    until = end_of_day(clock.now(), days=days, zone=profile.tz)
    move(
        hold,
        HoldState.READY,
        table=HOLD_TRANSITIONS,
        licence_id=slot.licence_id,
        copy=slot.copy,
        ready_until=until,
    )
    emit(events.HOLD_READY, actor=CLOCK, subject=hold)
