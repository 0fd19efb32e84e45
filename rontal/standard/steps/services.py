"""Measuring a step, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from rontal.kernel import clock, sealing
from rontal.standard.selectors import library
from rontal.standard.steps import selectors
from rontal.standard.steps.models import StepMark, StepTime
from rontal.standard.steps.rules import IN_WORKING_TIME, Step, whole_seconds

MARKS_LAST = timedelta(days=60)
"""No job is tried again after so long."""
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
class Taken:
    """A step that ended at `ended_at` after `took` (working time for the decision)."""

    step: Step
    took: timedelta
    ended_at: datetime


def record(*, step: Step, took: timedelta, key: str, ended_at: datetime | None = None) -> bool:
    """Measures that a step took `took`, in the caller's transaction; False where it was already.

    `key` names the occurrence (such as `decision:17`), so that running twice measures once; only
    its keyed hash is kept, apart from the time, and not for long. `ended_at` is now where it is
    not given. The promise that holds at this moment is written beside the time.
    """
    return record_all(times=[Taken(step, took, ended_at or clock.now())], key=key)


def record_all(*, times: Iterable[Taken], key: str) -> bool:
    """Measures many at once under one key: all of them, or none and False. One statement: a second
    one with the same key waits until the first has ended."""
    promised = selectors.promises()
    rows = [_row(taken, promised[taken.step]) for taken in times]
    if not rows:
        return False
    now = clock.now()
    values: list[Any] = [sealing.keyed_hash(key, purpose="step"), now, now - MARKS_LAST]
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, [*values, *(list(column) for column in zip(*rows, strict=True))])
        return bool(cursor.rowcount > 0)


def _row(taken: Taken, promised: timedelta) -> tuple[str, date, int, bool, int]:
    return (
        taken.step.value,
        taken.ended_at.astimezone(library().tz).date(),
        whole_seconds(taken.took),
        taken.step in IN_WORKING_TIME,
        whole_seconds(promised),
    )
