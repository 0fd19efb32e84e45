"""Whoever may still fetch a kept copy is reminded on its last day."""

from django.db import transaction

from rontal.kernel import clock
from rontal.kernel.events import emit
from rontal.lending import events
from rontal.lending.models import Hold
from rontal.lending.rules import REMINDED_BEFORE
from rontal.lending.services.settling import CLOCK
from rontal.lending.states import HoldState


def remind_of_last_day() -> int:
    """Says once of each kept copy that its last day has come; returns of how many. Who was told
    today that it is kept needs no second word."""
    now = clock.now()
    due = Hold.objects.filter(
        state=HoldState.READY,
        reminded_at__isnull=True,
        ready_until__gt=now,
        ready_until__lte=now + REMINDED_BEFORE,
    )
    number = 0
    for hold in due.order_by("pk"):
        with transaction.atomic():
            fresh = Hold.objects.filter(pk=hold.pk, state=HoldState.READY, reminded_at__isnull=True)
            if fresh.update(reminded_at=now):
                emit(events.HOLD_LAST_DAY, actor=CLOCK, subject=hold)
                number += 1
    return number
