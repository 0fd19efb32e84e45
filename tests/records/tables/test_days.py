"""Tests for dates in cells; they need no database."""

from datetime import date

import pytest

from records.tables import days

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17/05/1990", date(1990, 5, 17)),
        ("17-5-1990", date(1990, 5, 17)),
        ("17.05.90", date(1990, 5, 17)),
        ("1990-05-17", date(1990, 5, 17)),
        ("1990-05-17 00:00:00", date(1990, 5, 17)),
        ("1990-05-17T08:00:00Z", date(1990, 5, 17)),
        ("17 Mei 1990", date(1990, 5, 17)),
        ("17-Agt-90", date(1990, 8, 17)),
        ("1 Oktober 2020", date(2020, 10, 1)),
        ("33010", date(1990, 5, 17)),
        ("17/05/30", date(1930, 5, 17)),
        ("", None),
        ("0000-00-00", None),
        ("00/00/0000", None),
    ],
)
def test_dates_are_read_in_notations_of_people_and_programs(text, day):
    assert days.day(text, newest=TODAY) == (day, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("05/17/1990", "date_month_first"),
        ("31/02/1990", "date_impossible"),
        ("kemarin", "date_unknown_form"),
        ("1990", "date_unknown_form"),
        ("17/13/1990x", "date_unknown_form"),
        ("9999999", "date_unknown_form"),
    ],
)
def test_invalid_date_has_its_reason(text, code):
    assert days.day(text, newest=TODAY) == (None, code)
