"""Services for borrowing, returning and revoking."""

from datetime import datetime
from typing import Final

from django.db import transaction

from rontal.accounts.roles import LENDING_DESK, Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.core.transitions import move
from rontal.lending import events
from rontal.lending.ages import check_age
from rontal.lending.errors import (
    AlreadyBorrowed,
    LengthNotOffered,
    LoanLimitReached,
    NoCopyFree,
    NotLendable,
    OnlyInLibrary,
)
from rontal.lending.models import Hold, Loan
from rontal.lending.rules import Allowance, EndReason, Slot, Terms, end_of_day, in_lending_order
from rontal.lending.selectors import NOBODY, allowance_of, in_library
from rontal.lending.services.locking import lock_licences, lock_member, lock_to_lend
from rontal.lending.services.settling import Settled, record_for_search_index, settle
from rontal.lending.services.use_counts import counting_refusals
from rontal.lending.states import (
    HOLD_TRANSITIONS,
    LOAN_TRANSITIONS,
    HoldState,
    LoanState,
)
from rontal.membership.models import Member
from rontal.standard.selectors import library

ROLES_BY_END_REASON: Final = {
    EndReason.ASKED: LENDING_DESK,
    EndReason.RIGHTS: (*LENDING_DESK, Role.LIBRARIAN),
    EndReason.TECHNICAL: (*LENDING_DESK, Role.LIBRARIAN),
    EndReason.MISUSE: (Role.HEAD,),
}
"""Roles that may end a loan for each reason.

Desk staff who see the member, librarians for reasons that concern the title, and only the head for
misuse.
"""


def borrow(*, title_id: int, actor: Actor, days: int | None = None) -> Loan:
    """Lends the actor a copy for `days` days, one of the library's loan periods.

    Without `days` it uses the proposed period. The loan ends with the last second of its last day.
    Raises NotAMember, MembershipNotActive, NotLendable, TooYoung, AgeUnknown, LengthNotOffered,
    AlreadyBorrowed, LoanLimitReached, NoCopyFree, OnlyInLibrary.
    """
    with counting_refusals(title_id, actor), transaction.atomic():
        member = lock_member(actor)
        allowed = allowance_of(member)
        _check_limits(member, title_id, allowed)  # before the title lock, to keep that lock short
        licences = lock_to_lend(title_id)
        check_age(member, licences[0].title)
        settled = settle(licences)
        until = _end_of_loan(days, allowed)
        slot = _assign_copy(member, title_id, settled, until, actor)
        record_for_search_index(title_id, last=settled.free == [slot])
        return _start(member, title_id, slot, settled.terms[slot.licence_id], until, actor)


def return_loan(*, loan_id: int, actor: Actor) -> Loan:
    """Ends the actor's loan and gives the copy to the queue. Idempotent.

    Raises NotFound where the loan is not the actor's.
    """
    with transaction.atomic():
        own = Loan.objects.filter(pk=loan_id, member__user_id=actor.id or NOBODY)
        title_id = NotFound.if_none(own.values_list("title_id", flat=True).first())
        return _end(loan_id, title_id, LoanState.RETURNED, events.LOAN_RETURNED, actor)


def revoke(*, loan_id: int, reason: EndReason, actor: Actor) -> Loan:
    """Ends a loan of any member; the member is notified.

    Raises NotAllowed for roles that may not use this reason (`ROLES_BY_END_REASON`), NotFound.
    """
    actor.require(*ROLES_BY_END_REASON[reason])
    with transaction.atomic():
        title_id = NotFound.if_none(
            Loan.objects.filter(pk=loan_id).values_list("title_id", flat=True).first()
        )
        return _end(loan_id, title_id, LoanState.REVOKED, events.LOAN_REVOKED, actor, reason)


