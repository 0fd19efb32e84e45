"""Texts of the notices, and their confirmation by a second person."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from rontal.accounts.roles import INCIDENT_CONFIRMERS
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import emit
from rontal.incidents import events
from rontal.incidents.errors import (
    NoticesChanged,
    NoticesConfirmed,
    NoticesUnwritten,
    ScopeUnknown,
    SecondPersonNeeded,
)
from rontal.incidents.models import Incident
from rontal.incidents.rules.kinds import MAX_TEXT_LENGTH
from rontal.incidents.rules.texts import fault_of
from rontal.incidents.services.notifying import defer_spread
from rontal.incidents.states import IncidentState
from rontal.incidents.steps.incident_changes import (
    Data,
    change,
    lock_editable,
    lock_unfinished,
    move,
)
from rontal.incidents.steps.notice_version import version_of

_S = IncidentState
TEXTS = ("agency", "persons_id", "persons_en", "public")


def save_notices(
    *, incident_id: int, texts: Mapping[str, str], agency_email: str, actor: Actor
) -> Incident:
    """Saves the notices: keys of `TEXTS`. Raises NotAllowed, NotFound, IncidentOver,
    NoticesConfirmed, Invalid (field → reason).
    """
    _validate(texts, agency_email)
    with transaction.atomic():
        incident = lock_editable(incident_id, actor)
        notices = {name: texts.get(name, "").strip() for name in TEXTS}
        change(incident, notices=notices, agency_email=agency_email.strip())
        emit(events.NOTICES_SAVED, actor=actor, subject=incident)
    return incident


def submit(*, incident_id: int, actor: Actor) -> Incident:
    """Submits the notices for confirmation by a second person.

    Raises NotAllowed, NotFound, IncidentOver, NoticesConfirmed, ScopeUnknown, NoticesUnwritten.
    """
    with transaction.atomic():
        incident = lock_editable(incident_id, actor)
        if incident.searched_at is None:
            raise ScopeUnknown
        if incident.notices is None:
            raise NoticesUnwritten
        by: dict[str, Any] = {"submitted_by_id": actor.id, "submitted_at": clock.now()}
        move(incident, _S.SUBMITTED, event=events.SUBMITTED, actor=actor, **by)
    return incident


def return_notices(*, incident_id: int, actor: Actor) -> Incident:
    """Returns submitted notices for changes. Raises NotAllowed, NotFound, IncidentOver,
    IllegalTransition.
    """
    with transaction.atomic():
        incident = lock_unfinished(incident_id, actor)
        move(incident, _S.OPEN, event=events.RETURNED, actor=actor)
    return incident


def confirm(*, incident_id: int, seen: str, actor: Actor) -> Incident:
    """Confirms the notices of somebody else: mails to the persons and to the agency go out. `seen`
    is the `version_of` the notices that the actor read.

    Raises NotAllowed, NotFound, IncidentOver, NoticesConfirmed, SecondPersonNeeded,
    NoticesChanged, IllegalTransition.
    """
    actor.require(*INCIDENT_CONFIRMERS)
    with transaction.atomic():
        incident = lock_unfinished(incident_id, actor)
        if incident.state == _S.CONFIRMED:
            raise NoticesConfirmed
        if incident.submitted_by_id == actor.id:
            raise SecondPersonNeeded
        if seen != version_of(incident):
            raise NoticesChanged
        now = clock.now()
        changes: dict[str, Any] = {"confirmed_by_id": actor.id, "confirmed_at": now}
        data: Data = {"persons": incident.persons.count(), "in_time": now <= incident.due_at}
        move(incident, _S.CONFIRMED, event=events.CONFIRMED, actor=actor, data=data, **changes)
        defer_spread(incident_id=incident.pk)
    return incident


def may_confirm(incident: Incident, actor: Actor) -> bool:
    """Returns True for a head who did not submit the notices."""
    is_head = actor.has_any(*INCIDENT_CONFIRMERS)
    return is_head and incident.state == _S.SUBMITTED and incident.submitted_by_id != actor.id


def _validate(texts: Mapping[str, str], agency_email: str) -> None:
    faults = {}
    if not texts.get("agency", "").strip():
        faults["agency"] = "empty"
    for name in ("persons_id", "persons_en"):
        if fault := fault_of(texts.get(name, "")):
            faults[name] = fault
    faults |= {name: "too_long" for name in TEXTS if len(texts.get(name, "")) > MAX_TEXT_LENGTH}
    if agency_email.strip():
        try:
            validate_email(agency_email.strip())
        except ValidationError:
            faults["agency_email"] = "email_malformed"
    if faults:
        raise Invalid(faults)
