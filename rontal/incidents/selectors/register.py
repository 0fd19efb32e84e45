"""Register of incidents for staff."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from rontal.accounts.selectors import name_in, staff
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotFound
from rontal.core.models import Event
from rontal.data_requests.rules.clock import punctuality
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules.kinds import EVERYBODY_STEPS, ScopeKind, SearchStep
from rontal.incidents.states import RUNNING, IncidentState
from rontal.incidents.steps.incident_changes import require_handler
from rontal.privacy.access_events import BULK_ACCESS_EVENTS
from rontal.standard.rules import Punctuality

PER_PAGE = 30
YEAR = timedelta(days=365)
SHELVES = ("unfinished", *IncidentState, "all")
_UNFINISHED = (*RUNNING, IncidentState.CONFIRMED)


@dataclass(frozen=True)
class Reached:
    """Persons of an incident in numbers: all, by kind of data, and when they were reached."""

    persons: int
    openings: int
    first_at: datetime | None
    last_at: datetime | None
    kinds: list[tuple[str, int]]


@dataclass(frozen=True)
class IncidentFigures:
    """Incidents of the last year: all, dismissed, and notices confirmed in time or late."""

    recorded: int
    dismissed: int
    in_time: int
    late: int
    persons: int


def page(shelf: str, number: str, actor: Actor) -> "Page[Incident]":
    """Returns a page of the register, the earliest due time first; raises NotAllowed. Two
    queries.
    """
    require_handler(actor)
    rows: QuerySet[Incident] = Incident.objects.annotate(number=Count("persons"))
    rows = rows.defer("facts", "notices", "learned")
    if shelf in list(IncidentState):
        rows = rows.filter(state=shelf)
    elif shelf != "all":
        rows = rows.filter(state__in=_UNFINISHED)
    ordered = rows.order_by("-noticed_at", "-pk")
    return Paginator(ordered, PER_PAGE).get_page(number)


def counts(actor: Actor) -> dict[str, int]:
    """Counts the incidents on each shelf. One query."""
    require_handler(actor)
    per_state = {state.value: Count("pk", filter=Q(state=state)) for state in IncidentState}
    totals = Incident.objects.aggregate(**per_state, all=Count("pk"))
    totals["unfinished"] = sum(totals[state.value] for state in _UNFINISHED)
    return {name: totals[name] for name in SHELVES}


def incident_for_staff(code: str, actor: Actor) -> Incident:
    """Returns the incident with this code; raises NotAllowed, NotFound. One query."""
    require_handler(actor)
    if "\x00" in code:
        raise NotFound
    rows = Incident.objects.select_related("opened_by", "submitted_by", "confirmed_by")
    return NotFound.if_none(rows.filter(code=code.strip().upper()).first())


def punctuality_of(incident: Incident) -> Punctuality | None:
    """Returns the state of a running clock; None once notices are confirmed or it is dismissed."""
    if not incident.is_running:
        return None
    return punctuality(clock.now(), incident.noticed_at, incident.due_at)


def reached(incident: Incident) -> Reached:
    """Returns the persons of an incident in numbers. Two queries."""
    rows = AffectedPerson.objects.filter(incident=incident)
    sums = rows.aggregate(
        persons=Count("pk"), openings=Sum("openings"), first=Min("first_at"), last=Max("last_at")
    )
    by_kinds = rows.order_by().values_list("kinds").annotate(number=Count("pk"))
    counted: Counter[str] = Counter()
    for kinds, number in by_kinds:
        counted.update(dict.fromkeys(kinds, number))
    return Reached(
        persons=sums["persons"],
        openings=sums["openings"] or 0,
        first_at=sums["first"],
        last_at=sums["last"],
        kinds=counted.most_common(),
    )


def bulk_accesses(incident: Incident) -> int:
    """Returns how often the accounts of the scope downloaded data of many people, whom the log does
    not name, in the period. One query where accounts are the scope, else none.
    """
    if incident.scope != ScopeKind.ACCOUNTS:
        return 0
    rows = Event.objects.filter(
        name__in=BULK_ACCESS_EVENTS,
        actor_kind=ActorKind.STAFF,
        actor_id__in=incident.scope_accounts,
        at__gte=incident.scope_from,
        pk__lte=incident.search_last,
    )
    if incident.scope_until:
        rows = rows.filter(at__lt=incident.scope_until)
    return rows.count()


def progress(incident: Incident) -> int:
    """Returns how far the search for persons is, in percent."""
    if not incident.search_step:
        return 100
    if incident.search_step == SearchStep.EVENTS:
        whole = Event.objects.filter(pk__lte=incident.search_last)
        if incident.scope_from:
            whole = whole.filter(at__gte=incident.scope_from)
        first = whole.aggregate(first=Min("pk"))["first"] or incident.search_last
        span = max(1, incident.search_last - first + 1)
        return max(0, min(99, (incident.search_after - first + 1) * 100 // span))
    return EVERYBODY_STEPS.index(SearchStep(incident.search_step)) * 100 // len(EVERYBODY_STEPS)


def persons_of(incident: Incident) -> QuerySet[AffectedPerson]:
    """Returns the persons of an incident with the rows behind them, in their order."""
    rows = AffectedPerson.objects.filter(incident=incident).select_related(
        "application__guardian", "ticket", "data_request", "account"
    )
    return rows.order_by("pk")


def history(incident: Incident) -> list[tuple[Event, str]]:
    """Returns the last 100 events with the names of staff, the oldest first. One query."""
    rows: QuerySet[Any] = Event.objects.filter(
        subject_type=Incident._meta.label_lower, subject_id=str(incident.pk)
    )
    newest = rows.annotate(who=name_in("actor_id")).order_by("-pk")[:100]
    return [(one, one.who or "") for one in reversed(newest)]


def accounts() -> list[tuple[int, str]]:
    """Returns the accounts of staff that an incident may be about, closed ones too. One query."""
    return [(one.pk, f"{one.name or '–'} ({one.login_name})") for one in staff()]


def figures() -> IncidentFigures:
    """Returns the figures of incidents noticed in the last 365 days. Two queries."""
    since = clock.now() - YEAR
    recent = Incident.objects.filter(noticed_at__gte=since)
    rows = list(recent.only("confirmed_at", "due_at", "state"))
    confirmed = [(one.confirmed_at, one.due_at) for one in rows if one.confirmed_at]
    return IncidentFigures(
        recorded=len(rows),
        dismissed=sum(one.state == IncidentState.DISMISSED for one in rows),
        in_time=sum(at <= due for at, due in confirmed),
        late=sum(at > due for at, due in confirmed),
        persons=AffectedPerson.objects.filter(
            incident__noticed_at__gte=since, incident__confirmed_at__isnull=False
        ).count(),
    )
