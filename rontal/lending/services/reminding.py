"""Members are told in time: of a kept copy on its last day, of a loan before its end, and that what
they wait for is lent no more. Each once."""

from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from rontal.kernel import clock
from rontal.kernel.events import emit
from rontal.lending import events
from rontal.lending.models import Hold, Loan
from rontal.lending.rules import A_DAY, REMINDED_BEFORE, end_of_day
from rontal.lending.services.settling import CLOCK
from rontal.lending.states import HoldState, LoanState
from rontal.lending.stock import lending_on
from rontal.standard.selectors import library

Row = TypeVar("Row", Hold, Loan)


def remind_of_last_day() -> int:
    """Says once of each kept copy that its last day has come; returns of how many. Who was told
    today that it is kept needs no second word."""
    now = clock.now()
    due = Hold.objects.filter(
        state=HoldState.READY, ready_until__gt=now, ready_until__lte=now + REMINDED_BEFORE
    )
    return _say_once(due, "reminded_at", events.HOLD_LAST_DAY)


def remind_of_ends() -> int:
    """Says once of each loan that it ends in the library's number of days; returns of how many. Of
    a loan that is not twice as long nothing is said: its reader knows."""
    profile, now = library(), clock.now()
    days = profile.policies.loan_reminded_days_before
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
    return _say_once(due, "reminded_at", events.LOAN_ENDS_SOON)


def tell_stranded() -> int:
    """Says once to whoever waits that no licence will lend the title any more; returns to how many.
    The place stays, for when the library gets a new one."""
    waiting = Hold.objects.filter(state__in=(HoldState.WAITING, HoldState.SUSPENDED))
    lends = Exists(lending_on().filter(title=OuterRef("title")))
    waiting.filter(lends, stranded_at__isnull=False).update(stranded_at=None)
    return _say_once(waiting.exclude(lends), "stranded_at", events.HOLD_STRANDED)


def _say_once(rows: "QuerySet[Row]", noted: str, event: str) -> int:
    """Notes in the column that it was said, so that nobody else says it; returns of how many."""
    number = 0
    fresh = rows.filter(**{f"{noted}__isnull": True})
    for row in fresh.order_by("pk"):
        with transaction.atomic():
            if fresh.filter(pk=row.pk).update(**{noted: clock.now()}):
                emit(event, actor=CLOCK, subject=row)
                number += 1
    return number
