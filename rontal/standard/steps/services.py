"""Measuring a step, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rontal.kernel import clock, sealing
from rontal.standard.selectors import library
from rontal.standard.steps import selectors
from rontal.standard.steps.models import StepMark, StepTime
from rontal.standard.steps.rules import IN_WORKING_TIME, Step, whole_seconds

MARKS_LAST = timedelta(days=60)
"""No job is tried again after so long."""


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
    """Measures many at once under one key: all of them, or none and False."""
    with transaction.atomic():
        StepMark.objects.filter(made_at__lt=clock.now() - MARKS_LAST).delete()
        if not _is_first(key):
            return False
        promised = selectors.promises()
        rows = [_row(taken, promised[taken.step]) for taken in times]
        StepTime.objects.bulk_create(rows, batch_size=2000)
    return True


def _is_first(key: str) -> bool:
    """True for whoever comes first with this key; a second one waits until the first has ended."""
    digest = sealing.keyed_hash(key, purpose="step")
    there = StepMark.objects.filter(pk=digest).exists()
    if there:
        return False
    mark, fresh = StepMark.objects.get_or_create(pk=digest)
    return fresh


def _row(taken: Taken, promised: timedelta) -> StepTime:
    return StepTime(
        step=taken.step,
        ended_on=taken.ended_at.astimezone(library().tz).date(),
        seconds=whole_seconds(taken.took),
        working=taken.step in IN_WORKING_TIME,
        promised_seconds=whole_seconds(promised),
    )