def _check_limits(member: Member, title_id: int, allowed: Allowance) -> None:
    running = Loan.objects.filter(member=member, state=LoanState.ACTIVE, due_at__gt=clock.now())
    titles = list(running.values_list("title_id", flat=True))
    if title_id in titles:
        raise AlreadyBorrowed
    if len(titles) >= allowed.at_once:
        raise LoanLimitReached(limit=allowed.at_once)


def _assign_copy(
    member: Member, title_id: int, settled: Settled, until: datetime, actor: Actor
) -> Slot:
    """Returns the copy to lend and ends the member's hold.

    It is the copy reserved for the member, else the free one that `in_lending_order` puts first,
    else one for reading in the library. Raises NoCopyFree, NotLendable, OnlyInLibrary.
    """
    own = Hold.objects.filter(member=member, title_id=title_id)
    hold = own.filter(state__in=[HoldState.READY, HoldState.SUSPENDED]).first()
    if hold is not None and hold.state == HoldState.READY:
        move(hold, HoldState.FULFILLED, table=HOLD_TRANSITIONS, ended_at=clock.now())
        emit(events.HOLD_FULFILLED, actor=actor, subject=hold)
        return Slot(hold.licence_id or 0, hold.copy or 0)
    if not settled.free:
        return _slot_in_library(settled, actor)
    if hold is not None:
        move(hold, HoldState.WAITING, table=HOLD_TRANSITIONS)
        move(hold, HoldState.CANCELLED, table=HOLD_TRANSITIONS, ended_at=clock.now())
        emit(events.HOLD_CANCELLED, actor=actor, subject=hold)
    return in_lending_order(settled.free, settled.terms.values(), until=until, begun=clock.now())[0]


def _slot_in_library(settled: Settled, actor: Actor) -> Slot:
    now, is_here = clock.now(), in_library(actor)
    if settled.inside and is_here:
        return settled.inside[0]
    if not settled.is_hopeless(now) or (is_here and settled.is_read_inside(now)):
        raise NoCopyFree
    raise OnlyInLibrary if settled.is_read_inside(now) else NotLendable


def _end_of_loan(days: int | None, allowed: Allowance) -> datetime:
    chosen = allowed.proposed if days is None else days
    if chosen not in allowed.lengths:
        raise LengthNotOffered(longest=allowed.lengths[-1])
    return end_of_day(clock.now(), days=chosen, zone=library().tz)


def _start(
    member: Member, title_id: int, slot: Slot, terms: Terms, until: datetime, actor: Actor
) -> Loan:
    """Inserts the loan, which ends no later than its licence allows.

    A loan for reading in the library ends on the same day.
    """
    now = clock.now()
    if terms.in_library:
        until = end_of_day(now, days=0, zone=library().tz)
    loan = Loan.objects.create(
        member=member,
        title_id=title_id,
        licence_id=slot.licence_id,
        copy=slot.copy,
        serial=None if terms.loans_allowed is None else terms.loans_made + 1,
        in_library=terms.in_library,
        state=LoanState.ACTIVE,
        started_at=now,
        due_at=terms.end(until, begun=now),
    )
    emit(events.LOAN_STARTED, actor=actor, subject=loan)
    return loan


def _end(
    loan_id: int,
    title_id: int,
    state: LoanState,
    event: str,
    actor: Actor,
    reason: EndReason | None = None,
) -> Loan:
    """Ends the loan if it is still running, which is known only under the licences' lock."""
    licences = lock_licences(title_id)
    loan = NotFound.if_none(Loan.objects.filter(pk=loan_id).first())
    if loan.state == LoanState.ACTIVE and loan.due_at > clock.now():
        reason_field = {"end_reason": reason} if reason else {}
        move(loan, state, table=LOAN_TRANSITIONS, ended_at=clock.now(), **reason_field)
        emit(event, actor=actor, subject=loan, data={"reason": reason} if reason else None)
    record_for_search_index(title_id, last=len(settle(licences).free) == 1)
    if loan.state == LoanState.ACTIVE:  # past its due time: settling has ended it
        loan.refresh_from_db(fields=["state", "ended_at"])
    return loan
