"""Opening of incidents, and their description."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rontal.core import clock, sealing
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import emit
from rontal.core.reference_codes import reference_code
from rontal.data_requests.rules.clock import OLDEST, due_after
from rontal.incidents import events
from rontal.incidents.models import Incident
from rontal.incidents.policies import IncidentsPolicies
from rontal.incidents.rules.kinds import MAX_NAME_LENGTH, NoticedBy
from rontal.incidents.steps.incident_changes import (
    change,
    lock_editable,
    require_handler,
    validate_text,
)


@dataclass(frozen=True)
class Facts:
    """Description of an incident: who noticed it, what happened, what was done about it."""

    noticed_by: str
    happened: str
    handling: str


@dataclass(frozen=True)
class NewIncident:
    """Content of a new incident. The clock runs from `noticed_at`."""

    channel: NoticedBy
    noticed_at: datetime
    facts: Facts


def open_incident(*, new: NewIncident, key: str, actor: Actor) -> Incident:
    """Opens an incident; a second call with the same `key` (the form's random key) returns the same
    one. Raises Invalid (field → reason), NotAllowed.
    """
    staff_id = require_handler(actor)
    _validate_time(new.noticed_at)
    values = _sealed(new.facts)
    digests = sealing.keyed_hashes(key, purpose="incidents.form")
    try:
        with transaction.atomic():
            found = Incident.objects.filter(submit_key__in=digests).first()
            return found or _open(new, values, digests[0], staff_id, actor)
    except IntegrityError:
        return Incident.objects.get(submit_key__in=digests)


def change_facts(*, incident_id: int, facts: Facts, actor: Actor) -> Incident:
    """Changes the description of an incident. Raises NotAllowed, NotFound, IncidentOver,
    NoticesConfirmed, Invalid.
    """
    values = _sealed(facts)
    with transaction.atomic():
        incident = lock_editable(incident_id, actor)
        change(incident, facts=values)
        emit(events.FACTS_CHANGED, actor=actor, subject=incident)
    return incident


def _open(
    new: NewIncident, values: dict[str, str], digest: bytes, staff_id: int, actor: Actor
) -> Incident:
    incident = Incident.objects.create(
        code=reference_code("INS", secrets.token_bytes(8)),
        channel=new.channel,
        noticed_at=new.noticed_at,
        due_at=due_after(new.noticed_at, IncidentsPolicies.current().incident_hours),
        opened_by_id=staff_id,
        opened_at=clock.now(),
        submit_key=digest,
        facts=values,
    )
    data = {"by": new.channel.value}
    emit(events.OPENED, actor=actor, subject=incident, data=dict(data))
    return incident


def _validate_time(noticed_at: datetime) -> None:
    if noticed_at > clock.now():
        raise Invalid({"noticed_at": "in_the_future"})
    if noticed_at < clock.now() - OLDEST:
        raise Invalid({"noticed_at": "too_long_ago"})


def _sealed(facts: Facts) -> dict[str, str]:
    return {
        "noticed_by": facts.noticed_by.strip()[:MAX_NAME_LENGTH],
        "happened": validate_text("happened", facts.happened),
        "handling": validate_text("handling", facts.handling),
    }
