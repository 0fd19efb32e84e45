"""Settling of a title: ends what is overdue and reserves free copies for the queue.

Every service settles before it counts, under the lock of the title's licences, so that a delayed
job neither makes a copy look lent nor lets anyone pass the queue.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import transaction

from rontal.catalogue import changes
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.statements import Statement
from rontal.core.transitions import move
from rontal.lending import events
from rontal.lending.errors import NotLendable
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import (
    REMINDED_BEFORE,
    Slot,
    Terms,
    end_of_day,
    free_slots,
    in_lending_order,
)
from rontal.lending.services.locking import lock_licences
from rontal.lending.states import HOLD_TRANSITIONS, LOAN_TRANSITIONS, HoldState, LoanState
from rontal.standard.selectors import library

CLOCK = Actor.system("lending")
_NO_COPY: Final = {"licence_id": None, "copy": None, "ready_until": None}
_OPEN_ROWS: Final = """
SELECT 'loan', id, licence_id, copy, due_at
  FROM lending_loan WHERE title_id = %(title)s AND state = 'active'
UNION ALL
SELECT CASE WHEN m.state = 'active' OR m.joined_into_id IS NOT NULL THEN 'hold' ELSE 'still' END,
       h.id, h.licence_id, h.copy, h.ready_until
  FROM lending_hold h JOIN membership_member m ON m.id = h.member_id
 WHERE h.title_id = %(title)s AND h.state = 'ready'
UNION ALL
(SELECT 'waiting', h.id, 0, row_number() OVER (ORDER BY h.placed_at, h.id)::int, NULL
   FROM lending_hold h JOIN membership_member m ON m.id = h.member_id
  WHERE h.title_id = %(title)s AND h.state = 'waiting' AND m.state = 'active'
  ORDER BY h.placed_at, h.id LIMIT %(copies)s)
"""
_SERIALS: Final = """
UNION ALL
SELECT 'made', 0, licence_id, max(serial), NULL
  FROM lending_loan WHERE licence_id = ANY(%(counted)s::bigint[]) AND serial IS NOT NULL
 GROUP BY licence_id
