"""Choice of what an incident reached. A new choice starts a new search for persons."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app

from rontal.accounts.models import User
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import emit, newest
from rontal.incidents import events
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules.kinds import EVERYBODY_STEPS, ScopeKind, SearchStep
from rontal.incidents.selectors.kinds import kinds_of_register
from rontal.incidents.steps.incident_changes import change, lock_editable

SEARCH: Final = "incidents:search_persons"
"""Name of the job in `tasks.py`."""


@dataclass(frozen=True)
class Scope:
    """Reach of an incident: openings by accounts of staff, or a copy of everything.

    Without `kinds` all kinds count. `since` and `until` bound the openings; a copy of everything
    holds what was stored at `until`.
    """

    kind: ScopeKind
    accounts: Sequence[int] = ()
    since: datetime | None = None
    until: datetime | None = None
    kinds: Sequence[str] = field(default_factory=tuple)


def choose_scope(*, incident_id: int, scope: Scope, actor: Actor) -> Incident:
    """Stores the scope, forgets the persons of an earlier one and starts the search.

    Raises NotAllowed, NotFound, IncidentOver, NoticesConfirmed, Invalid.
    """
    _validate(scope)
    with transaction.atomic():
        incident = lock_editable(incident_id, actor)
        AffectedPerson.objects.filter(incident=incident).delete()
        change(
            incident,
            scope=scope.kind,
            scope_accounts=sorted(set(scope.accounts)),
            scope_from=scope.since,
            scope_until=scope.until,
            scope_kinds=sorted(set(scope.kinds)),
            scope_run=incident.scope_run + 1,
            search_step=_first_step(scope.kind),
            search_after=0,
            search_last=newest(),
            searched_at=None,
            unknown=0,
        )
        emit(events.SCOPE_CHOSEN, actor=actor, subject=incident, data={"scope": scope.kind.value})
        defer_search(incident_id=incident.pk)
    return incident


def defer_search(*, incident_id: int) -> None:
    """Defers the search for persons; one runs at a time."""
    lock = f"{SEARCH}:{incident_id}"
    app.configure_task(SEARCH, lock=lock).defer(incident_id=incident_id)


def _first_step(kind: ScopeKind) -> SearchStep:
    return SearchStep.EVENTS if kind is ScopeKind.ACCOUNTS else EVERYBODY_STEPS[0]


def _validate(scope: Scope) -> None:
    faults = {}
    if scope.kind is ScopeKind.ACCOUNTS:
        known = User.objects.filter(pk__in=list(scope.accounts)).count()
        if not scope.accounts or known != len(set(scope.accounts)):
            faults["accounts"] = "empty"
        if scope.since is None:
            faults["since"] = "empty"
    if scope.since and scope.since > clock.now():
        faults["since"] = "in_the_future"
    if scope.since and scope.until and scope.until < scope.since:
        faults["until"] = "before_since"
    if set(scope.kinds) - {kind.code for kind in kinds_of_register()}:
        faults["kinds"] = "unknown"
    if faults:
        raise Invalid(faults)
