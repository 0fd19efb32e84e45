"""Tests that compare due times in working days with days counted by hand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rontal.feedback.rules.kinds import Pace
from rontal.feedback.rules.times import Promise, due_after, punctuality
from rontal.standard.rules import Calendar, Punctuality

ZONE = ZoneInfo("Asia/Makassar")
NOV_17 = datetime(2026, 11, 17, tzinfo=ZONE).date()
CALENDAR = Calendar(zone=ZONE, is_off=lambda day: day == NOV_17)
NOTHING = ((),) * 7


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (local(9, 8), 3, local(12, 16, 30)),  # Monday morning → closing time on Thursday
        (local(9, 23, 59), 3, local(12, 16, 30)),  # the hour of the day does not count
        (local(10, 8), 3, local(13, 14, 30)),  # Friday is short but a working day.
        (local(12, 8), 3, local(18, 16, 30)),  # a weekend and a holiday on Tuesday the 17th
        (local(14, 8), 1, local(16, 16, 30)),  # received on a Saturday
        (local(16, 8), 1, local(18, 16, 30)),  # the next day is off
    ],
)
def test_the_day_of_receipt_and_days_without_hours_do_not_count(start, days, due):
    assert due_after(CALENDAR, start, days) == due


def test_calendar_without_working_hours_still_accepts_complaints():
    never = Calendar(zone=ZONE, week=NOTHING)
    assert due_after(never, local(9, 8), 5) == local(14, 8)


@given(
    minutes=st.integers(0, 60 * 24 * 365 * 2),
    days=st.integers(1, 60),
)
def test_exactly_that_many_working_days_lie_between(minutes, days):
    start = datetime(2025, 12, 30, tzinfo=UTC) + timedelta(minutes=minutes)
    due = due_after(CALENDAR, start, days).astimezone(ZONE)
    day, counted = start.astimezone(ZONE).date(), 0
    while day < due.date():
        day += timedelta(1)
        counted += day.weekday() < 5 and day != NOV_17
    assert counted == days
    assert due.weekday() < 5
    assert (due.hour, due.minute) == ((14, 30) if due.weekday() == 4 else (16, 30))


def test_each_speed_has_its_days():
    promise = Promise(3, 5, 14, 60)
    assert [promise.days(pace) for pace in Pace] == [5, 14, 60]


def test_the_last_quarter_is_at_risk_and_a_moment_past_the_end_is_late():
    start, due = local(9, 0), local(13, 0)
    assert punctuality(local(11, 23, 59), start, due) is Punctuality.ON_TIME
    assert punctuality(local(12, 0), start, due) is Punctuality.AT_RISK
    assert punctuality(due, start, due) is Punctuality.AT_RISK
    assert punctuality(due + timedelta(seconds=1), start, due) is Punctuality.LATE
