"""Spotless cases as photo pairs, and what a clerk has looked at."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from rontal.desk.selectors.filters import Filters, Says
from rontal.desk.selectors.matching import asked, matching
from rontal.desk.selectors.queue import HEAVY
from rontal.desk.selectors.sight import FacePair, faces
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.models import Event
from rontal.kernel.sealed_files import OPENED
from rontal.membership.models import Application
from rontal.verification import selectors as verification
from rontal.verification.models import Examination

MOST = 12
LOOK_COUNTS_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Pair:
    """Two photos of one case; `seen` is the examination that the page shows."""

    application: Application
    seen: int
    faces: FacePair

    @property
    def tick(self) -> str:
        """What a tick sends: the case, and as what it was seen."""
        return f"{self.application.code}.{self.seen}"


def spotless(actor: Actor) -> "QuerySet[Any]":
    """Spotless cases with both photos that nobody else has: those that the lot drew for a closer
    look are not among them. The earliest due first."""
    latest = Examination.objects.filter(application=OuterRef("pk")).order_by("-run")
    rows = matching(Filters(says=Says.SPOTLESS), actor).defer(*HEAVY)
    rows = rows.annotate(sampled=Subquery(latest.values("sampled")[:1]))
    rows = rows.filter(is_others=False, is_given_away=False, sampled=False)
    rows = rows.exclude(card_photo=None).exclude(face_photo=None)
    ordered: QuerySet[Any] = rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    return ordered


def pairs(applications: Iterable[Any]) -> list[Pair]:
    """The photo pairs of rows of `spotless`. One query."""
    rows = list(applications)
    looks = verification.case_looks(rows)
    return [Pair(row, row.examined, faces(looks[row.pk])) for row in rows]


def ticked(codes: Iterable[str], actor: Actor) -> dict[str, Any]:
    """Cases by code with the examination and the recommendation they have now. One query."""
    rows = asked(Application.objects.filter(code__in=list(codes)), actor).defer(*HEAVY)
    return {row.code: row for row in rows}


def looked_at(actor: Actor, files: Iterable[uuid.UUID | None]) -> set[str]:
    """Which of these photos this clerk opened in the last hour, as the record says. One query."""
    rows = Event.objects.filter(
        name=OPENED,
        actor_id=actor.id,
        at__gt=clock.now() - LOOK_COUNTS_FOR,
        subject_type="kernel.sealedfile",
        subject_id__in=[str(pk) for pk in files],
    )
    return set(rows.values_list("subject_id", flat=True))
