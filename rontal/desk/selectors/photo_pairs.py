"""Spotless applications as pairs of photos, and the photos that a clerk has opened."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.core.sealed_files import OPENED
from rontal.desk.selectors.examination_view import FacePair, faces
from rontal.desk.selectors.filters import Filters, RecommendationFilter
from rontal.desk.selectors.queue import HEAVY
from rontal.desk.selectors.queue_conditions import annotate_for_filters, matching
from rontal.membership.models import Application
from rontal.verification import selectors as verification
from rontal.verification.models import Examination

MAX_PAIRS = 12
OPENING_COUNTS_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Pair:
    """Both photos of an application, and the id of the examination that the page shows."""

    application: Application
    examination_id: int
    faces: FacePair

    @property
    def tick(self) -> str:
        """Value of the checkbox: code of the application and id of the examination shown."""
        return f"{self.application.code}.{self.examination_id}"


def approvable_cases(actor: Actor) -> "QuerySet[Any]":
    """Returns the spotless applications with both photos that no colleague has, earliest due first.

    Those that were randomly sampled for a closer check are excluded.
    """
    latest = Examination.objects.filter(application=OuterRef("pk")).order_by("-run")
    rows = matching(Filters(says=RecommendationFilter.SPOTLESS), actor).defer(*HEAVY)
    rows = rows.annotate(sampled=Subquery(latest.values("sampled")[:1]))
    rows = rows.filter(is_others=False, is_given_away=False, sampled=False)
    rows = rows.exclude(card_photo=None).exclude(face_photo=None)
    ordered: QuerySet[Any] = rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    return ordered


def pairs(applications: Iterable[Any]) -> list[Pair]:
    """Returns the photo pairs for rows of `approvable_cases`. One query."""
    rows = list(applications)
    readings = verification.results_by_case(rows)
    return [Pair(row, row.examined, faces(readings[row.pk])) for row in rows]


def cases_by_code(codes: Iterable[str], actor: Actor) -> dict[str, Any]:
    """Returns applications by code with their newest examination and recommendation. One query."""
    rows = annotate_for_filters(Application.objects.filter(code__in=list(codes)), actor).defer(
        *HEAVY
    )
    return {row.code: row for row in rows}


def recently_opened(actor: Actor, files: Iterable[uuid.UUID | None]) -> set[str]:
    """Returns the ids of those photos that the actor opened in the last hour (by the audit log).

    One query.
    """
    rows = Event.objects.filter(
        name=OPENED,
        actor_id=actor.id,
        at__gt=clock.now() - OPENING_COUNTS_FOR,
        subject_type="core.sealedfile",
        subject_id__in=[str(pk) for pk in files],
    )
    return set(rows.values_list("subject_id", flat=True))
