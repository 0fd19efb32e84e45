"""Loan history: switching it on and off, erasing, and anonymising loans.

A loan that ended `loan_trace_days` ago is anonymised unless its member keeps a history. Its row is
deleted and inserted again in random order with a new id, without member, with dates instead of
times, so that neither the row nor the event log leads to the member. Title, licence, serial number
and date stay for the statistics.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rontal.core import clock, erasures
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.lending import events
from rontal.lending.errors import NotAMember
from rontal.lending.models import Hold, KeptHistory, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import end_of_day
from rontal.lending.states import OPEN_HOLDS, LoanState
from rontal.membership.models import Member
from rontal.membership.selectors import member_of
from rontal.standard.selectors import library

BATCH: Final = 1_000
HISTORY: Final = "lending.history"
"""Erasure of a history, in the list that a restore repeats: the code of the application."""
_RANDOM: Final = random.SystemRandom()


def keep_history(*, actor: Actor) -> None:
    """Switches the actor's loan history on. Idempotent; raises NotAMember."""
    member = _own_membership(actor)
    with transaction.atomic():
        _history, created = KeptHistory.objects.get_or_create(
            member=member, defaults={"since": clock.now()}
        )
        if created:
            emit(events.HISTORY_KEPT, actor=actor, subject=member)


def stop_history(*, actor: Actor) -> None:
    """Switches the actor's loan history off. Idempotent; raises NotAMember.

    The next nightly job anonymises the loans that ended long enough ago.
    """
    member = _own_membership(actor)
    with transaction.atomic():
        if KeptHistory.objects.filter(member=member).delete()[0]:
            emit(events.HISTORY_OFF, actor=actor, subject=member)


def erase_history(*, actor: Actor) -> int:
    """Anonymises the actor's ended loans at once and deletes ended holds; returns how many loans.

    Raises NotAMember.
    """
    member = _own_membership(actor)
    with transaction.atomic():
        number = _anonymise(_ended_loans().filter(member=member).select_for_update(of=("self",)))
        _ended_holds().filter(member=member).delete()
        emit(events.HISTORY_ERASED, actor=actor, subject=member)
        erasures.note(HISTORY, member.application.code)
    return number


@erasures.repeated(HISTORY)
def erase_history_again(code: str, at: datetime) -> None:
    """Erases again the history up to a moment, after a backup was restored."""
    owned = {"member__application__code": code, "ended_at__lte": at}
    _anonymise(_ended_loans().filter(**owned).select_for_update(of=("self",)))
    _ended_holds().filter(**owned).delete()


def anonymise_loans() -> int:
    """Anonymises loans, and deletes holds, that ended some days ago; returns how many loans.

    Skips members who keep a history, and rows locked by others, which the next night processes.
    Works in batches of `BATCH`. Idempotent.
    """
    before = clock.now() - timedelta(days=LendingPolicies.current().loan_trace_days)
    has_history = Exists(KeptHistory.objects.filter(member=OuterRef("member")))
    over = _ended_loans().filter(~has_history, ended_at__lt=before)
    number = _anonymise(over.select_for_update(skip_locked=True, of=("self",)))
    _ended_holds().filter(~has_history, ended_at__lt=before).delete()
    return number


def _ended_loans() -> "QuerySet[Loan]":
    return Loan.objects.exclude(state=LoanState.ACTIVE).filter(member__isnull=False)


def _ended_holds() -> "QuerySet[Hold]":
    return Hold.objects.exclude(state__in=OPEN_HOLDS)


def _anonymise(rows: "QuerySet[Loan]") -> int:
    """Anonymises these loans, one transaction per batch; returns how many."""
    number, done = 0, BATCH
    while done == BATCH:
        with transaction.atomic():
            done = _anonymise_batch(rows)
        number += done
    return number


def _anonymise_batch(rows: "QuerySet[Loan]") -> int:
    """Replaces up to `BATCH` loans by anonymous ones in random order; returns how many."""
    loans = list(rows.order_by("pk")[:BATCH])
    Loan.objects.filter(pk__in=[loan.pk for loan in loans]).delete()
    _RANDOM.shuffle(loans)
    Loan.objects.bulk_create(_anonymous(loans), batch_size=BATCH)
    return len(loans)


def _anonymous(loans: Iterable[Loan]) -> Iterable[Loan]:
    for loan in loans:
        loan.pk, loan.member, loan.end_reason, loan.copied = None, None, "", 0
        loan.reminded_at = None
        loan.started_at, loan.due_at = _day(loan.started_at), _day(loan.due_at)
        loan.ended_at = loan.ended_at and _day(loan.ended_at)
        yield loan


def _day(moment: datetime) -> datetime:
    """Returns the last second of the moment's day in the library's zone."""
    return end_of_day(moment, days=0, zone=library().tz)


def _own_membership(actor: Actor) -> Member:
    return NotAMember.if_none(member_of(actor.id))
