"""Erasure of incidents after their retention."""

from datetime import timedelta

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.incidents import events
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.policies import IncidentsPolicies
from rontal.incidents.steps.incident_changes import change, lock

ERASER = Actor.system("incidents.erase_old")


def erase_old() -> int:
    """Erases incidents closed long enough ago; returns their number. Texts and references to
    persons go; times, kinds and counts remain as proof.
    """
    kept = clock.now() - timedelta(days=IncidentsPolicies.current().incident_keep_days)
    rows = Incident.objects.filter(closed_at__lte=kept, erased_at=None).order_by("pk")
    return sum(_erase(pk) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _erase(incident_id: int) -> bool:
    incident = lock(incident_id)
    if incident.erased_at is not None:
        return False
    nobody = dict.fromkeys(AffectedPerson.REFERENCES)
    AffectedPerson.objects.filter(incident=incident).update(**nobody)
    change(incident, facts=None, notices=None, learned=None, erased_at=clock.now())
    emit(events.ERASED, actor=ERASER, subject=incident)
    return True
