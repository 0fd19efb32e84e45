"""Tests that compare the calendar with the reference implementation, in several time zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rontal.standard.rules import (
    DEFAULT_WEEK,
    Calendar,
    NoWorkingTime,
    due,
    due_in_days,
    worked,
    working_days,
)
from tests.support.standard.reference_calendar import HOLIDAYS, MINUTE, ZONES, Wall, calendars, utc

# The windows contain a turn of the year and each zone's change to or from daylight saving time.
WINDOWS = [
    (date(2026, 3, 5), date(2026, 4, 8)),
    (date(2026, 10, 1), date(2026, 11, 4)),
    (date(2026, 12, 15), date(2027, 1, 12)),
]
EXACT = settings(max_examples=120, deadline=None)


@st.composite
def scenes(draw):
    """Generates a calendar, its reference, and a moment in its window."""
    first, last = draw(st.sampled_from(WINDOWS))
    entries = draw(calendars(first, last))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    begin, end = (
        datetime(first.year, first.month, first.day),
        datetime(last.year, last.month, last.day),
    )
    moment = utc(draw(st.datetimes(begin, end)))
    return entries.calendar(zone, HOLIDAYS.__contains__), Wall(zone, entries), moment


@pytest.mark.whole
@EXACT
@given(scenes(), st.integers(1, 900))
def test_due_time_equals_counting_minutes(scene, minutes):
    calendar, wall, start = scene
    due_time = due(calendar, start, minutes * MINUTE)
    assume(due_time - start < timedelta(days=40))
    assert due_time == wall.due(start, minutes)


@pytest.mark.whole
@EXACT
@given(scenes(), st.integers(-2000, 30_000))
def test_working_time_between_is_the_number_of_worked_minutes(scene, minutes):
    calendar, wall, start = scene
    end = start + minutes * MINUTE
    assert worked(calendar, start, end) == wall.worked(start, end)


@pytest.mark.whole
@EXACT
@given(scenes(), st.integers(1, 200_000_000_000))
def test_adding_and_measuring_agree_to_the_microsecond(scene, microseconds):
    calendar, _wall, start = scene
    amount = timedelta(microseconds=microseconds)
    end = due(calendar, start, amount)
    assert worked(calendar, start, end) == amount
    assert worked(calendar, start, end - timedelta(microseconds=1)) < amount


@pytest.mark.whole
@EXACT
@given(scenes(), st.integers(0, 900), st.integers(0, 900))
def test_time_in_two_parts_is_due_like_the_whole(scene, one, two):
    calendar, _wall, start = scene
    assume(one + two)
    once = due(calendar, start, (one + two) * MINUTE)
    assert due(calendar, due(calendar, start, one * MINUTE), two * MINUTE) == once


@settings(max_examples=40, deadline=None)
@given(scenes(), st.integers(1, 12))
def test_promise_in_days_ends_with_the_last_hours_of_that_day(scene, days):
    calendar, wall, start = scene
    end = due_in_days(calendar, start, days)
    assume(end - start < timedelta(days=60))
    assert wall.works(end - MINUTE)
    first, last = (moment.astimezone(wall.zone).date() for moment in (start, end - MINUTE))
    assert working_days(calendar, first + timedelta(1), last) == days


def test_hour_skipped_in_spring_is_not_worked():
    night = Calendar(ZoneInfo("Europe/Berlin"), week=(((time(1), time(4)),),) * 7)
    begin, end = night.spans(date(2026, 3, 29))[0][0], night.spans(date(2026, 3, 29))[-1][1]
    assert end - begin == timedelta(hours=2)
    assert begin == datetime(2026, 3, 29, 0, tzinfo=UTC)


def test_hour_repeated_in_autumn_is_worked_twice():
    night = Calendar(ZoneInfo("Europe/Berlin"), week=(((time(2), time(3)),),) * 7)
    spans = night.spans(date(2026, 10, 25))
    assert sum((end - begin for begin, end in spans), timedelta()) == timedelta(hours=2)


def test_hours_until_midnight_continue_the_next_day_without_a_gap():
    always = Calendar(ZoneInfo("Asia/Makassar"), week=(((time(0), time(0)),),) * 7)
    start = datetime(2026, 12, 31, 3, 4, 5, 6, tzinfo=UTC)
    assert due(always, start, timedelta(days=3)) == start + timedelta(days=3)


def test_promise_over_the_turn_of_the_year():
    bali = Calendar(ZoneInfo("Asia/Makassar"), is_off=HOLIDAYS.__contains__)
    start = datetime(2026, 12, 31, 15, 30, tzinfo=bali.zone)  # Thursday, with an hour of work left
    # Friday is New Year. Seven hours remain for Monday the 4th: 4.5 until noon, 2.5 from 13:00.
    assert due(bali, start, timedelta(hours=8)) == datetime(2027, 1, 4, 15, 30, tzinfo=bali.zone)


def test_promise_over_several_years():
    bali = Calendar(ZoneInfo("Asia/Makassar"))
    start = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)
    end = due(bali, start, timedelta(hours=8 * 2000))
    assert end.year > 2033
    assert worked(bali, start, end) == timedelta(hours=8 * 2000)


@pytest.mark.parametrize(
    "rule", [lambda c, s: due(c, s, MINUTE), lambda c, s: due_in_days(c, s, 1)]
)
def test_calendar_without_working_time_is_reported(rule):
    with pytest.raises(NoWorkingTime):
        rule(Calendar(ZoneInfo("Asia/Makassar"), week=((),) * 7), datetime(2026, 5, 1, tzinfo=UTC))


def test_year_is_computed_once():
    cases = []
    calendar = Calendar(ZoneInfo("Asia/Makassar"), is_off=lambda day: bool(cases.append(day)))
    for hour in range(200):
        due(calendar, datetime(2026, 6, 1, tzinfo=UTC) + timedelta(hours=hour), timedelta(hours=8))
    assert len(cases) < 400
    assert calendar.week == DEFAULT_WEEK
