"""Tests for member numbers and their check digit."""

from hypothesis import given
from hypothesis import strategies as st

from rontal.membership.rules import number

PATTERN = "TBN{year}{serial:06}{check}"
numbers = st.builds(
    lambda year, serial: number.compose(PATTERN, year=year, serial=serial),
    st.integers(2020, 2099),
    st.integers(1, 999_999),
)


def test_the_check_digit_is_that_of_iso_7064_mod_11_10() -> None:
    assert number.check_digit("0794") == "5"


def test_the_pattern_decides_the_form() -> None:
    composed = number.compose(PATTERN, year=2026, serial=42)
    assert composed[:-1] == "TBN2026000042"
    assert number.is_sound(PATTERN, composed)
    assert number.is_sound(PATTERN, composed.lower())


@given(numbers, st.integers(3, 13), st.integers(1, 9))
def test_single_wrong_digit_is_always_detected(made: str, at: int, shift: int) -> None:
    wrong = made[:at] + str((int(made[at]) + shift) % 10) + made[at + 1 :]
    assert number.is_sound(PATTERN, made)
    assert not number.is_sound(PATTERN, wrong)


@given(st.text(max_size=20))
def test_any_other_text_is_invalid(text: str) -> None:
    assert not number.is_sound(PATTERN, text)


def test_check_digit_may_be_inside_the_number() -> None:
    pattern = "{serial:04}-{check}/{year}"
    composed = number.compose(pattern, year=2026, serial=7)
    assert number.is_sound(pattern, composed)
