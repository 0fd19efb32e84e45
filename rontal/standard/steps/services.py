"""Recording the measured duration of a step, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from rontal.core import clock, sealing
from rontal.standard.selectors import library
from rontal.standard.steps import selectors
from rontal.standard.steps.models import StepMark, StepTime
from rontal.standard.steps.rules import IN_WORKING_TIME, Step, whole_seconds

MARKS_LAST = timedelta(days=60)
"""Lifetime of a mark; no job is retried after so long."""
_RECORD = f"""
WITH fresh AS (
    INSERT INTO {StepMark._meta.db_table} (key, made_at) VALUES (%s, %s)
    ON CONFLICT DO NOTHING RETURNING key
), old AS (
    DELETE FROM {StepMark._meta.db_table} WHERE made_at < %s
)
INSERT INTO {StepTime._meta.db_table} (step, ended_on, seconds, working, promised_seconds)
SELECT times.* FROM fresh, unnest(%s::text[], %s::date[], %s::int[], %s::bool[], %s::int[]) AS times
"""  # noqa: S608 - the tables' own names


@dataclass(frozen=True)
class StepDuration:
    """Step that ended at `ended_at` and took `took` (working time for the decision)."""

    step: Step
    took: timedelta
    ended_at: datetime


def record(*, step: Step, took: timedelta, key: str, ended_at: datetime | None = None) -> bool:
    """Records the duration of a step in the caller's transaction; False when it was already
    recorded.

    `key` names the occurrence (such as `decision:17`), so that a second call records nothing; only
    its keyed hash is stored, separate from the duration, and for 60 days. `ended_at` is by default
    now. The promise that applies now is stored with the duration.
    """
    return record_all(times=[StepDuration(step, took, ended_at or clock.now())], key=key)


def record_all(*, times: Iterable[StepDuration], key: str) -> bool:
    """Records several durations under one key: all of them, or none and False. Runs as one
    statement, so that a concurrent call with the same key waits for the first.
    """
    promised = selectors.promises()
    rows = [_row(duration, promised[duration.step]) for duration in times]
    if not rows:
        return False
    now = clock.now()
    digest, *former = sealing.keyed_hashes(key, purpose="step")
    if former and StepMark.objects.filter(key__in=former).exists():
        return False
    values: list[Any] = [digest, now, now - MARKS_LAST]
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, [*values, *(list(column) for column in zip(*rows, strict=True))])
        return bool(cursor.rowcount > 0)


def _row(duration: StepDuration, promised: timedelta) -> tuple[str, date, int, bool, int]:
    return (
        duration.step.value,
        duration.ended_at.astimezone(library().tz).date(),
        whole_seconds(duration.took),
        duration.step in IN_WORKING_TIME,
        whole_seconds(promised),
    )
