"""Reminders before a request is late."""

import logging

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.data_requests import events
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.clock import Reminder, reminder_due
from rontal.data_requests.states import OPEN
from rontal.data_requests.steps.request_changes import change, lock

logger = logging.getLogger(__name__)
REMINDER = Actor.system("data_requests.remind_before_late")


def remind_before_late() -> int:
    """Emits a reminder of each open request when half of its time has passed, three quarters, and
    all of it; returns their number. One that fails is logged and does not stop the others.
    """
    rows = DataRequest.objects.filter(state__in=OPEN, reminder__lt=Reminder.LATE)
    return sum(_try_to_remind(pk) for pk in rows.order_by("due_at").values_list("pk", flat=True))


def _try_to_remind(request_id: int) -> bool:
    try:
        return _remind(request_id)
    except Exception:
        logger.exception("no reminder of request %s", request_id)
        return False


@transaction.atomic
def _remind(request_id: int) -> bool:
    request = lock(request_id)
    reminder = reminder_due(clock.now(), request.received_at, request.due_at)
    if not request.is_open or reminder <= request.reminder:
        return False
    change(request, reminder=reminder)
    data = {"reminder": reminder.value, "handler": request.handler_id}
    emit(events.DUE_SOON, actor=REMINDER, subject=request, data=dict(data))
    return True
