"""Proof that the agency, the persons and the public were notified, beside the mails."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import emit, emit_all
from rontal.data_requests.events import CONTACT_OPENED
from rontal.feedback.events import IDENTITY_OPENED
from rontal.incidents import events
from rontal.incidents.errors import IncidentErased, NothingPrinted
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules.kinds import MAX_REFERENCE_LENGTH, AgencyWay, NamesReason
from rontal.incidents.steps.incident_changes import (
    change,
    lock_confirmed,
    lock_unfinished,
    require_handler,
)
from rontal.incidents.steps.recipients import Recipient
from rontal.incidents.steps.sealed_recipients import recipient_or_nobody
from rontal.membership.selectors import record_openings


def record_agency(
    *, incident_id: int, way: AgencyWay, at: datetime, reference: str, actor: Actor
) -> Incident:
    """Records how and when the agency was notified. Raises NotAllowed, NotFound, IncidentOver,
    Invalid.
    """
    with transaction.atomic():
        incident = lock_unfinished(incident_id, actor)
        if at > clock.now():
            raise Invalid({"at": "in_the_future"})
        if at < incident.noticed_at:
            raise Invalid({"at": "too_long_ago"})
        number = reference.strip()[:MAX_REFERENCE_LENGTH]
        change(incident, agency_way=way, agency_at=at, agency_reference=number)
        data = {"way": way.value, "in_time": at <= incident.due_at}
        emit(events.AGENCY_RECORDED, actor=actor, subject=incident, data=dict(data))
    return incident


def record_publication(*, incident_id: int, actor: Actor) -> Incident:
    """Records that the public was notified now. Raises NotAllowed, NotFound, IncidentOver."""
    with transaction.atomic():
        incident = lock_confirmed(incident_id, actor)
        change(incident, public_at=clock.now())
        emit(events.PUBLISHED, actor=actor, subject=incident)
    return incident


def record_export(*, incident: Incident, actor: Actor) -> None:
    """Records that the record of an incident was downloaded; raises NotAllowed."""
    require_handler(actor)
    emit(events.EXPORTED, actor=actor, subject=incident)


def open_names(
    *, incident: Incident, persons: Iterable[AffectedPerson], reason: NamesReason, actor: Actor
) -> dict[int, Recipient]:
    """Opens names and addresses of persons affected, and records it at the incident and at each
    application, complaint and request. Raises NotAllowed, IncidentErased.
    """
    require_handler(actor)
    if incident.erased_at is not None:
        raise IncidentErased
    rows = list(persons)
    with transaction.atomic():
        data = {"reason": reason.value, "persons": len(rows)}
        emit(events.NAMES_OPENED, actor=actor, subject=incident, data=dict(data))
        applications = [row.application for row in rows if row.application is not None]
        record_openings(applications, actor=actor, reason=reason)
        _record_contacts(rows, reason, actor)
    return {row.pk: recipient_or_nobody(row) for row in rows}


def _record_contacts(rows: list[AffectedPerson], reason: NamesReason, actor: Actor) -> None:
    """Records at complaints and requests that their contact was opened."""
    tickets = [row.ticket for row in rows if row.ticket is not None]
    requests = [row.data_request for row in rows if row.data_request is not None]
    data = {"reason": reason.value}
    emit_all(IDENTITY_OPENED, actor=actor, subjects=tickets, data=dict(data))
    emit_all(CONTACT_OPENED, actor=actor, subjects=requests, data=dict(data))


def open_letters(
    *, incident_id: int, persons: Iterable[AffectedPerson], actor: Actor
) -> list[tuple[AffectedPerson, Recipient]]:
    """Opens the recipients of letters; returns those with a postal address and marks the others as
    without one. Raises NotAllowed, NotFound, IncidentOver.
    """
    rows = list(persons)
    with transaction.atomic():
        incident = lock_confirmed(incident_id, actor)
        opened = open_names(incident=incident, persons=rows, reason=NamesReason.LETTER, actor=actor)
        without = [pk for pk, recipient in opened.items() if not recipient.lines]
        AffectedPerson.objects.filter(incident=incident, pk__in=without).update(has_address=False)
    return [(row, opened[row.pk]) for row in rows if opened[row.pk].lines]


def mark_letters_printed(
    *, incident_id: int, persons: Iterable[AffectedPerson], actor: Actor
) -> None:
    """Records that letters to these persons were printed now. Raises NotAllowed, NotFound,
    IncidentOver.
    """
    with transaction.atomic():
        incident = lock_confirmed(incident_id, actor)
        rows = incident.persons.filter(pk__in=[row.pk for row in persons], has_address=True)
        rows.update(printed_at=clock.now())


def mark_letters_posted(*, incident_id: int, actor: Actor) -> int:
    """Records that all printed letters were posted now; returns their number.

    Raises NotAllowed, NotFound, IncidentOver, NothingPrinted.
    """
    with transaction.atomic():
        incident = lock_confirmed(incident_id, actor)
        rows = AffectedPerson.objects.filter(
            incident=incident, printed_at__isnull=False, letter_at=None
        )
        number = rows.update(letter_at=clock.now())
        if not number:
            raise NothingPrinted
        emit(events.LETTERS_POSTED, actor=actor, subject=incident, data={"persons": number})
    return number


def mark_mail_returned(*, incident_id: int, person_id: int, actor: Actor) -> None:
    """Records that the mail to a person came back, so that a letter is due. Idempotent.

    Raises NotAllowed, NotFound, IncidentOver.
    """
    with transaction.atomic():
        incident = lock_confirmed(incident_id, actor)
        person = NotFound.if_none(incident.persons.filter(pk=person_id).first())
        if person.returned_at is None:
            person.returned_at = clock.now()
            person.save(update_fields=["returned_at"])
            emit(events.MAIL_RETURNED, actor=actor, subject=person)
