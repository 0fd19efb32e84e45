"""Settling a title: what is over ends, and every free copy goes to the first who waits.

Every service settles before it counts, under the lock of the title's licences, so that a late
job never makes a copy look taken, nor lets somebody pass the queue.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

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
from rontal.membership.states import MemberState
from rontal.standard.selectors import library

CLOCK = Actor.system("lending")


def settle(licences: Sequence[Licence]) -> list[Slot]:
    """Settles the title of these licences, which the caller has locked; returns its free slots."""
    title_id = licences[0].title_id
    _expire_loans(title_id)
    _miss_holds(title_id)
    free = free_slots([(row.pk, row.copies) for row in licences], _used(title_id))
    waiting = _waiting(title_id, len(free)) if free else []
    for hold in waiting:
        _keep_copy(hold, free.pop(0))
    return free


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


def _expire_loans(title_id: int) -> None:
    over = Loan.objects.filter(title_id=title_id, state=LoanState.ACTIVE, due_at__lte=clock.now())
    for loan in over:
        move(loan, LoanState.EXPIRED, table=LOAN_TRANSITIONS, ended_at=loan.due_at)
        emit(events.LOAN_EXPIRED, actor=CLOCK, subject=loan)


def _miss_holds(title_id: int) -> None:
    now = clock.now()
    over = Hold.objects.filter(title_id=title_id, state=HoldState.READY, ready_until__lte=now)
    for hold in over:
        move(hold, HoldState.MISSED, table=HOLD_TRANSITIONS, ended_at=hold.ready_until)
        emit(events.HOLD_MISSED, actor=CLOCK, subject=hold)


def _used(title_id: int) -> set[Slot]:
    loans = Loan.objects.filter(title_id=title_id, state=LoanState.ACTIVE)
    holds = Hold.objects.filter(title_id=title_id, state=HoldState.READY)
    pairs = loans.values_list("licence_id", "copy").union(holds.values_list("licence_id", "copy"))
    return {Slot(licence_id, copy) for licence_id, copy in pairs}


def _waiting(title_id: int, count: int) -> list[Hold]:
    able = Q(member__state=MemberState.ACTIVE)
    rows = Hold.objects.filter(able, title_id=title_id, state=HoldState.WAITING)
    return list(rows.order_by("placed_at", "pk")[:count])


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
