"""Questions about who looked at what (UU 27/2022: people see the trail of their own data)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from rontal.kernel.actors import ActorKind
from rontal.kernel.models import Event, SealedFile
from rontal.kernel.sealed_files import OPENED as FILE_OPENED

# The event of the room `membership`, which stands above this one.
DETAILS_OPENED = "application:opened"
APPLICATION = "membership.application"
FILE = SealedFile._meta.label_lower
OTHERS = (ActorKind.STAFF, ActorKind.SYSTEM)
LONGEST = 50


@dataclass(frozen=True)
class Opening:
    """One look of the library at somebody's data. Whose eyes they were is not told.

    `purpose` is what the opened photo is for ("application_card"), or "" for the details;
    `reason` is the code that was given, such as "case_review".
    """

    at: datetime
    by: ActorKind
    purpose: str
    reason: str


def openings(
    application_id: int, file_ids: Iterable[uuid.UUID], *, limit: int = LONGEST
) -> list[Opening]:
    """When staff or the system opened the details of an application or these sealed files of
    it, newest first. One query. The caller has made sure that they are the asker's own."""
    own = Q(name=DETAILS_OPENED, subject_type=APPLICATION, subject_id=str(application_id))
    files = Q(name=FILE_OPENED, subject_type=FILE, subject_id__in=[str(pk) for pk in file_ids])
    rows = Event.objects.filter(own | files, actor_kind__in=OTHERS).order_by("-id")
    return [_opening(event) for event in rows[:limit]]


def _opening(event: Event) -> Opening:
    return Opening(
        at=event.at,
        by=ActorKind(event.actor_kind),
        purpose=str(event.data.get("purpose", "")),
        reason=str(event.data.get("reason", "")),
    )
