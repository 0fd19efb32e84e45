"""Reminders of ready copies and due loans, and notices that no licence lends a title any more.

Each is sent once.
"""

from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from rontal.core import clock
from rontal.core.events import emit
from rontal.lending import events
from rontal.lending.models import Hold, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import A_DAY, REMINDED_BEFORE, end_of_day
from rontal.lending.services.settling import CLOCK
from rontal.lending.states import HoldState, LoanState
from rontal.lending.stock import usable_licences
from rontal.standard.selectors import library

Row = TypeVar("Row", Hold, Loan)


def remind_of_last_day() -> int:
    """Emits one event for each ready copy on its last day; returns how many.

    Skips copies that became ready on that same day, whose member has just been notified.
    """
    now = clock.now()
    due = Hold.objects.filter(
        state=HoldState.READY, ready_until__gt=now, ready_until__lte=now + REMINDED_BEFORE
    )
    return _emit_once(due, "reminded_at", events.HOLD_LAST_DAY)


def remind_of_ends() -> int:
    """Emits one event for each loan that ends in the configured number of days; returns how many.

    Skips loans shorter than twice that time.
    """
    profile, now = library(), clock.now()
    days = LendingPolicies.current().loan_reminded_days_before
    if not days:
        return 0
    before = timedelta(days=days) + REMINDED_BEFORE
    latest = end_of_day(now - (A_DAY - REMINDED_BEFORE), days=days, zone=profile.tz)
    due = Loan.objects.filter(
        state=LoanState.ACTIVE,
        due_at__gt=now,
        due_at__lte=latest,
        started_at__lte=F("due_at") - 2 * before,
    )
    return _emit_once(due, "reminded_at", events.LOAN_ENDS_SOON)


def notify_stranded() -> int:
    """Emits one event for each hold that no licence can fulfil any more; returns how many.

    The hold stays, in case the library buys a new licence.
    """
    waiting = Hold.objects.filter(state__in=(HoldState.WAITING, HoldState.SUSPENDED))
    lends = Exists(usable_licences().filter(title=OuterRef("title")))
    waiting.filter(lends, stranded_at__isnull=False).update(stranded_at=None)
    return _emit_once(waiting.exclude(lends), "stranded_at", events.HOLD_STRANDED)


def _emit_once(rows: "QuerySet[Row]", marker: str, event: str) -> int:
    """Emits the event for each row whose column `noted` is empty; returns how many.

    Sets the column in the same transaction, so that no process emits the event again.
    """
    number = 0
    fresh = rows.filter(**{f"{marker}__isnull": True})
    for row in fresh.order_by("pk"):
        with transaction.atomic():
            if fresh.filter(pk=row.pk).update(**{marker: clock.now()}):
                emit(event, actor=CLOCK, subject=row)
                number += 1
    return number
