"""Tests for measured steps: recorded once, computed exactly, without a link to a person."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import floor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rontal.core import clock
from rontal.standard.steps import rules, selectors, services
from rontal.standard.steps.models import StepMark, StepTime
from rontal.standard.steps.rules import NOBODY, TOO_FEW, Period, Step

TODAY = date(2026, 11, 24)
HOUR = 3600


def measured(step: Step, day: date, seconds: int, promised: int = 2 * HOUR) -> StepTime:
    return StepTime(
        step=step, ended_on=day, seconds=seconds, working=False, promised_seconds=promised
    )


def middle(values: list[int], share: float) -> float:
    """Computes a percentile by its definition, with linear interpolation."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def figures_by_plain_count(rows: list[StepTime]) -> rules.Figure:
    if not rows:
        return NOBODY
    if len(rows) < 5:
        return TOO_FEW
    seconds = [row.seconds for row in rows]
    in_time = [row for row in rows if row.seconds <= row.promised_seconds]
    return rules.Figure(
        len(rows),
        round(middle(seconds, 0.5)),
        round(middle(seconds, 0.9)),
        floor(100 * len(in_time) / len(rows)),
    )


def same_week(first: date, second: date) -> bool:
    return first.isocalendar()[:2] == second.isocalendar()[:2]


def same_month(first: date, second: date) -> bool:
    return (first.year, first.month) == (second.year, second.month)


days = st.integers(0, 420).map(lambda back: TODAY - timedelta(back))
crowded = st.sampled_from([date(2026, 11, 23), date(2026, 11, 22), date(2026, 1, 1)])
times = st.builds(
    measured,
    st.sampled_from([Step.DECISION, Step.SIGN_IN]),
    crowded | days,
    st.integers(0, 5 * HOUR),
    st.sampled_from([HOUR, 2 * HOUR]),
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(times, max_size=60), period=st.sampled_from(Period))
def test_figures_equal_those_counted_by_hand(rows, period):
    same = same_week if period is Period.WEEK else same_month
    with transaction.atomic():
        StepTime.objects.bulk_create(rows)
        figures = {one.step: one for one in selectors.figures(period, until=TODAY)}
        transaction.set_rollback(True)
    first = figures[Step.FORM].periods[0].start
    for step in Step:
        ours = [row for row in rows if row.step == step and row.ended_on >= first]
        assert figures[step].overall == figures_by_plain_count(ours)
        for one in figures[step].periods:
            assert one.figure == figures_by_plain_count(
                [row for row in ours if same(row.ended_on, one.start)]
            )


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), period=st.sampled_from(Period))
def test_periods_are_contiguous_and_end_with_today(day, period):
    starts = rules.starts(period, day, 30)
    assert starts[-1] <= day
    for before, after in pairwise(starts):
        assert before < after
        assert rules.start_of(period, after - timedelta(1)) == before
        assert rules.start_of(period, after) == after
    if period is Period.WEEK:
        year, week, weekday = starts[-1].isocalendar()
        assert weekday == 1
        assert rules.label(period, starts[-1]) == f"{year}-W{week:02}"
        assert date.fromisoformat(f"{year}-W{week:02}-1") == starts[-1]


@pytest.mark.django_db
def test_four_people_are_too_few_to_show_and_five_are_not():
    StepTime.objects.bulk_create(measured(Step.SIGN_IN, TODAY, 60) for _ in range(4))
    by_step = {one.step: one for one in selectors.figures(Period.MONTH, until=TODAY)}
    assert by_step[Step.SIGN_IN].overall == TOO_FEW
    assert not by_step[Step.SIGN_IN].overall.is_shown
    StepTime.objects.bulk_create([measured(Step.SIGN_IN, TODAY, 3 * HOUR)])
    by_step = {one.step: one for one in selectors.figures(Period.MONTH, until=TODAY)}
    assert by_step[Step.SIGN_IN].overall.kept_percent == 80


@pytest.mark.django_db
def test_figures_of_a_period_need_one_query_besides_the_promise():
    StepTime.objects.bulk_create(measured(step, TODAY, 60) for step in Step for _ in range(9))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        selectors.figures(Period.WEEK, until=TODAY)
    assert len(queries) == 2


@pytest.mark.django_db
def test_a_job_that_runs_twice_measures_once():
    took = timedelta(hours=3)
    assert services.record(step=Step.DECISION, took=took, key="decision:1")
    assert not services.record(step=Step.DECISION, took=took, key="decision:1")
    assert services.record(step=Step.DECISION, took=took, key="decision:2")
    assert StepTime.objects.count() == 2


@pytest.mark.django_db
def test_rolled_back_step_is_not_measured_and_may_be_measured_later():
    with transaction.atomic():
        services.record(step=Step.FORM, took=timedelta(1), key="form:1")
        transaction.set_rollback(True)
    assert not StepTime.objects.exists()
    assert services.record(step=Step.FORM, took=timedelta(1), key="form:1")


@pytest.mark.django_db
def test_marks_are_deleted_after_some_weeks_and_times_remain():
    for month, key in ((3, "form:1"), (6, "form:2")):
        with clock.frozen_at(datetime(2026, month, 2, 1, tzinfo=UTC)):
            services.record(step=Step.FORM, took=timedelta(minutes=20), key=key)
    assert StepMark.objects.count() == 1
    assert StepTime.objects.count() == 2


@pytest.mark.django_db
def test_day_is_that_of_the_library_and_a_second_late_is_late():
    evening = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # half past midnight in Tabanan
    just_over = timedelta(hours=2, microseconds=1)
    services.record(step=Step.SIGN_IN, took=just_over, key="a", ended_at=evening)
    services.record(step=Step.SIGN_IN, took=timedelta(hours=2), key="b", ended_at=evening)
    services.record(step=Step.SIGN_IN, took=timedelta(seconds=-4), key="c", ended_at=evening)
    late, on_time, never = StepTime.objects.order_by("pk")
    assert late.ended_on == date(2026, 11, 24)
    assert (late.kept, on_time.kept) == (False, True)
    assert never.seconds == 0


@pytest.mark.django_db
def test_database_refuses_to_change_or_delete_a_time():
    services.record(step=Step.FORM, took=timedelta(minutes=20), key="form:1")
    for change in (lambda: StepTime.objects.update(seconds=1), StepTime.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_measured_time_has_no_field_that_identifies_a_person():
    assert {field.name for field in StepTime._meta.fields} == {
        "id", "step", "ended_on", "seconds", "working", "promised_seconds", "kept",
    }  # fmt: skip
    assert not json.dumps([field.name for field in StepMark._meta.fields]).count("application")
