"""Search for the persons affected, in batches. Each batch is one transaction that also moves the
position, so that a search that was cut off goes on where it was.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from rontal.accounts.models import User
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.events import emit
from rontal.core.models import Event
from rontal.core.statements import BATCH
from rontal.data_requests.models import DataRequest
from rontal.feedback.models import Ticket
from rontal.incidents import events
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules import reach
from rontal.incidents.rules.kinds import EVERYBODY_STEPS, SearchStep
from rontal.incidents.selectors.kinds import kinds_of_register
from rontal.incidents.steps.incident_changes import change, lock
from rontal.incidents.steps.person_references import Reference, references_of
from rontal.membership.models import Application, Guardian, Member

SEARCHER: Final = Actor.system("incidents.search_persons")
Rows = list[AffectedPerson]


@dataclass
class _Reach:
    """Openings of the data of one person in a batch."""

    kinds: set[str] = field(default_factory=set)
    times: list[datetime] = field(default_factory=list)


def search_persons(*, incident_id: int) -> None:
    """Searches until every person is found. Does nothing where no search runs."""
    while _search_batch(incident_id):
        pass


@transaction.atomic
def _search_batch(incident_id: int) -> bool:
    incident = lock(incident_id)
    if not incident.search_step:
        return False
    step = SearchStep(incident.search_step)
    after = _STEPS[step](incident)
    if after is not None:
        change(incident, search_after=after)
        return True
    return _go_on(incident, step)


def _go_on(incident: Incident, step: SearchStep) -> bool:
    """Moves to the next step; returns False after the last."""
    steps = EVERYBODY_STEPS if step in EVERYBODY_STEPS else (step,)
    following = steps[steps.index(step) + 1 :]
    if following:
        change(incident, search_step=following[0], search_after=0)
        return True
    change(incident, search_step="", searched_at=clock.now())
    persons = AffectedPerson.objects.filter(incident=incident).count()
    data = {"persons": persons, "unknown": incident.unknown}
    emit(events.PERSONS_FOUND, actor=SEARCHER, subject=incident, data=dict(data))
    return False


def _search_events(incident: Incident) -> int | None:
    rows = Event.objects.filter(
        name__in=reach.OPENINGS,
        actor_kind=ActorKind.STAFF,
        actor_id__in=incident.scope_accounts,
        at__gte=incident.scope_from,
        pk__gt=incident.search_after,
        pk__lte=incident.search_last,
    )
    if incident.scope_until:
        rows = rows.filter(at__lt=incident.scope_until)
    batch = list(rows.order_by("pk")[:BATCH])
    wanted = _wanted(incident)
    found = [(row, kind) for row in batch if (kind := reach.kind_of(row.name, row.data)) in wanted]
    references = references_of(row for row, _kind in found)
    reached: dict[Reference, _Reach] = {}
    for row, kind in found:
        for reference in references.get(row.pk, ()):
            one = reached.setdefault(reference, _Reach())
            one.kinds.add(kind)
            one.times.append(row.at)
    lost = sum(row.pk not in references and not _is_vain_search(row) for row, _kind in found)
    if lost:
        change(incident, unknown=incident.unknown + lost)
    _add(incident, reached)
    return batch[-1].pk if len(batch) == BATCH else None


def _is_vain_search(event: Event) -> bool:
    """Returns True for a search by identity number that found nobody: its subject is the staff."""
    return event.subject_type == User._meta.label_lower


def _wanted(incident: Incident) -> frozenset[str]:
    return frozenset(incident.scope_kinds or (kind.code for kind in kinds_of_register()))


def _add(incident: Incident, reached: Mapping[Reference, _Reach]) -> None:
    """Adds what was opened to the persons; creates those that are new."""
    for column in AffectedPerson.REFERENCES:
        own = {one.pk: found for one, found in reached.items() if one.column == column}
        if not own:
            continue
        rows = AffectedPerson.objects.filter(incident=incident, **{f"{column}__in": list(own)})
        known = {getattr(row, f"{column}_id"): row for row in rows}
        new = [_empty(incident, column, pk) for pk in sorted(own.keys() - known.keys())]
        for pk, row in [*known.items(), *((getattr(row, f"{column}_id"), row) for row in new)]:
            _extend(row, own[pk])
        AffectedPerson.objects.bulk_create(new, batch_size=BATCH)
        names = ["kinds", "openings", "first_at", "last_at"]
        AffectedPerson.objects.bulk_update(known.values(), names, batch_size=BATCH)


def _empty(incident: Incident, column: str, pk: int) -> AffectedPerson:
    return AffectedPerson(incident=incident, **{f"{column}_id": pk})


def _extend(row: AffectedPerson, found: _Reach) -> None:
    row.kinds = sorted({*row.kinds, *found.kinds})
    row.openings += len(found.times)
    row.first_at = min([*found.times, *([row.first_at] if row.first_at else [])])
    row.last_at = max([*found.times, *([row.last_at] if row.last_at else [])])


def _search_applications(incident: Incident) -> int | None:
    guardians = Guardian.objects.filter(ended_at=None, refused_at=None)
    rows = Application.objects.exclude(name="", email="").annotate(
        is_member=Exists(Member.objects.filter(application=OuterRef("pk"))),
        is_child=Exists(guardians.filter(application=OuterRef("pk"))),
    )
    wanted = _wanted(incident)

    def kinds(row: Any) -> list[str]:
        return reach.kinds_of_application(
            wanted,
            has_photos=row.card_photo_id is not None or row.face_photo_id is not None,
            is_member=row.is_member,
            is_child=row.is_child,
        )

    return _search_rows(incident, rows, "application", "submitted_at", kinds)


def _search_tickets(incident: Incident) -> int | None:
    rows = Ticket.objects.filter(reporter__isnull=False)
    kinds = sorted(_wanted(incident) & reach.OF_TICKETS)
    return _search_rows(incident, rows, "ticket", "received_at", lambda _row: kinds)


def _search_requests(incident: Incident) -> int | None:
    rows = DataRequest.objects.filter(contact__isnull=False, account__application=None)
    kinds = sorted(_wanted(incident) & reach.OF_REQUESTS)
    return _search_rows(incident, rows, "data_request", "received_at", lambda _row: kinds)


def _search_staff(incident: Incident) -> int | None:
    rows = User.objects.filter(~Q(roles=[]), application=None, is_active=True)
    kinds = sorted(_wanted(incident) & reach.OF_STAFF)
    return _search_rows(incident, rows, "account", "", lambda _row: kinds)


def _search_rows(
    incident: Incident,
    rows: "QuerySet[Any]",
    column: str,
    since: str,
    kinds: Callable[[Any], Sequence[str]],
) -> int | None:
    """Adds the persons of a batch of rows; returns the position, or None at the end."""
    if incident.scope_until and since:
        rows = rows.filter(**{f"{since}__lt": incident.scope_until})
    batch = list(rows.filter(pk__gt=incident.search_after).order_by("pk")[:BATCH])
    found = _persons(incident, batch, column, kinds)
    AffectedPerson.objects.bulk_create(found, batch_size=BATCH)
    return batch[-1].pk if len(batch) == BATCH else None


def _persons(
    incident: Incident, batch: Iterable[Any], column: str, kinds: Callable[[Any], Sequence[str]]
) -> Rows:
    found = [(row, list(kinds(row))) for row in batch]
    return [
        AffectedPerson(
            incident=incident,
            kinds=own,
            first_at=incident.scope_from or incident.scope_until,
            **{f"{column}_id": row.pk},
        )
        for row, own in found
        if own
    ]


_STEPS: Final[Mapping[SearchStep, Callable[[Incident], int | None]]] = {
    SearchStep.EVENTS: _search_events,
    SearchStep.APPLICATIONS: _search_applications,
    SearchStep.TICKETS: _search_tickets,
    SearchStep.DATA_REQUESTS: _search_requests,
    SearchStep.STAFF: _search_staff,
}
