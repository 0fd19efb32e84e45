"""Locks, transitions and checks of incidents, in one place."""

from typing import Any

from rontal.accounts.roles import INCIDENT_HANDLERS
from rontal.core import transitions
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import Scalar, emit
from rontal.incidents.errors import IncidentOver, NoticesConfirmed
from rontal.incidents.models import Incident
from rontal.incidents.rules.kinds import MAX_TEXT_LENGTH
from rontal.incidents.states import INCIDENT_TRANSITIONS, OVER, IncidentState

Data = dict[str, Scalar]


def require_handler(actor: Actor) -> int:
    """Returns the account's id of staff who handle incidents; raises NotAllowed."""
    return actor.require(*INCIDENT_HANDLERS)


def lock(incident_id: int) -> Incident:
    """Returns the incident, locked until the transaction ends; raises NotFound."""
    rows = Incident.objects.select_for_update(no_key=True, of=("self",))
    return NotFound.if_none(rows.filter(pk=incident_id).first())


def lock_unfinished(incident_id: int, actor: Actor) -> Incident:
    """Returns an incident that is not over, locked; raises NotAllowed, NotFound, IncidentOver."""
    require_handler(actor)
    incident = lock(incident_id)
    if incident.state in OVER:
        raise IncidentOver
    return incident


def lock_editable(incident_id: int, actor: Actor) -> Incident:
    """Returns an incident whose scope and notices may change, locked.

    Raises NotAllowed, NotFound, IncidentOver, NoticesConfirmed.
    """
    incident = lock_unfinished(incident_id, actor)
    if incident.state != IncidentState.OPEN:
        raise NoticesConfirmed
    return incident


def lock_confirmed(incident_id: int, actor: Actor) -> Incident:
    """Returns an incident whose notices are confirmed and that is not closed, locked.

    Raises NotAllowed, NotFound, IncidentOver, NotFound.
    """
    incident = lock_unfinished(incident_id, actor)
    if incident.state != IncidentState.CONFIRMED:
        raise NotFound
    return incident


def move(
    incident: Incident,
    to: IncidentState,
    *,
    event: str,
    actor: Actor,
    data: Data | None = None,
    **changes: Any,
) -> None:
    """Changes the state of an incident and emits the event with `from` and `to`.

    Raises IllegalTransition.
    """
    frm = str(incident.state)
    transitions.move(incident, to, table=INCIDENT_TRANSITIONS, **changes)
    emit(event, actor=actor, subject=incident, data={"from": frm, "to": to.value, **(data or {})})


def change(incident: Incident, **changes: Any) -> None:
    """Writes columns of a locked incident other than its state."""
    for name, value in changes.items():
        setattr(incident, name, value)
    incident.save(update_fields=list(changes))


def validate_text(field: str, text: str) -> str:
    """Returns the text without outer spaces; raises Invalid when it is empty or too long."""
    stripped = text.strip()
    if not stripped:
        raise Invalid({field: "empty"})
    if len(stripped) > MAX_TEXT_LENGTH:
        raise Invalid({field: "too_long"})
    return stripped
