"""State of memberships: suspending, lifting, renewing, expiring, closing."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from rontal.accounts.roles import MEMBER_EDITORS, MEMBERSHIP_DECIDERS
from rontal.core.actors import Actor
from rontal.core.events import Scalar, emit
from rontal.membership import events
from rontal.membership.errors import (
    ChangedMeanwhile,
    MembershipIsSuspended,
    NoSuchReason,
    SuspensionOver,
)
from rontal.membership.models import Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.staff_reasons import BY_STAFF, ClosingReason, SuspensionReason
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.members import renewed_until
from rontal.membership.states import MemberState
from rontal.membership.steps.application_changes import lock, lock_member
from rontal.membership.steps.erasing import erase_details, restart_retention
from rontal.membership.steps.joining import close_locked_membership
from rontal.membership.steps.member_changes import (
    lock_open,
    move_member,
)
from rontal.membership.suspensions import Suspension

KEEPER = Actor.system("membership.keep_memberships")
MAX_TEXT_LENGTH = 1000
_M = MemberState


def suspend_member(
    *, member_id: int, reason: str, words: str, until: date | None, actor: Actor
) -> Member:
    """Suspends an active membership, until the end of a day or until it is lifted.

    The member keeps loans, cannot borrow, and is shown `words`. Raises NotAllowed, NotFound,
    NoSuchReason, SuspensionOver, MembershipClosed, IllegalTransition.
    """
    staff_id = actor.require(*MEMBERSHIP_DECIDERS)
    if reason not in BY_STAFF:
        raise NoSuchReason
    if until is not None and until < today():
        raise SuspensionOver
    with transaction.atomic():
        member = lock_open(member_id)
        data: dict[str, Scalar] = {"reason": reason, "until": until.isoformat() if until else ""}
        move_member(
            member,
            _M.SUSPENDED,
            event=events.MEMBER_SUSPENDED,
            actor=actor,
            data=data,
            revision=member.revision + 1,
        )
        Suspension.objects.update_or_create(
            member=member,
            defaults={
                "reason": reason,
                "words": {"text": words.strip()[:MAX_TEXT_LENGTH]},
                "until": until,
                "by_id": staff_id,
            },
        )
    return member


def lift_suspension(*, member_id: int, actor: Actor) -> Member:
    """Lifts a suspension; the membership is expired when its end has passed meanwhile.

    Raises NotAllowed, NotFound, MembershipClosed, IllegalTransition when it is not suspended.
    """
    actor.require(*MEMBERSHIP_DECIDERS)
    with transaction.atomic():
        member = lock_open(member_id)
        lift_locked(member, why="staff", actor=actor)
    return member


def renew_membership(*, member_id: int, displayed_until: date, actor: Actor) -> Member:
    """Renews a membership for the library's whole years: from its end if that is in the future,
    else from today. `displayed_until` is the end that staff saw, so that a form that is sent twice
    renews once.

    Raises NotAllowed, NotFound, MembershipClosed, MembershipIsSuspended, ChangedMeanwhile,
    TooEarlyToRenew.
    """
    actor.require(*MEMBER_EDITORS)
    with transaction.atomic():
        member = lock_open(member_id)
        if member.valid_until != displayed_until:
            raise ChangedMeanwhile
        if member.state == _M.SUSPENDED:
            raise MembershipIsSuspended
        until, before = renewed_until(member), member.valid_until
        data: dict[str, Scalar] = {"before": before.isoformat(), "until": until.isoformat()}
        if member.state == _M.EXPIRED:
            move_member(
                member,
                _M.ACTIVE,
                event=events.MEMBER_RENEWED,
                actor=actor,
                data=data,
                valid_until=until,
                revision=member.revision + 1,
            )
        else:
            member.valid_until = until
            member.revision += 1
            member.save(update_fields=["valid_until", "revision"])
            emit(events.MEMBER_RENEWED, actor=actor, subject=member, data=data)
    return member


def close_member(*, member_id: int, reason: str, actor: Actor) -> Member:
    """Closes a membership for good: ends sign-in, loans and holds, and erases photos and details at
    once; name and address are erased after retention.

    Raises NotAllowed, NotFound, NoSuchReason, MembershipClosed.
    """
    actor.require(*MEMBERSHIP_DECIDERS)
    if reason not in list(ClosingReason):
        raise NoSuchReason
    with transaction.atomic():
        member = lock_open(member_id)
        close_locked_membership(member, by="staff", reason=reason, actor=actor)
        application = lock(member.application_id)
        erase_details(application, actor)
        restart_retention(application)
    return member


def expire_memberships() -> int:
    """Expires memberships whose last day is over; returns their number. For the periodic job."""
    due = Member.objects.filter(state=_M.ACTIVE, valid_until__lt=today())
    return _each(due.order_by("pk").values_list("pk", flat=True), _expire)


def lift_ended_suspensions() -> int:
    """Lifts suspensions whose last day is over; returns their number. For the periodic job."""
    due = Suspension.objects.filter(until__lt=today(), member__state=_M.SUSPENDED)
    return _each(due.order_by("pk").values_list("pk", flat=True), _lift_ended)


def notify_of_ending() -> int:
    """Notifies members once before their membership ends; returns their number."""
    day = today()
    last = day + timedelta(days=MembershipPolicies.current().renewal_days)
    due = Member.objects.filter(state=_M.ACTIVE, valid_until__range=(day, last))
    due = due.exclude(told_of_end=F("valid_until"))
    return _each(due.order_by("pk").values_list("pk", flat=True), _notify_of_ending)


def _each(ids: Iterable[int], act: Callable[[int], bool]) -> int:
    return sum(act(pk) for pk in list(ids))


@transaction.atomic
def _expire(member_id: int) -> bool:
    member = lock_member(member_id)
    if member.state != _M.ACTIVE or member.valid_until >= today():
        return False
    move_member(member, _M.EXPIRED, event=events.MEMBER_EXPIRED, actor=KEEPER)
    return True


@transaction.atomic
def _lift_ended(member_id: int) -> bool:
    member = lock_member(member_id)
    suspension = Suspension.objects.filter(member=member, until__lt=today())
    if member.state != _M.SUSPENDED or not suspension.exists():
        return False
    lift_locked(member, why="over", actor=KEEPER)
    return True


@transaction.atomic
def _notify_of_ending(member_id: int) -> bool:
    member = lock_member(member_id)
    if member.state != _M.ACTIVE or member.told_of_end == member.valid_until:
        return False
    member.told_of_end = member.valid_until
    member.save(update_fields=["told_of_end"])
    data = {"until": member.valid_until.isoformat()}
    emit(events.MEMBER_ENDS_SOON, actor=KEEPER, subject=member, data=data)
    return True


def lift_pause_of_hand_over(member: Member, *, actor: Actor) -> None:
    """Lifts the suspension of a locked membership whose young person had not answered, if there is
    one.
    """
    paused = Suspension.objects.filter(member=member, reason=SuspensionReason.HAND_OVER)
    if member.state == MemberState.SUSPENDED and paused.exists():
        lift_locked(member, why="taken_over", actor=actor)


def lift_locked(member: Member, *, why: str, actor: Actor) -> None:
    """Lifts the suspension of a locked, suspended membership; raises IllegalTransition."""
    to = _M.ACTIVE if member.valid_until >= today() else _M.EXPIRED
    move_member(
        member, to, event=events.MEMBER_LIFTED, actor=actor, data={"why": why, "state": to.value}
    )
    Suspension.objects.filter(member=member).delete()
