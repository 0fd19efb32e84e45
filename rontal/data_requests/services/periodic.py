"""Periodic services: reminders before a request is late, and erasure of old ones."""

from datetime import timedelta

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.data_requests import events
from rontal.data_requests.models import DataRequest, RequestEntry, RequestFollowKey
from rontal.data_requests.policies import DataRequestsPolicies
from rontal.data_requests.rules.clock import Reminder, reminder_due
from rontal.data_requests.states import OPEN
from rontal.data_requests.steps.request_changes import change, lock

REMINDER = Actor.system("data_requests.remind_before_late")
ERASER = Actor.system("data_requests.erase_old")


def remind_before_late() -> int:
    """Emits a reminder of each open request when half of its time has passed, three quarters, and
    all of it; returns their number.
    """
    rows = DataRequest.objects.filter(state__in=OPEN, reminder__lt=Reminder.LATE)
    return sum(_remind(pk) for pk in rows.order_by("due_at").values_list("pk", flat=True))


def erase_old() -> int:
    """Erases texts, name, contact and the link to the account of requests closed long enough ago;
    returns their number. Kind, times, checks and actions remain as proof.
    """
    before = clock.now() - timedelta(days=DataRequestsPolicies.current().data_request_keep_days)
    due = DataRequest.objects.filter(closed_at__lte=before, erased_at=None).order_by("closed_at")
    return sum(_erase(pk) for pk in due.values_list("pk", flat=True))


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


@transaction.atomic
def _erase(request_id: int) -> bool:
    request = lock(request_id)
    if request.erased_at is not None or request.closed_at is None:
        return False
    RequestEntry.objects.filter(request=request).update(words={"text": ""})
    RequestFollowKey.objects.filter(request=request).delete()
    change(request, contact=None, has_email=False, account_id=None, erased_at=clock.now())
    emit(events.ERASED, actor=ERASER, subject=request)
    return True
