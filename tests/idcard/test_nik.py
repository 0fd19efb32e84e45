"""Tests for the NIK: only its structure is validated, as unlikely values may be right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idcard import nik
from idcard.kinds import Sex
from tests.support.membership.factories import nik as fresh

births = st.dates(date(1930, 1, 1), date(2026, 11, 1))


@given(births, st.booleans(), st.integers(1, 9999))
def test_every_birth_date_is_recovered_from_the_nik(birth: date, female: bool, serial: int) -> None:
    digits = f"510205{birth.day + 40 * female:02}{birth:%m%y}{serial:04}"

    parsed = nik.parse(digits)

    assert parsed is not None
    assert parsed.born_on(birth)
    assert parsed.sex is (Sex.FEMALE if female else Sex.MALE)
    assert (parsed.region, parsed.serial) == ("510205", f"{serial:04}")
    guess = parsed.birth_date(date(2026, 11, 24))
    assert guess is not None
    assert (guess.day, guess.month, guess.year % 100) == (birth.day, birth.month, birth.year % 100)


@given(st.text())
def test_any_text_gets_a_code_or_none(text: str) -> None:
    code = nik.fault(text)

    assert (nik.parse(text) is None) == (code is not None)
    assert code is None or code.startswith("nik_")


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("", "nik_16_digits"),
        ("510205570590000", "nik_16_digits"),
        ("51020557059000011", "nik_16_digits"),
        ("510205570590000A", "nik_16_digits"),
        ("٥١٠٢٠٥٥٧٠٥٩٠٠٠٠١", "nik_16_digits"),
        ("5102055705900000", "nik_serial_zero"),
        ("0102055705900001", "nik_region_impossible"),
        ("5100055705900001", "nik_region_impossible"),
        ("5102005705900001", "nik_region_impossible"),
        ("5102050005900001", "nik_date_impossible"),
        ("5102053205900001", "nik_date_impossible"),
        ("5102054005900001", "nik_date_impossible"),
        ("5102057205900001", "nik_date_impossible"),
        ("5102053002900001", "nik_date_impossible"),
        ("5102051713900001", "nik_date_impossible"),
        ("5102051700900001", "nik_date_impossible"),
        ("5102052902010001", "nik_date_impossible"),
    ],
)
def test_impossible_numbers_have_different_codes(digits: str, code: str) -> None:
    assert nik.fault(digits) == code


@pytest.mark.parametrize("region", ["910101", "920203", "930101", "940801", "950103", "960101"])
def test_the_papua_provinces_old_and_new_are_accepted(region: str) -> None:
    assert nik.fault(fresh(region=region)) is None


def test_unlisted_region_is_accepted() -> None:
    assert nik.fault(fresh(region="540199")) is None


def test_29_february_needs_a_leap_year_in_one_of_the_centuries() -> None:
    assert nik.fault("5102052902000001") is None
    assert nik.fault("5102052902960001") is None
    assert nik.fault("5102052902970001") == "nik_date_impossible"


def test_two_digit_year_is_the_latest_past_one() -> None:
    young, old = nik.parse("5102050101250001"), nik.parse("5102050101300001")
    assert young is not None
    assert old is not None

    assert young.birth_date(date(2026, 1, 1)) == date(2025, 1, 1)
    assert old.birth_date(date(2026, 1, 1)) == date(1930, 1, 1)


def test_number_is_never_shown_whole() -> None:
    parsed = nik.parse("5102055705900001")
    assert parsed is not None

    assert parsed.masked == "51••••••••••••01"
    assert nik.masked("1234") == "••••"
