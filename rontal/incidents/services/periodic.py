"""Reminders before the clock of an incident ends, and work that was cut off."""

import logging

from django.db import transaction
from django.db.models import Q

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.data_requests.rules.clock import Reminder, reminder_due
from rontal.incidents import events
from rontal.incidents.models import Incident
from rontal.incidents.services.finding import search_persons
from rontal.incidents.services.notifying import spread_notices
from rontal.incidents.states import RUNNING, IncidentState
from rontal.incidents.steps.incident_changes import change, lock

logger = logging.getLogger(__name__)
REMINDER = Actor.system("incidents.remind_before_late")


def remind_before_late() -> int:
    """Emits a reminder of each incident without notices when half of its time has passed, three
    quarters, and all of it; returns their number. One that fails does not stop the others.
    """
    rows = Incident.objects.filter(state__in=RUNNING, reminder__lt=Reminder.LATE)
    return sum(_try_to_remind(pk) for pk in rows.order_by("due_at").values_list("pk", flat=True))


def resume_work() -> None:
    """Goes on with searches and notices whose job was lost. One incident that fails does not stop
    the others.
    """
    rows = Incident.objects.filter(
        ~Q(search_step="") | Q(state=IncidentState.CONFIRMED, spread_at=None)
    )
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        _try_to_resume(pk)


def _try_to_resume(incident_id: int) -> None:
    try:
        search_persons(incident_id=incident_id)
        spread_notices(incident_id=incident_id)
    except Exception:
        logger.exception("work of incident %s does not go on", incident_id)


def _try_to_remind(incident_id: int) -> bool:
    try:
        return _remind(incident_id)
    except Exception:
        logger.exception("no reminder of incident %s", incident_id)
        return False


@transaction.atomic
def _remind(incident_id: int) -> bool:
    incident = lock(incident_id)
    reminder = reminder_due(clock.now(), incident.noticed_at, incident.due_at)
    if not incident.is_running or reminder <= incident.reminder:
        return False
    change(incident, reminder=reminder)
    emit(events.DUE_SOON, actor=REMINDER, subject=incident, data={"reminder": reminder.value})
    return True
