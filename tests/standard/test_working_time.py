"""Tests that compare working time with counting minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rontal.standard import rules, selectors
from rontal.standard.rules import Calendar, NoWorkingTime, Punctuality

BALI = ZoneInfo("Asia/Makassar")
OFF = {date(2026, 11, 25)}
CALENDAR = Calendar(zone=BALI, is_off=lambda day: day in OFF)
MINUTE = timedelta(minutes=1)
MOMENTS = st.datetimes(datetime(2026, 11, 16), datetime(2026, 12, 6)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=BALI)
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BALI)


def works(moment: datetime) -> bool:
    local = moment.astimezone(BALI)
    spans = rules.DEFAULT_WEEK[local.weekday()]
    return local.date() not in OFF and any(a <= local.time() < b for a, b in spans)


def counted_due(start: datetime, minutes: int) -> datetime:
    moment = start
    while minutes:
        minutes -= works(moment)
        moment += MINUTE
    return moment


@settings(max_examples=150)
@given(MOMENTS, st.integers(1, 1500))
def test_due_time_equals_counting_minutes(start, minutes):
    assert rules.due(CALENDAR, start, minutes * MINUTE) == counted_due(start, minutes)


@settings(max_examples=100)
@given(MOMENTS, MOMENTS)
def test_worked_time_is_the_number_of_working_minutes(start, end):
    count = sum(works(start + n * MINUTE) for n in range(max(0, int((end - start) / MINUTE))))
    assert rules.worked(CALENDAR, start, end) == count * MINUTE


@settings(max_examples=100)
@given(MOMENTS, st.integers(1, 3000))
def test_working_until_due_takes_exactly_the_promised_time(start, minutes):
    due = rules.due(CALENDAR, start, minutes * MINUTE)
    assert rules.worked(CALENDAR, start, due) == minutes * MINUTE


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (at(23, 7, 30), at(23, 16, 30)),  # Monday morning: the same day's end
        (at(23, 12, 30), at(24, 12, 0)),  # in the break, so that counting starts at 13:00
        (at(24, 16, 30), at(26, 16, 30)),  # end of Tuesday; Wednesday is off
        (at(27, 8, 0), at(30, 10, 30)),  # Friday with 5 hours left; 3 more on Monday
        (at(28, 23, 59), at(30, 16, 30)),  # nothing is counted at the weekend
    ],
)
def test_eight_hours_from(start, due):
    assert rules.due(CALENDAR, start, timedelta(hours=8)) == due


def test_due_time_is_stored_in_utc_and_is_the_same_instant():
    due = rules.due(CALENDAR, datetime(2026, 11, 23, 0, 0, tzinfo=UTC), timedelta(hours=1))
    assert due == at(23, 9)
    assert due.utcoffset() == timedelta()


def test_calendar_without_working_time_is_detected():
    empty = Calendar(zone=BALI, week=((),) * 7)
    with pytest.raises(NoWorkingTime):
        rules.due(empty, at(23, 8), timedelta(minutes=1))


def test_calendar_with_odd_hours_works():
    nights = Calendar(zone=BALI, week=(((time(22), time(23, 59)),),) * 7)
    assert rules.due(nights, at(23, 8), timedelta(hours=1)) == at(23, 23)


@pytest.mark.parametrize(
    ("used", "state"),
    [(0, Punctuality.ON_TIME), (359, Punctuality.ON_TIME), (360, Punctuality.AT_RISK),
     (480, Punctuality.AT_RISK), (481, Punctuality.LATE)],
)  # fmt: skip
def test_the_last_quarter_is_at_risk(used, state):
    assert selectors.decision_punctuality(timedelta(minutes=used)) == state


@pytest.mark.django_db
def test_national_holidays_are_off():
    calendar = selectors.calendar()
    assert calendar.spans(date(2026, 8, 17)) == []
    assert len(calendar.spans(date(2026, 8, 18))) == 2


@pytest.mark.django_db
def test_time_already_used_is_subtracted_from_the_promise():
    start = at(23, 7, 30)
    assert selectors.decision_due(start, used=timedelta(hours=7)) == at(23, 8, 30)
    assert selectors.decision_due(start, used=timedelta(hours=9)) == start
