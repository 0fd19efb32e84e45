"""Job of every minute that ends overdue loans and ready holds, and reports ended licences.

Many loans end at once, at the end of a day. They are ended in batches of titles, each in as many
statements as one title; queues are then settled title by title under the same locks.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from rontal.catalogue import changes
from rontal.core import clock
from rontal.core.events import emit, emit_all
from rontal.core.transitions import move_all
from rontal.lending import events
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.services.locking import lock_licences_of_all
from rontal.lending.services.settling import CLOCK, settle
from rontal.lending.states import LOAN_TRANSITIONS, HoldState, LoanState

AT_ONCE: Final = 250
"""Number of titles locked and settled in one transaction."""


def settle_overdue() -> int:
    """Settles every title with an overdue loan or ready hold; returns how many titles.

    Works in batches of `AT_ONCE`. Idempotent, and safe to run in parallel.
    """
    due = _due(clock.now())
    for begin in range(0, len(due), AT_ONCE):
        _settle_some(due[begin : begin + AT_ONCE])
    _notice_ended_licences()
    return len(due)


def _due(at: datetime) -> list[int]:
    """Returns the ids of the titles in ascending order."""
    loans = Loan.objects.filter(state=LoanState.ACTIVE, due_at__lte=at)
    holds = Hold.objects.filter(state=HoldState.READY, ready_until__lte=at)
    titles = (rows.values_list("title_id", flat=True).distinct() for rows in (loans, holds))
    return sorted({title_id for some in titles for title_id in some})


def _settle_some(title_ids: Sequence[int]) -> None:
    with transaction.atomic():
        licences = lock_licences_of_all(title_ids)
        _end_loans(licences)
        for title_id in _with_queue(licences):
            settle(licences[title_id])
        changes.note(*licences)


def _end_loans(title_ids: Iterable[int]) -> None:
    """Ends loans that are still overdue under the locks; those renewed meanwhile go on."""
    over = Loan.objects.filter(title__in=title_ids, state=LoanState.ACTIVE, due_at__lte=clock.now())
    loans = list(over.only("pk"))
    rows = Loan.objects.filter(pk__in=[loan.pk for loan in loans])
    ended = F("due_at")
    move_all(rows, LoanState.ACTIVE, LoanState.EXPIRED, table=LOAN_TRANSITIONS, ended_at=ended)
    emit_all(events.LOAN_EXPIRED, actor=CLOCK, subjects=loans)


def _with_queue(title_ids: Iterable[int]) -> list[int]:
    """Returns the ids of titles with waiting or ready holds, in ascending order."""
    holds = Hold.objects.filter(title__in=title_ids, state__in=(HoldState.WAITING, HoldState.READY))
    return sorted(holds.values_list("title_id", flat=True).distinct())


def _notice_ended_licences() -> None:
    """Emits one event for each ended licence and marks its title for the search index."""
    now = clock.now()
    for licence in Licence.objects.filter(ends_at__lte=now, noticed_at__isnull=True):
        with transaction.atomic():
            fresh = Licence.objects.filter(pk=licence.pk, noticed_at__isnull=True)
            if fresh.update(noticed_at=now):
                emit(events.LICENCE_ENDED, actor=CLOCK, subject=licence)
                changes.note(licence.title_id)
