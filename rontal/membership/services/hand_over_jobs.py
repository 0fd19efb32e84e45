"""Periodic work of hand-overs: asking at 17, reminding, pausing, and the end of guardianship at 18.

Whoever does not answer keeps the membership, paused: nothing is erased.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import SealBroken
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Guardian
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import ages, guardianship
from rontal.membership.rules import form as forms
from rontal.membership.rules.staff_reasons import SuspensionReason
from rontal.membership.selectors.dates import today
from rontal.membership.states import MemberState
from rontal.membership.steps.application_changes import lock, lock_member
from rontal.membership.steps.guardian_ending import GUARDIAN_STAYS, end_guardian, erase_guardian
from rontal.membership.steps.member_changes import move_member
from rontal.membership.suspensions import Suspension

logger = logging.getLogger(__name__)
KEEPER: Final = Actor.system("membership.keep_hand_overs")


@dataclass(frozen=True)
class Ward:
    """Member in the care of a guardian; `decides` is False where the guardian only confirmed."""

    member_id: int
    birth: date | None
    kind: str
    decides: bool

    @property
    def takes_over(self) -> bool:
        return self.decides and guardianship.takes_over(self.birth, self.kind, today())

    @property
    def is_grown_up(self) -> bool:
        return self.birth is not None and not ages.needs_guardian(self.birth, today())


def ask_for_hand_overs() -> int:
    """Asks the members who turned 17, or were found to have a KTP, to take over; returns their
    number. Each is asked once.
    """
    return _each((ward.member_id for ward in _wards() if ward.takes_over), _ask)


def end_guardianships() -> int:
    """Ends the rights of guardians of members who are 18; returns their number. The members may
    still take over.
    """
    return _each((ward.member_id for ward in _wards() if ward.is_grown_up), _end_by_age)


def remind_of_hand_overs() -> int:
    """Reminds the young people who have not answered; returns their number."""
    day = today()
    due = HandOver.objects.filter(
        taken_over_at=None,
        paused_at=None,
        reminders__lt=len(guardianship.REMINDERS),
        answer_by__range=(day, day + timedelta(days=max(guardianship.REMINDERS))),
    )
    return _each(due.values_list("application__member", flat=True), _remind)


def pause_unanswered() -> int:
    """Pauses memberships whose time to answer is over, once; returns their number. Not those whose
    member has no address and could not be asked.
    """
    due = HandOver.objects.filter(taken_over_at=None, paused_at=None, answer_by__lt=today())
    due = due.filter(application__member__state=MemberState.ACTIVE)
    due = due.exclude(application__email="")
    return _each(due.values_list("application__member", flat=True), _pause)


def erase_former_guardians() -> int:
    """Erases the data of guardians whose rights ended some days ago, after the last mail; returns
    their number.
    """
    due = Guardian.objects.filter(ended_at__lt=clock.now() - GUARDIAN_STAYS)
    return _each(due.values_list("application_id", flat=True), _erase)


def _wards() -> Iterator[Ward]:
    """Yields every member with a guardian; skips and logs one whose details do not open. Opens the
    birth dates and stores none of them, so that no plain column has the day on which a child turns
    17.
    """
    rows = Guardian.objects.filter(ended_at=None, application__member__isnull=False)
    rows = rows.exclude(application__member__state=MemberState.CLOSED)
    for row in rows.select_related("application__member").order_by("pk").iterator(500):
        application = row.application
        try:
            birth = forms.read(application.details.reveal()).birth_date
        except SealBroken:
            logger.exception("details of application %s do not open", application.pk)
            continue
        yield Ward(application.member.pk, birth, application.identity_kind, row.decides)


def _each(ids: Iterable[int], act: Callable[[int], bool]) -> int:
    return sum(_try(pk, act) for pk in list(ids))


def _try(pk: int, act: Callable[[int], bool]) -> bool:
    """Does one step in its own transaction; one that fails is logged and does not stop the rest."""
    try:
        with transaction.atomic():
            return act(pk)
    except Exception:
        logger.exception("no %s for %s", act.__name__.strip("_"), pk)
        return False


def _ask(member_id: int) -> bool:
    member = lock_member(member_id)
    if member.state == MemberState.CLOSED:
        return False
    days = MembershipPolicies.current().hand_over_days
    _hand_over, new = HandOver.objects.get_or_create(
        application_id=member.application_id,
        defaults={"asked_at": clock.now(), "answer_by": today() + timedelta(days=days)},
    )
    if new:
        emit(events.HAND_OVER_ASKED, actor=KEEPER, subject=member.application)
    return new


def _remind(member_id: int) -> bool:
    member = lock_member(member_id)
    open_ones = HandOver.objects.filter(application_id=member.application_id, taken_over_at=None)
    hand_over = open_ones.first()
    if hand_over is None or member.state == MemberState.CLOSED:
        return False
    due = guardianship.reminders_due(hand_over.answer_by, today())
    if not open_ones.filter(reminders__lt=due).update(reminders=due):
        return False
    emit(events.HAND_OVER_REMINDED, actor=KEEPER, subject=member.application)
    return True


def _pause(member_id: int) -> bool:
    member = lock_member(member_id)
    unanswered = HandOver.objects.filter(
        application_id=member.application_id, taken_over_at=None, paused_at=None
    )
    if member.state != MemberState.ACTIVE or not unanswered.update(paused_at=clock.now()):
        return False
    reason = SuspensionReason.HAND_OVER
    move_member(
        member,
        MemberState.SUSPENDED,
        event=events.MEMBER_SUSPENDED,
        actor=KEEPER,
        data={"reason": reason.value, "until": ""},
        revision=member.revision + 1,
    )
    values = {"reason": reason, "words": {"text": ""}, "until": None, "by_id": None}
    Suspension.objects.update_or_create(member=member, defaults=values)
    return True


def _end_by_age(member_id: int) -> bool:
    member = lock_member(member_id)
    if member.state == MemberState.CLOSED:
        return False
    return end_guardian(lock(member.application_id), why="adult", actor=KEEPER)


def _erase(application_id: int) -> bool:
    return erase_guardian(lock(application_id))
