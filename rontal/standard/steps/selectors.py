"""Figures of the measured steps: one query for all steps of all periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from rontal.core import clock
from rontal.standard.policies import StandardPolicies
from rontal.standard.publication.selectors import time_in_force
from rontal.standard.selectors import library
from rontal.standard.steps.models import StepTime
from rontal.standard.steps.rules import (
    NOBODY,
    PROMISED,
    SHOWN,
    Figure,
    Measured,
    Period,
    Step,
    StepFigures,
    figure,
    label,
    starts,
    whole_seconds,
)

SQL = f"""
SELECT step, date_trunc(%s, ended_on::timestamp)::date AS start, count(*),
       percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds),
       count(*) FILTER (WHERE kept)
FROM {StepTime._meta.db_table} WHERE ended_on BETWEEN %s AND %s
GROUP BY GROUPING SETS ((step, start), (step))
"""  # noqa: S608 - the table's own name
BETWEEN = f"""
SELECT step, ended_on >= %s AS is_now, count(*),
       percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds),
       count(*) FILTER (WHERE kept), min(promised_seconds), max(promised_seconds)
FROM {StepTime._meta.db_table} WHERE ended_on BETWEEN %s AND %s GROUP BY step, is_now
"""  # noqa: S608 - the table's own name
Groups = Mapping[tuple[str, date | None], Figure]


def promises() -> dict[Step, timedelta]:
    """Returns the promised time of each step: working time for the decision, else elapsed time.

    The decision's time is the policy that due times are computed with; the others are parts of the
    standard in force. The mail with the result has the time of the part in which it is read.
    """
    rows = {row.step: timedelta(minutes=row.minutes) for row in time_in_force() if row.step}
    by_step = {step: rows.get(step.value, PROMISED[step]) for step in PROMISED}
    by_step[Step.RESULT_MAIL] = by_step[Step.SIGN_IN]
    decision = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    return by_step | {Step.DECISION: decision}


def figures(period: Period, *, until: date | None = None) -> list[StepFigures]:
    """Returns the figures of every step for the last weeks (26) or months (12) up to `until`
    (today).

    Median and 90th percentile are interpolated between neighbours; groups of fewer than
    `MIN_GROUP_SIZE` come without values.
    """
    last = until or clock.now().astimezone(library().tz).date()
    days = starts(period, last, SHOWN[period])
    groups, promised = _groups(period, days[0], last), promises()
    return [_figures_of_step(step, promised[step], period, days, groups) for step in Step]


def _figures_of_step(
    step: Step, promised: timedelta, period: Period, days: list[date], groups: Groups
) -> StepFigures:
    periods = (
        Measured(day, label(period, day), groups.get((step.value, day), NOBODY)) for day in days
    )
    return StepFigures(
        step=step,
        promised=whole_seconds(promised),
        overall=groups.get((step.value, None), NOBODY),
        periods=tuple(periods),
    )


def _groups(period: Period, first: date, last: date) -> Groups:
    with connection.cursor() as cursor:
        cursor.execute(SQL, [period.value, first, last])
        rows = cursor.fetchall()
    return {
        (step, start): figure(count, float(middle[0]), float(middle[1]), in_time)
        for step, start, count, middle, in_time in rows
    }


@dataclass(frozen=True)
class Between:
    """Figure of one step in a period; `promised` are the shortest and the longest promise, in
    seconds, that applied when it was measured.
    """

    figure: Figure = NOBODY
    promised: tuple[int, int] | None = None


def compare_periods(
    first: date, middle: date, last: date
) -> tuple[dict[Step, Between], dict[Step, Between]]:
    """Returns the figures of every measured step: from `middle` to `last`, and from `first` to the
    day before `middle`.

    One query. Groups of fewer than `MIN_GROUP_SIZE` come without values.
    """
    with connection.cursor() as cursor:
        cursor.execute(BETWEEN, [middle, first, last])
        rows = cursor.fetchall()
    periods: dict[bool, dict[Step, Between]] = {True: {}, False: {}}
    for step, is_now, count, times, in_time, shortest, longest in rows:
        value = figure(count, float(times[0]), float(times[1]), in_time)
        periods[is_now][Step(step)] = Between(value, (shortest, longest))
    return periods[True], periods[False]
