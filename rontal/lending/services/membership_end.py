"""Handling of loans and holds when a membership is closed or merged into another.

Each title has its own transaction, so that long lists block nobody; a repeated call continues where
the last one stopped.
"""

from django.db import transaction

from rontal.catalogue import changes
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.transitions import move
from rontal.lending import events
from rontal.lending.models import Hold, KeptHistory, Listed, Loan
from rontal.lending.services.locking import lock_licences
from rontal.lending.services.reading_lists import move_list
from rontal.lending.services.settling import settle
from rontal.lending.states import (
    HOLD_TRANSITIONS,
    LOAN_TRANSITIONS,
    OPEN_HOLDS,
    HoldState,
    LoanState,
)
from rontal.membership.models import Member
from rontal.membership.selectors.members import merged_into
from rontal.membership.states import MemberState

LEAVER = Actor.system("lending.leaving")


def end_loans_and_holds(*, member_id: int) -> int:
    """Ends the loans, holds, history and list of a closed membership; returns how many titles.

    Does nothing for a merged membership, whose data `move_loans_and_holds` moves.
    """
    closed = Member.objects.filter(pk=member_id, state=MemberState.CLOSED, joined_into=None)
    if not closed.exists():
        return 0
    KeptHistory.objects.filter(member=member_id).delete()
    Listed.objects.filter(member=member_id).delete()
    titles = _open_titles(member_id)
    for title_id in titles:
        with transaction.atomic():
            licences = lock_licences(title_id)
            settle(licences)
            _end(member_id, title_id)
            settle(licences)
            changes.note(title_id)
    return len(titles)


def move_loans_and_holds(*, goes_id: int) -> int:
    """Moves loans and holds to the membership that remains after a merge; returns how many titles.

    Where both have the title, one loan and the better place in the queue remain. The member may
    exceed the loan limit and cannot borrow until below it.
    """
    stays_id = merged_into(goes_id).pk
    if stays_id == goes_id:
        return 0
    titles = _open_titles(goes_id)
    for title_id in titles:
        with transaction.atomic():
            _lock(stays_id)
            licences = lock_licences(title_id)
            settle(licences)
            _move_loan(goes_id, stays_id, title_id)
            _move_hold(goes_id, stays_id, title_id)
            settle(licences)
            changes.note(title_id)
    _move_ended(goes_id, stays_id)
    return len(titles)


def _open_titles(member_id: int) -> list[int]:
    loans = Loan.objects.filter(member=member_id, state=LoanState.ACTIVE)
    holds = Hold.objects.filter(member=member_id, state__in=OPEN_HOLDS)
    title_ids = {
        *loans.values_list("title_id", flat=True),
        *holds.values_list("title_id", flat=True),
    }
    return sorted(title_ids)


def _lock(member_id: int) -> None:
    """Locks the member, always before the title's licences."""
    rows = Member.objects.select_for_update(no_key=True, of=("self",))
    rows.get(pk=member_id)


def _end(member_id: int, title_id: int) -> None:
    for loan in Loan.objects.filter(member=member_id, title=title_id, state=LoanState.ACTIVE):
        _return_loan(loan)
    for hold in Hold.objects.filter(member=member_id, title=title_id, state__in=OPEN_HOLDS):
        _leave_queue(hold)


def _move_loan(goes_id: int, stays_id: int, title_id: int) -> None:
    """Moves the loan; where both members have one, the later due date remains."""
    running = Loan.objects.filter(title=title_id, state=LoanState.ACTIVE)
    own, other = running.filter(member=stays_id).first(), running.filter(member=goes_id).first()
    if other is None:
        return
    if own is not None:
        shorter = min(own, other, key=lambda loan: (loan.due_at, loan.pk == own.pk))
        _return_loan(shorter)
        if shorter is other:
            return
    Loan.objects.filter(pk=other.pk).update(member=stays_id)


def _move_hold(goes_id: int, stays_id: int, title_id: int) -> None:
    """Moves the better place in the queue; a member with the loan loses the hold."""
    waiting = Hold.objects.filter(title=title_id, state__in=OPEN_HOLDS)
    places = list(waiting.filter(member__in=(stays_id, goes_id)))
    has_loan = Loan.objects.filter(member=stays_id, title=title_id, state=LoanState.ACTIVE).exists()
    places.sort(key=lambda hold: (hold.state != HoldState.READY, hold.placed_at, hold.pk))
    for worse in places if has_loan else places[1:]:
        _leave_queue(worse)
    if places and not has_loan:
        Hold.objects.filter(pk=places[0].pk).update(member=stays_id)


def _move_ended(goes_id: int, stays_id: int) -> None:
    """Moves ended loans and holds, the reading list, and the choice to keep a history."""
    history = KeptHistory.objects.filter(member=goes_id).first()
    if history is not None:
        KeptHistory.objects.get_or_create(member_id=stays_id, defaults={"since": history.since})
        history.delete()
    move_list(stays_id=stays_id, goes_id=goes_id)
    Loan.objects.filter(member=goes_id).exclude(state=LoanState.ACTIVE).update(member=stays_id)
    Hold.objects.filter(member=goes_id).exclude(state__in=OPEN_HOLDS).update(member=stays_id)


def _return_loan(loan: Loan) -> None:
    move(loan, LoanState.RETURNED, table=LOAN_TRANSITIONS, ended_at=clock.now())
    emit(events.LOAN_RETURNED, actor=LEAVER, subject=loan)


def _leave_queue(hold: Hold) -> None:
    if hold.state == HoldState.SUSPENDED:
        move(hold, HoldState.WAITING, table=HOLD_TRANSITIONS)
    move(hold, HoldState.CANCELLED, table=HOLD_TRANSITIONS, ended_at=clock.now())
    emit(events.HOLD_CANCELLED, actor=LEAVER, subject=hold)
