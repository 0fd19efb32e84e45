"""Tests for the Balinese holidays of the Pawukon."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rontal.standard.rules.holidays import nyepi
from rontal.standard.rules.pawukon import CYCLE, BaliDay, pawukon_days, place, proposals, week_name

GALUNGAN = [date(2025, 4, 23), date(2025, 11, 19), date(2026, 6, 17), date(2027, 1, 13)]


def proposed_days(code: BaliDay, *years: int) -> list[date]:
    return [one.day for year in years for one in proposals(year, nyepi(year)) if one.code == code]


def test_galungan_on_its_known_dates():
    assert proposed_days(BaliDay.GALUNGAN, 2025, 2026, 2027)[:4] == GALUNGAN


@pytest.mark.parametrize("day", GALUNGAN)
def test_galungan_is_wednesday_of_dungulan_and_kuningan_ten_days_after(day):
    assert (day.weekday(), week_name(day)) == (2, "Dungulan")
    assert day + timedelta(10) in proposed_days(BaliDay.KUNINGAN, day.year, day.year + 1)
    assert week_name(day + timedelta(10)) == "Kuningan"


def test_the_days_around_galungan_and_kuningan():
    around = {one.day: one.code for one in proposals(2026, nyepi(2026)) if one.day.month == 6}
    assert around == {
        date(2026, 6, 16): BaliDay.GALUNGAN_BEFORE,
        date(2026, 6, 17): BaliDay.GALUNGAN,
        date(2026, 6, 18): BaliDay.GALUNGAN_AFTER,
        date(2026, 6, 26): BaliDay.KUNINGAN_BEFORE,
        date(2026, 6, 27): BaliDay.KUNINGAN,
    }


def test_saraswati_and_pagerwesi_four_days_after():
    assert proposed_days(BaliDay.SARASWATI, 2025) == [date(2025, 2, 8), date(2025, 9, 6)]
    assert proposed_days(BaliDay.PAGERWESI, 2025) == [date(2025, 2, 12), date(2025, 9, 10)]
    assert week_name(date(2025, 2, 8)) == "Watugunung"


def test_neighbours_of_nyepi_follow_the_national_holiday():
    assert proposed_days(BaliDay.NYEPI_BEFORE, 2026) == [date(2026, 3, 18)]
    assert proposed_days(BaliDay.NYEPI_AFTER, 2026) == [date(2026, 3, 20)]
    assert not [one for one in proposals(2026, ()) if one.code.startswith("nyepi")]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_cycle_has_210_days_and_weeks_begin_on_sunday(day):
    assert place(day + timedelta(CYCLE)) == place(day)
    assert place(day) % 7 == (day.weekday() + 1) % 7


@given(st.integers(1950, 2090))
def test_a_year_has_one_or_two_of_each_in_order(year):
    days = list(pawukon_days(year))
    assert days == sorted(days)
    counts = [sum(one.code == code for one in days) for code in {one.code for one in days}]
    assert len(counts) == 7
    assert set(counts) <= {1, 2}