"""  # noqa: S608 - built from constants only
_STATEMENTS: Final = {False: Statement(_OPEN_ROWS), True: Statement(_OPEN_ROWS + _SERIALS)}
"""Statements by whether the title has licences that limit the number of loans."""


@dataclass(frozen=True)
class Settled:
    """State of a settled title, valid while its licences are locked.

    `free` are copies for a new borrower, `inside` those for reading in the library. `waits` is True
    where members remain in the queue.
    """

    terms: dict[int, Terms]
    free: list[Slot]
    inside: list[Slot]
    waits: bool

    def is_hopeless(self, at: datetime) -> bool:
        """Returns True where no licence can ever serve the queue."""
        anywhere = [terms for terms in self.terms.values() if not terms.in_library]
        return all(terms.is_over(at) or terms.left() == 0 or not terms.copies for terms in anywhere)

    def is_read_inside(self, at: datetime) -> bool:
        """Returns True where the title has copies for reading in the library, free or not."""
        return any(terms.in_library and not terms.is_over(at) for terms in self.terms.values())


def settle(licences: Sequence[Licence]) -> Settled:
    """Settles the title of these licences, locked by the caller, and returns its state."""
    rows, now = _open_rows(licences), clock.now()
    over = [row for row in rows if row.is_over(now)]
    used = {row.slot for row in rows if row.until and row not in over}
    if over:
        _end_overdue(over, licences)
        changes.note(licences[0].title_id)
        rows = _open_rows(licences)  # holds that return to the queue keep their place
    made = {row.licence_id: row.copy for row in rows if row.kind == "made"}
    terms = {one.pk: one.terms(made.get(one.pk, 0)) for one in licences}
    reserved = {row.slot for row in rows if row.kind == "hold"} & used
    slots = free_slots(terms.values(), used=used, reserved=reserved, at=now)
    inside = [slot for slot in slots if terms[slot.licence_id].in_library]
    free = [slot for slot in slots if not terms[slot.licence_id].in_library]
    waiting = sorted((row for row in rows if row.kind == "waiting"), key=lambda row: row.copy)
    served = waiting[: len(free)]
    if served:
        begun, until = _next_loan(now)
        free = in_lending_order(free, terms.values(), until=until, begun=begun)
    for row in served:
        slot = free.pop(0)
        _reserve_copy(Hold.objects.get(pk=row.pk), slot, terms[slot.licence_id])
    return Settled(terms, free, inside, len(waiting) > len(served))


def _next_loan(now: datetime) -> tuple[datetime, datetime]:
    """Returns start and end of the latest loan that a copy reserved now can lead to."""
    profile = library()
    ready_days, loan_days = (
        LendingPolicies.current().hold_ready_days,
        LendingPolicies.current().loan_days,
    )
    begun = end_of_day(now, days=ready_days, zone=profile.tz)
    return begun, end_of_day(now, days=ready_days + loan_days, zone=profile.tz)


def record_for_search_index(title_id: int, *, last: bool) -> None:
    """Marks the title for the search index where `last` says that its availability changed."""
    if last:
        changes.note(title_id)


def settle_title(title_id: int) -> None:
    """Settles one title; does nothing where it has no licence."""
    with transaction.atomic():
        try:
            licences = lock_licences(title_id)
        except NotLendable:
            return
        settle(licences)


class _Row(NamedTuple):
    """A running loan, a ready hold, or a waiting hold.

    `still` is a ready hold of an inactive member; a hold of a merged membership is an ordinary one.
    For a waiting hold `copy` is the place in the queue and `until` is None; for a 'made' row `copy`
    is the serial number of the licence's last loan.
    """

    kind: str
    pk: int
    licence_id: int
    copy: int
    until: datetime | None

    @property
    def slot(self) -> Slot:
        """Copy of the loan or hold."""
        return Slot(self.licence_id, self.copy)

    def is_over(self, at: datetime) -> bool:
        """Returns True where the loan or ready hold must end."""
        return self.until is not None and (self.until <= at or self.kind == "still")


def _open_rows(licences: Sequence[Licence]) -> list[_Row]:
    """Returns the running loans, ready holds, and as many waiting holds as there are copies.

    One statement, because others wait for the lock meanwhile.
    """
    copies = sum(row.copies for row in licences)
    counted = [row.pk for row in licences if row.loans_allowed is not None]
    parameters: dict[str, Any] = {
        "title": licences[0].title_id,
        "copies": copies,
        "counted": counted,
    }
    return [_Row(*row) for row in _STATEMENTS[bool(counted)].rows(parameters)]


def _end_overdue(over: Sequence[_Row], licences: Iterable[Licence]) -> None:
    """Ends overdue loans and ready holds, and ready holds of inactive members."""
    ends = {licence.pk: licence.ends_at for licence in licences}
    loans = Loan.objects.in_bulk([row.pk for row in over if row.kind == "loan"])
    for loan in loans.values():
        move(loan, LoanState.EXPIRED, table=LOAN_TRANSITIONS, ended_at=loan.due_at)
        emit(events.LOAN_EXPIRED, actor=CLOCK, subject=loan)
    still = {row.pk for row in over if row.kind == "still"}
    holds = Hold.objects.in_bulk([row.pk for row in over if row.kind in ("hold", "still")])
    for hold in holds.values():
        if hold.pk in still or hold.ready_until == ends.get(hold.licence_id or 0):
            _requeue(hold)
        else:
            _handle_miss(hold)


def _requeue(hold: Hold) -> None:
    """Moves a ready hold back to its former place in the queue, without counting a miss.

    Used where the licence ended or the membership is inactive.
    """
    move(hold, HoldState.WAITING, table=HOLD_TRANSITIONS, **_NO_COPY)
    emit(events.HOLD_RESUMED, actor=CLOCK, subject=hold)


def _handle_miss(hold: Hold) -> None:
    """Handles a ready hold that was not borrowed in time.

    The first time the hold is suspended and keeps its place; the second time the place is lost.
    """
    misses = hold.misses + 1
    if misses == 1:
        move(hold, HoldState.SUSPENDED, table=HOLD_TRANSITIONS, misses=misses, **_NO_COPY)
    else:
        ended = {"misses": misses, "ended_at": hold.ready_until}
        move(hold, HoldState.MISSED, table=HOLD_TRANSITIONS, **ended)
    emit(events.HOLD_MISSED, actor=CLOCK, subject=hold, data={"to": hold.state})


def _reserve_copy(hold: Hold, slot: Slot, terms: Terms) -> None:
    """Reserves a copy for a hold and notifies its member.

    Sends no separate reminder where the copy is reserved until today only.
    """
    profile, now = library(), clock.now()
    days = LendingPolicies.current().hold_ready_days
    until = end_of_day(now, days=days, zone=profile.tz)
    until = min(until, terms.ends_at or until)
    move(
        hold,
        HoldState.READY,
        table=HOLD_TRANSITIONS,
        licence_id=slot.licence_id,
        copy=slot.copy,
        ready_until=until,
        reminded_at=now if until <= now + REMINDED_BEFORE else None,
        stranded_at=None,
    )
    emit(events.HOLD_READY, actor=CLOCK, subject=hold)
