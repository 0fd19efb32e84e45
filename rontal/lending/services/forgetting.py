"""The history of loans: kept, off or erased.

A loan that ended `loan_trace_days` ago is cut loose from its reader unless the reader wants a
history: its row is written anew in any order, without the member, with days instead of times and
under another id, so that neither the row nor the trail of events leads back. What is counted goes
on counting: the title, the licence with its number, the day.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.lending import events
from rontal.lending.errors import NotAMember
from rontal.lending.models import Hold, KeptHistory, Loan
from rontal.lending.rules import end_of_day
from rontal.lending.states import OPEN_HOLDS, LoanState
from rontal.membership.models import Member
from rontal.membership.selectors import member_of
from rontal.standard.selectors import library

BATCH: Final = 1_000
_SHUFFLED: Final = random.SystemRandom()


def keep_history(*, actor: Actor) -> None:
    """From now on the actor's ended loans stay the actor's. Twice changes nothing; raises
    NotAMember."""
    member = _own(actor)
    with transaction.atomic():
        _kept, made = KeptHistory.objects.get_or_create(
            member=member, defaults={"since": clock.now()}
        )
        if made:
            emit(events.HISTORY_KEPT, actor=actor, subject=member)


def stop_history(*, actor: Actor) -> None:
    """Ended loans are cut loose again, those of some days ago with the next job. Twice changes
    nothing; raises NotAMember."""
    member = _own(actor)
    with transaction.atomic():
        if KeptHistory.objects.filter(member=member).delete()[0]:
            emit(events.HISTORY_OFF, actor=actor, subject=member)


def erase_history(*, actor: Actor) -> int:
    """Cuts every ended loan of the actor loose at once and drops the queues that are over; returns
    how many loans. Raises NotAMember."""
    member = _own(actor)
    with transaction.atomic():
        number = _cut(_ended().filter(member=member).select_for_update(of=("self",)))
        _over().filter(member=member).delete()
        emit(events.HISTORY_ERASED, actor=actor, subject=member)
    return number


def cut_loose() -> int:
    """Cuts what ended some days ago loose from readers who keep no history, a thousand at a time;
    returns how many loans. What something else holds waits for the next night. Twice changes
    nothing."""
    before = clock.now() - timedelta(days=library().policies.loan_trace_days)
    keeps = Exists(KeptHistory.objects.filter(member=OuterRef("member")))
    over = _ended().filter(~keeps, ended_at__lt=before)
    number = _cut(over.select_for_update(skip_locked=True, of=("self",)))
    _over().filter(~keeps, ended_at__lt=before).delete()
    return number


def _ended() -> "QuerySet[Loan]":
    return Loan.objects.exclude(state=LoanState.ACTIVE).filter(member__isnull=False)


def _over() -> "QuerySet[Hold]":
    return Hold.objects.exclude(state__in=OPEN_HOLDS)


def _cut(rows: "QuerySet[Loan]") -> int:
    """Cuts these loans loose, each thousand in a transaction; returns how many."""
    number, done = 0, BATCH
    while done == BATCH:
        with transaction.atomic():
            done = _cut_some(rows)
        number += done
    return number


def _cut_some(rows: "QuerySet[Loan]") -> int:
    """Writes up to a thousand anew without their reader, in any order."""
    found = list(rows.order_by("pk")[:BATCH])
    Loan.objects.filter(pk__in=[loan.pk for loan in found]).delete()
    _SHUFFLED.shuffle(found)
    Loan.objects.bulk_create(_loose(found))
    return len(found)


def _loose(loans: Iterable[Loan]) -> Iterable[Loan]:
    for loan in loans:
        loan.pk, loan.member, loan.end_reason, loan.copied = None, None, "", 0
        loan.reminded_at = None
        loan.started_at, loan.due_at = _day(loan.started_at), _day(loan.due_at)
        loan.ended_at = loan.ended_at and _day(loan.ended_at)
        yield loan


def _day(moment: datetime) -> datetime:
    """The last second of the day on which it was, in the library's zone."""
    return end_of_day(moment, days=0, zone=library().tz)


def _own(actor: Actor) -> Member:
    member = member_of(actor.id)
    if member is None:
        raise NotAMember
    return member
