"""Members who were throttled for fetching pages or borrowing faster than a person reads.

Shows how often and when, never in which book.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet

from rontal.accounts.roles import CASE_READERS
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.lending.events import LOAN_HURRIED
from rontal.membership.models import Member
from rontal.reading.events import SLOWED

PER_PAGE: Final = 25
SPANS: Final = (7, 30, 90)
"""Selectable periods in days; the audit log goes further back."""
USUAL: Final = 30
COLUMNS: Final = ("number", "state", "joined_into")


@dataclass(frozen=True)
class ThrottledMember:
    """Throttled member: how many times in the period, and the first and last time."""

    member: Member
    times: int
    first: datetime
    last: datetime


def span(typed: str) -> int:
    """Returns the period in days from the query parameter; the default for an invalid one."""
    return next((days for days in SPANS if str(days) == typed), USUAL)


def page(days: int, number: str, actor: Actor) -> Page[Any]:
    """Returns a page of `Hasty`, the latest throttled first. Three queries. Raises NotAllowed."""
    actor.require(*CASE_READERS)
    rows = _since(days).values("subject_id")
    rows = rows.annotate(times=Count("pk"), first=Min("at"), last=Max("at"))
    members: Page[Any] = Paginator(rows.order_by("-last", "subject_id"), PER_PAGE).get_page(number)
    members.object_list = _with_members(list(members.object_list))
    return members


def counts() -> dict[int, int]:
    """Returns the number of members throttled in each period of `SPANS`. One query."""
    aggregates = {
        f"d{days}": Count("subject_id", distinct=True, filter=_after(days)) for days in SPANS
    }
    numbers = _since(max(SPANS)).aggregate(**aggregates)
    return {days: numbers[f"d{days}"] for days in SPANS}


def count(days: int = USUAL) -> int:
    """Returns the number of members throttled in the last `days` days. One query."""
    return _since(days).values("subject_id").distinct().count()


def _since(days: int) -> QuerySet[Event]:
    return Event.objects.filter(_after(days), name__in=(SLOWED, LOAN_HURRIED))


def _after(days: int) -> Q:
    return Q(at__gte=clock.now() - timedelta(days=days))


def _with_members(rows: list[dict[str, Any]]) -> list[ThrottledMember]:
    """Returns the rows with their members, without loading names."""
    members = Member.objects.only(*COLUMNS).in_bulk([int(row["subject_id"]) for row in rows])
    return [
        ThrottledMember(members[int(row["subject_id"])], row["times"], row["first"], row["last"])
        for row in rows
        if int(row["subject_id"]) in members
    ]
