"""Persons behind the subjects of events: applications, complaints, requests, imports, incidents."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from rontal.core.models import Event, SealedFile
from rontal.data_requests.models import DataRequest
from rontal.feedback.models import Attachment, Ticket
from rontal.incidents.models import AffectedPerson, Incident
from rontal.membership.importing.models import Import, ImportedMember
from rontal.membership.models import Application, Member

_PHOTOS = ("card_photo_id", "face_photo_id", "extra_document_id")


@dataclass(frozen=True)
class Reference:
    """Row that stands for a person: a column of `AffectedPerson` and the row's id."""

    column: str
    pk: int


References = dict[str, tuple[Reference, ...]]


def references_of(events: Iterable[Event]) -> dict[int, tuple[Reference, ...]]:
    """Returns the persons of each event by the event's id; events whose persons are not known are
    missing. At most eight queries.
    """
    by_type: dict[str, list[Event]] = {}
    for event in events:
        by_type.setdefault(event.subject_type, []).append(event)
    found: dict[int, tuple[Reference, ...]] = {}
    for label, find in _FINDERS.items():
        rows = by_type.get(label, [])
        references = find({row.subject_id for row in rows} - {""}) if rows else {}
        known = [row for row in rows if row.subject_id in references]
        found |= {row.pk: references[row.subject_id] for row in known}
    return found


def _of_applications(ids: set[str]) -> References:
    rows = Application.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {str(pk): (Reference("application", pk),) for pk in rows}


def _of_members(ids: set[str]) -> References:
    rows = Member.objects.filter(pk__in=ids).values_list("pk", "application_id")
    return {str(pk): (Reference("application", application),) for pk, application in rows}


def _of_files(ids: set[str]) -> References:
    files = [uuid.UUID(one) for one in ids]
    owned = Q(card_photo__in=files) | Q(face_photo__in=files) | Q(extra_document__in=files)
    rows = Application.objects.filter(owned).values_list("pk", *_PHOTOS)
    found: References = {
        str(one): (Reference("application", pk),) for pk, *own in rows for one in own if one
    }
    attached = Attachment.objects.filter(file__in=files, ticket__reporter__isnull=False)
    pairs = attached.values_list("file_id", "ticket_id")
    return found | {str(file): (Reference("ticket", ticket),) for file, ticket in pairs}


def _of_tickets(ids: set[str]) -> References:
    rows = Ticket.objects.filter(pk__in=ids, reporter__isnull=False).values_list("pk", flat=True)
    return {str(pk): (Reference("ticket", pk),) for pk in rows}


def _of_requests(ids: set[str]) -> References:
    columns = ("pk", "account__application")
    rows = DataRequest.objects.filter(pk__in=ids).values_list(*columns)
    return {
        str(pk): (Reference("application", owner) if owner else Reference("data_request", pk),)
        for pk, owner in rows
    }


def _of_imports(ids: set[str]) -> References:
    """Returns the members of imports; an import without members, whose rows are no persons here, is
    missing.
    """
    found: dict[str, list[Reference]] = {}
    rows = ImportedMember.objects.filter(run__in=map(int, ids)).values_list(
        "run", "member__application"
    )
    for run, application in rows:
        found.setdefault(str(run), []).append(Reference("application", application))
    return {run: tuple(members) for run, members in found.items()}


def _of_incidents(ids: set[str]) -> References:
    """Returns the staff among the persons of incidents, who have no event of their own."""
    found: dict[str, list[Reference]] = {one: [] for one in ids}
    rows = AffectedPerson.objects.filter(incident__in=map(int, ids), account__isnull=False)
    for incident, account in rows.values_list("incident", "account"):
        found[str(incident)].append(Reference("account", account))
    return {incident: tuple(staff) for incident, staff in found.items()}


_FINDERS = {
    Application._meta.label_lower: _of_applications,
    Member._meta.label_lower: _of_members,
    SealedFile._meta.label_lower: _of_files,
    Ticket._meta.label_lower: _of_tickets,
    DataRequest._meta.label_lower: _of_requests,
    Import._meta.label_lower: _of_imports,
    Incident._meta.label_lower: _of_incidents,
}
