"""Notices to persons: one event for each, in batches that are transactions of their own.

A batch marks its persons and writes their events at once, and messages are unique by event, so that
each person gets one notice however often the job is cut off and repeated.
"""

from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit_all
from rontal.incidents import events
from rontal.incidents.models import AffectedPerson
from rontal.incidents.selectors.register import persons_of
from rontal.incidents.states import IncidentState
from rontal.incidents.steps.incident_changes import change, lock
from rontal.incidents.steps.sealed_recipients import recipient_or_nobody

SPREAD: Final = "incidents:spread_notices"
"""Name of the job in `tasks.py`."""
SENDER: Final = Actor.system("incidents.spread_notices")
BATCH: Final = 200


def spread_notices(*, incident_id: int) -> int:
    """Queues the notice to everybody who has none, by mail where there is an address; returns the
    number of persons. Does nothing before the confirmation.
    """
    number = 0
    while (queued := _spread_batch(incident_id)) is not None:
        number += queued
    return number


@transaction.atomic
def _spread_batch(incident_id: int) -> int | None:
    """Queues one batch; returns None where nobody is left."""
    incident = lock(incident_id)
    if incident.state != IncidentState.CONFIRMED or incident.spread_at is not None:
        return None
    persons = list(persons_of(incident).filter(queued_at=None)[:BATCH])
    now = clock.now()
    if not persons:
        change(incident, spread_at=now)
        return None
    for person in persons:
        recipient = recipient_or_nobody(person)
        person.queued_at, person.has_email = now, bool(recipient.email)
        person.has_address = bool(recipient.lines)
    names = ["queued_at", "has_email", "has_address"]
    AffectedPerson.objects.bulk_update(persons, names, batch_size=BATCH)
    with_email = [person for person in persons if person.has_email]
    emit_all(events.PERSON_NOTIFIED, actor=SENDER, subjects=with_email)
    return len(persons)


def defer_spread(*, incident_id: int) -> None:
    """Defers the job that queues the notices; one runs at a time."""
    app.configure_task(SPREAD, lock=f"{SPREAD}:{incident_id}").defer(incident_id=incident_id)
