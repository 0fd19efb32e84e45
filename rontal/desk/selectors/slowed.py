"""Readers who fetched pages, or borrowed, faster than anybody reads, as staff list them: how often
and when, never in which book."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed
from rontal.kernel.models import Event
from rontal.lending.events import LOAN_HURRIED
from rontal.membership.models import Member
from rontal.membership.selectors.applications import MAY_SEE
from rontal.reading.events import SLOWED

PER_PAGE: Final = 25
SPANS: Final = (7, 30, 90)
"""So many days back staff may look; the record goes further, for whoever audits."""
USUAL: Final = 30
COLUMNS: Final = ("number", "state", "joined_into")


@dataclass(frozen=True)
class Hasty:
    """One reader: how many times slowed in these days, for the first and for the last time when."""

    member: Member
    times: int
    first: datetime
    last: datetime


def span(typed: str) -> int:
    """The days that an address asks for; what makes no sense asks for the usual ones."""
    return next((days for days in SPANS if str(days) == typed), USUAL)


def page(days: int, number: str, actor: Actor) -> Page[Any]:
    """A page of `Hasty`, who was slowed last before the others. Three queries. Raises
    NotAllowed."""
    if not actor.has_any(*MAY_SEE):
        raise NotAllowed
    rows = _since(days).values("subject_id")
    rows = rows.annotate(times=Count("pk"), first=Min("at"), last=Max("at"))
    found: Page[Any] = Paginator(rows.order_by("-last", "subject_id"), PER_PAGE).get_page(number)
    found.object_list = _named(list(found.object_list))
    return found


def counts() -> dict[int, int]:
    """How many readers were slowed in each of `SPANS`. One query."""
    told = {f"d{days}": Count("subject_id", distinct=True, filter=_after(days)) for days in SPANS}
    found = _since(max(SPANS)).aggregate(**told)
    return {days: found[f"d{days}"] for days in SPANS}


def count(days: int = USUAL) -> int:
    """How many readers were slowed in so many days. One query."""
    return _since(days).values("subject_id").distinct().count()


def _since(days: int) -> QuerySet[Event]:
    return Event.objects.filter(_after(days), name__in=(SLOWED, LOAN_HURRIED))


def _after(days: int) -> Q:
    return Q(at__gte=clock.now() - timedelta(days=days))


def _named(rows: list[dict[str, Any]]) -> list[Hasty]:
    """Rows with their members, by number; a name is not asked for."""
    members = Member.objects.only(*COLUMNS).in_bulk([int(row["subject_id"]) for row in rows])
    return [
        Hasty(members[int(row["subject_id"])], row["times"], row["first"], row["last"])
        for row in rows
        if int(row["subject_id"]) in members
    ]
