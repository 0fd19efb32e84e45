"""Locks and state transitions of applications, in one place, so that every transition updates the
clock, the time to lapse and the counts, and emits one event.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection

from rontal.core import clock, transitions
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import Scalar, emit
from rontal.membership.models import Application, CaseLease, Member
from rontal.membership.selectors.applications import working_time_used
from rontal.membership.states import CLOCK_RUNS, FINAL, TRANSITIONS, ApplicationState
from rontal.membership.steps import counting
from rontal.standard.selectors import decision_due


def lock_person(*hashes: bytes) -> None:
    """Locks one person, known by these keyed hashes, until the transaction ends.

    A person who is not registered yet has no row to lock, so that it is an advisory lock. It comes
    first in the order of locks, before member and application.
    """
    lock_persons(hashes)


def lock_persons(hashes: Iterable[bytes]) -> None:
    """Locks persons as `lock_person` does, in a fixed order and one statement."""
    keys = sorted({int.from_bytes(one[:8], "big", signed=True) for one in hashes if one})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def lock(application_id: int) -> Application:
    """Returns the application, locked until the transaction ends; raises NotFound."""
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    return NotFound.if_none(rows.filter(pk=application_id).first())


def lock_member(member_id: int) -> Member:
    """Returns the membership, locked until the transaction ends; raises NotFound. Must be called
    before an application is locked.
    """
    rows = Member.objects.select_for_update(no_key=True, of=("self",))
    return NotFound.if_none(rows.filter(pk=member_id).first())


def move(
    application: Application,
    to: ApplicationState,
    *,
    event: str,
    actor: Actor,
    data: dict[str, Scalar] | None = None,
    **changes: Any,
) -> None:
    """Changes the state of an application and emits the event with `from` and `to`.

    Raises IllegalTransition.
    """
    frm, ends = application.state, _end(to)
    due = counting.uncounted(application, to, ended_at=ends.get("ended_at"))
    facts = counting.facts(application, due) if ends else []
    transitions.move(
        application, to, table=TRANSITIONS, **_clock(application, to), **ends, **changes
    )
    counting.write(facts)
    if frm == ApplicationState.IN_REVIEW:
        CaseLease.objects.filter(application=application).delete()
    moved: dict[str, Scalar] = {"from": str(frm), "to": to.value}
    emit(event, actor=actor, subject=application, data={**moved, **(data or {})})


def _clock(application: Application, to: ApplicationState) -> dict[str, Any]:
    """Returns the changes of the service clock, which runs (in working time) only in `checking` and
    `in_review`.
    """
    ran, runs = application.state in CLOCK_RUNS, to in CLOCK_RUNS
    if ran and not runs:
        used = int(working_time_used(application).total_seconds())
        return {"working_seconds_used": used, "clock_started_at": None}
    if runs and not ran:
        now = clock.now()
        used_before = timedelta(seconds=application.working_seconds_used)
        return {"clock_started_at": now, "due_at": decision_due(now, used=used_before)}
    return {}


def _end(to: ApplicationState) -> dict[str, Any]:
    if to in FINAL:
        return {"ended_at": clock.now(), "lapse_at": None, "counted": counting.counted(to)}
    return {"lapse_at": None} if to in CLOCK_RUNS else {}
