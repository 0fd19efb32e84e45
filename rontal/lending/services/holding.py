"""Services of holds: placing, cancelling, suspending and resuming."""

from django.db import transaction

from rontal.catalogue import changes
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.events import emit
from rontal.core.transitions import move
from rontal.lending import events
from rontal.lending.ages import check_age
from rontal.lending.errors import (
    AlreadyBorrowed,
    AlreadyWaiting,
    CopyIsFree,
    HoldLimitReached,
    NotLendable,
    OnlyInLibrary,
)
from rontal.lending.models import Hold, Loan
from rontal.lending.rules import HOLDS_AT_ONCE
from rontal.lending.selectors import NOBODY
from rontal.lending.services.locking import lock_licences, lock_member, lock_to_lend
from rontal.lending.services.settling import record_for_search_index, settle, settle_title
from rontal.lending.services.use_counts import Refusal, count_rejected_request, counting_refusals
from rontal.lending.states import HOLD_TRANSITIONS, OPEN_HOLDS, HoldState, LoanState
from rontal.membership.models import Member


def place_hold(*, title_id: int, actor: Actor) -> Hold:
    """Places a hold for the actor on a title without free copies; also counts a rejected request.

    Raises NotAMember, MembershipNotActive, NotLendable, AlreadyBorrowed, AlreadyWaiting,
    HoldLimitReached, CopyIsFree, OnlyInLibrary, TooYoung, AgeUnknown.
    """
    with counting_refusals(title_id, actor), transaction.atomic():
        member = lock_member(actor)
        licences = lock_to_lend(title_id)
        settled = settle(licences)
        check_age(member, licences[0].title)
        _check_hold(member, title_id)
        if settled.free:
            raise CopyIsFree
        now = clock.now()
        if settled.is_hopeless(now):
            raise OnlyInLibrary if settled.is_read_inside(now) else NotLendable
        hold = Hold.objects.create(member=member, title_id=title_id, placed_at=clock.now())
        emit(events.HOLD_PLACED, actor=actor, subject=hold)
    count_rejected_request(title_id=title_id, why=Refusal.LIMIT_EXCEEDED, actor=actor)
    return hold


def cancel_hold(*, hold_id: int, actor: Actor) -> Hold:
    """Cancels the actor's hold and gives its ready copy to the next in the queue. Idempotent.

    Raises NotFound where the hold is not the actor's.
    """
    with transaction.atomic():
        hold = _own_hold(hold_id, actor)
        licences = lock_licences(hold.title_id)
        settle(licences)
        hold.refresh_from_db()
        if hold.state == HoldState.SUSPENDED:
            move(hold, HoldState.WAITING, table=HOLD_TRANSITIONS)
        if hold.state in OPEN_HOLDS:
            move(hold, HoldState.CANCELLED, table=HOLD_TRANSITIONS, ended_at=clock.now())
            emit(events.HOLD_CANCELLED, actor=actor, subject=hold)
            record_for_search_index(hold.title_id, last=len(settle(licences).free) == 1)
    return hold


def suspend_hold(*, hold_id: int, actor: Actor) -> Hold:
    """Suspends the actor's waiting hold; raises NotFound, IllegalTransition in other states."""
    with transaction.atomic():
        hold = _own_hold(hold_id, actor)
        settle(lock_licences(hold.title_id))
        hold.refresh_from_db()
        if hold.state != HoldState.WAITING:
            raise IllegalTransition(frm=hold.state, to=HoldState.SUSPENDED)
        move(hold, HoldState.SUSPENDED, table=HOLD_TRANSITIONS)
        emit(events.HOLD_SUSPENDED, actor=actor, subject=hold)
    return hold


def resume_hold(*, hold_id: int, actor: Actor) -> Hold:
    """Resumes the actor's suspended hold at its former place.

    Raises NotFound, IllegalTransition where it is not suspended.
    """
    with transaction.atomic():
        hold = _own_hold(hold_id, actor)
        licences = lock_licences(hold.title_id)
        hold.refresh_from_db()
        if hold.state != HoldState.SUSPENDED:
            raise IllegalTransition(frm=hold.state, to=HoldState.WAITING)
        move(hold, HoldState.WAITING, table=HOLD_TRANSITIONS)
        emit(events.HOLD_RESUMED, actor=actor, subject=hold)
        record_for_search_index(hold.title_id, last=not settle(licences).free)
        hold.refresh_from_db()
    return hold


def settle_queues_of(*, member_id: int) -> int:
    """Settles all titles on which a member has holds; returns how many. Idempotent.

    Called when the membership becomes active or inactive: ready copies of an inactive member go to
    the next, the place stays. Includes suspended holds, which may be resumed at the same time.
    """
    places = Hold.objects.filter(member=member_id, state__in=OPEN_HOLDS)
    titles = sorted(set(places.values_list("title_id", flat=True)))
    for title_id in titles:
        settle_title(title_id)
        changes.note(title_id)
    return len(titles)


def _own_hold(hold_id: int, actor: Actor) -> Hold:
    return NotFound.if_none(
        Hold.objects.filter(pk=hold_id, member__user_id=actor.id or NOBODY).first()
    )


def _check_hold(member: Member, title_id: int) -> None:
    if Loan.objects.filter(member=member, title_id=title_id, state=LoanState.ACTIVE).exists():
        raise AlreadyBorrowed
    open_holds = Hold.objects.filter(member=member, state__in=OPEN_HOLDS)
    titles = list(open_holds.values_list("title_id", flat=True))
    if title_id in titles:
        raise AlreadyWaiting
    if len(titles) >= HOLDS_AT_ONCE:
        raise HoldLimitReached(limit=HOLDS_AT_ONCE)
