"""Tests for the months and years of reports."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rontal.standard.rules.periods import Length, containing, read

DAYS = st.dates(date(2000, 2, 1), date(2199, 12, 31))
LENGTHS = st.sampled_from(Length)
BALI = ZoneInfo("Asia/Makassar")


@given(DAYS, LENGTHS)
def test_every_day_is_in_one_period_and_periods_are_contiguous(day: date, length: Length):
    period = containing(day, length)
    assert period.first <= day <= period.last
    assert period.before.last == period.first - timedelta(1)
    assert period.after.first == period.last + timedelta(1)
    assert period.before.after == period
    assert read(period.label) == period


@given(DAYS, LENGTHS)
def test_twelve_months_are_drawn_and_the_period_is_among_them(day: date, length: Length):
    period = containing(day, length)
    assert len(set(period.months)) == 12
    assert period.months == sorted(period.months)
    assert period.last.replace(day=1) == period.months[-1]


@given(DAYS, LENGTHS)
def test_times_are_contiguous(day: date, length: Length):
    period = containing(day, length)
    assert period.moments(BALI)[1] == period.after.moments(BALI)[0]


def test_period_is_over_the_day_after():
    period = read("2026-02")
    assert not period.is_over(date(2026, 2, 28))
    assert period.is_over(date(2026, 3, 1))


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "26", "1999", "2201", "2026-1", "x", "٢٠٢٦"]
)
def test_invalid_periods(text: str):
    assert read(text) is None
