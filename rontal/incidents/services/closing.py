"""End of incidents: closed with what was learned, or dismissed."""

from typing import Any

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.incidents import events
from rontal.incidents.errors import NoticesUnderWay
from rontal.incidents.models import Incident
from rontal.incidents.states import IncidentState
from rontal.incidents.steps.incident_changes import (
    lock_editable,
    lock_unfinished,
    move,
    validate_text,
)


def close(*, incident_id: int, learned: str, actor: Actor) -> Incident:
    """Closes an incident whose notices were sent, with what was learned.

    Raises NotAllowed, NotFound, IncidentOver, NoticesUnderWay, Invalid, IllegalTransition.
    """
    text = validate_text("learned", learned)
    with transaction.atomic():
        incident = lock_unfinished(incident_id, actor)
        if incident.state == IncidentState.CONFIRMED and incident.spread_at is None:
            raise NoticesUnderWay
        changes: dict[str, Any] = {"closed_at": clock.now(), "learned": {"text": text}}
        move(incident, IncidentState.CLOSED, event=events.CLOSED, actor=actor, **changes)
    return incident


def dismiss(*, incident_id: int, learned: str, actor: Actor) -> Incident:
    """Dismisses an incident in which no personal data was reached, with the reason.

    Raises NotAllowed, NotFound, IncidentOver, NoticesConfirmed, Invalid.
    """
    text = validate_text("learned", learned)
    with transaction.atomic():
        incident = lock_editable(incident_id, actor)
        changes: dict[str, Any] = {"closed_at": clock.now(), "learned": {"text": text}}
        move(incident, IncidentState.DISMISSED, event=events.DISMISSED, actor=actor, **changes)
    return incident
