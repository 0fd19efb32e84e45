"""Borrowing, giving back, revoking."""

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed, NotFound
from rontal.kernel.events import emit
from rontal.kernel.transitions import move
from rontal.lending import events
from rontal.lending.errors import AlreadyBorrowed, LoanLimitReached, NoCopyFree
from rontal.lending.models import Hold, Loan
from rontal.lending.rules import Slot, end_of_day
from rontal.lending.selectors import NOBODY
from rontal.lending.services.locking import lock_licences, lock_member, lock_to_lend
from rontal.lending.services.settling import settle, tell_search
from rontal.lending.states import (
    HOLD_TRANSITIONS,
    LOAN_TRANSITIONS,
    HoldState,
    LoanState,
)
from rontal.membership.models import Member
from rontal.standard.selectors import library


def borrow(*, title_id: int, actor: Actor) -> Loan:
    """Lends the actor a copy until the end of the last day of the library's loan period.

    Raises NotAMember, MembershipNotActive, NotLendable, AlreadyBorrowed, LoanLimitReached,
    NoCopyFree.
    """
    with transaction.atomic():
        member = lock_member(actor)
        free = settle(lock_to_lend(title_id))
        _check_limits(member, title_id)
        slot = _slot(member, title_id, free, actor)
        tell_search(title_id, last=free == [slot])
        return _start(member, title_id, slot, actor)


def give_back(*, loan_id: int, actor: Actor) -> Loan:
    """Ends the actor's loan; the copy goes to the first who waits. Twice changes nothing.

    Raises NotFound where the loan is not the actor's.
    """
    with transaction.atomic():
        loan = Loan.objects.filter(pk=loan_id, member__user_id=actor.id or NOBODY).first()
        if loan is None:
            raise NotFound
        return _end(loan, LoanState.RETURNED, events.LOAN_RETURNED, actor)


def revoke(*, loan_id: int, actor: Actor) -> Loan:
    """Ends anybody's loan, by a librarian; raises NotAllowed, NotFound."""
    if not actor.has_any(Role.LIBRARIAN):
        raise NotAllowed
    with transaction.atomic():
        loan = Loan.objects.filter(pk=loan_id).first()
        if loan is None:
            raise NotFound
        return _end(loan, LoanState.REVOKED, events.LOAN_REVOKED, actor)


def _check_limits(member: Member, title_id: int) -> None:
    running = Loan.objects.filter(member=member, state=LoanState.ACTIVE, due_at__gt=clock.now())
    titles = list(running.values_list("title_id", flat=True))
    if title_id in titles:
        raise AlreadyBorrowed
    limit = library().policies.loans_at_once
    if len(titles) >= limit:
        raise LoanLimitReached(limit=limit)


def _slot(member: Member, title_id: int, free: list[Slot], actor: Actor) -> Slot:
    """The copy that is kept for the member, else a free one. Who borrows waits no longer.

    Raises NoCopyFree.
    """
    states = (HoldState.READY, HoldState.SUSPENDED)
    hold = Hold.objects.filter(member=member, title_id=title_id, state__in=states).first()
    if hold is not None and hold.state == HoldState.READY:
        move(hold, HoldState.FULFILLED, table=HOLD_TRANSITIONS, ended_at=clock.now())
        emit(events.HOLD_FULFILLED, actor=actor, subject=hold)
        return Slot(hold.licence_id or 0, hold.copy or 0)
    if not free:
        raise NoCopyFree
    if hold is not None:
        move(hold, HoldState.WAITING, table=HOLD_TRANSITIONS)
        move(hold, HoldState.CANCELLED, table=HOLD_TRANSITIONS, ended_at=clock.now())
        emit(events.HOLD_CANCELLED, actor=actor, subject=hold)
    return free[0]


def _start(member: Member, title_id: int, slot: Slot, actor: Actor) -> Loan:
    profile, now = library(), clock.now()
    loan = Loan.objects.create(
        member=member,
        title_id=title_id,
        licence_id=slot.licence_id,
        copy=slot.copy,
        started_at=now,
        due_at=end_of_day(now, days=profile.policies.loan_days, zone=profile.tz),
    )
    emit(events.LOAN_STARTED, actor=actor, subject=loan)
    return loan


def _end(loan: Loan, state: LoanState, event: str, actor: Actor) -> Loan:
    licences = lock_licences(loan.title_id)
    loan.refresh_from_db(fields=["state", "ended_at"])
    if loan.state == LoanState.ACTIVE and loan.due_at > clock.now():
        move(loan, state, table=LOAN_TRANSITIONS, ended_at=clock.now())
        emit(event, actor=actor, subject=loan)
    free = settle(licences)
    tell_search(loan.title_id, last=len(free) == 1)
    if loan.state == LoanState.ACTIVE:  # its time was over, so settling has ended it
        loan.refresh_from_db(fields=["state", "ended_at"])
    return loan
