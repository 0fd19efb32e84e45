"""Queries about access to personal data (UU 27/2022: people may see who accessed their data)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from rontal.core.actors import ActorKind
from rontal.core.models import Event
from rontal.privacy.models import ImpactAssessment
from rontal.privacy.trail import accesses

MAX_LENGTH = 50


@dataclass(frozen=True)
class DataAccess:
    """Access of the library, or of the guardian (a visitor), to a person's data. The member of
    staff is not named.

    `purpose` is the kind of the opened photo ("application_card"), or "" for the details;
    `reason` is the code that was given, such as "case_review".
    """

    at: datetime
    by: ActorKind
    purpose: str
    reason: str


def data_accesses(
    subject: Model, file_ids: Iterable[uuid.UUID], *, limit: int = MAX_LENGTH
) -> list[DataAccess]:
    """Returns when staff, the system or the guardian opened the details of a person's row, such as
    an application, or these sealed files of it, the newest first. One query. The caller must make
    sure that they belong to the person who asks.
    """
    rows = Event.objects.filter(accesses([subject], file_ids)).order_by("-id")
    return [data_access(event) for event in rows[:limit]]


def data_access(event: Event) -> DataAccess:
    """Returns the access that an event records."""
    return DataAccess(
        at=event.at,
        by=ActorKind(event.actor_kind),
        purpose=str(event.data.get("purpose", "")),
        reason=str(event.data.get("reason", "")),
    )


def newest_assessment() -> ImpactAssessment | None:
    """Returns the newest version of the library's impact assessment; None before the first."""
    return ImpactAssessment.objects.order_by("-number").first()
