"""Trail of all accesses to one person's data, with filters (UU 27/2022, article 7)."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from django.db.models import Model, Q, QuerySet

from rontal.core.actors import ActorKind
from rontal.core.models import Event, SealedFile
from rontal.core.sealed_files import OPENED as FILE_OPENED
from rontal.privacy.access_events import (
    ACCESS_EVENTS,
    BULK_ACCESS_EVENTS,
    REPRESENTATIVE_COPIES,
    REPRESENTATIVE_EVENTS,
)
from rontal.privacy.events import EXPORTED

FILE = SealedFile._meta.label_lower
OTHERS = (ActorKind.STAFF, ActorKind.SYSTEM)


class TrailFilter(StrEnum):
    """Parts of the trail that a person can choose."""

    STAFF = "staff"
    SYSTEM = "system"
    GUARDIAN = "guardian"
    PHOTOS = "photos"
    EXPORTS = "exports"


def trail_of(
    subjects: Iterable[Model],
    file_ids: Iterable[uuid.UUID],
    *,
    since: datetime,
    only: TrailFilter | None = None,
) -> QuerySet[Event]:
    """Returns the events of accesses to a person's data, newest first: openings of these rows and
    sealed files by staff, the system and the guardian, exports by the person or the guardian, and
    exports of many people's data since `since`. The caller must make sure that rows and files
    belong to the person who asks.
    """
    exports = Q(name=EXPORTED) & _about(subjects)
    exports |= Q(name__in=BULK_ACCESS_EVENTS, at__gte=since)
    opened = accesses(subjects, file_ids)
    copies = Q(name__in=REPRESENTATIVE_EVENTS, data__purpose__in=REPRESENTATIVE_COPIES)
    exports |= opened & copies
    conditions: Mapping[TrailFilter | None, Q] = {
        None: opened | exports,
        TrailFilter.STAFF: opened & Q(actor_kind=ActorKind.STAFF),
        TrailFilter.SYSTEM: opened & Q(actor_kind=ActorKind.SYSTEM),
        TrailFilter.GUARDIAN: opened & Q(name__in=REPRESENTATIVE_EVENTS),
        TrailFilter.PHOTOS: opened & Q(name=FILE_OPENED),
        TrailFilter.EXPORTS: exports,
    }
    return Event.objects.filter(conditions[only]).order_by("-id")


def accesses(subjects: Iterable[Model], file_ids: Iterable[uuid.UUID]) -> Q:
    """Returns the condition for events of openings of rows and files by staff, the system or the
    guardian.
    """
    own = Q(name__in=ACCESS_EVENTS) & _about(subjects)
    files = Q(name=FILE_OPENED, subject_type=FILE, subject_id__in=[str(pk) for pk in file_ids])
    others = Q(actor_kind__in=OTHERS) | Q(name__in=REPRESENTATIVE_EVENTS)
    return (own | files) & others


def _about(subjects: Iterable[Model]) -> Q:
    """Returns the condition for events about rows; for no event where there are none."""
    condition = Q(pk__in=[])
    for row in subjects:
        condition |= Q(subject_type=row._meta.label_lower, subject_id=str(row.pk))
    return condition
