"""Tests that input is cleaned once, and refused with a clear message."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rontal.ui.forms import CleanCharField, CleanTextField, DateGroupField


def test_spaces_are_collapsed_and_characters_normalised():
    cleaned = CleanCharField().clean("  I  Made\tSuarta\u00a0 e\u0301 ")
    assert cleaned == "I Made Suarta é"


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u00ad"])
def test_invisible_marks_are_removed(mark):
    assert CleanCharField().clean(f"Ma{mark}de") == "Made"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x9f", "\ud800"])
@pytest.mark.parametrize("field", [CleanCharField(), CleanTextField()])
def test_control_characters_are_refused(field, character):
    with pytest.raises(ValidationError):
        field.clean(f"Ma{character}de")


def test_length_counts_after_cleaning():
    field = CleanCharField(max_length=4)
    assert field.clean("Made     ") == "Made"
    with pytest.raises(ValidationError):
        field.clean("Mades")


def test_ten_megabytes_are_refused_without_parsing():
    with pytest.raises(ValidationError):
        CleanTextField(max_length=1000).clean("a\u0301" * 5_000_000)


def test_text_of_invisible_marks_only_is_empty():
    with pytest.raises(ValidationError) as refused:
        CleanCharField().clean("\u200b \u202e")
    assert refused.value.code == "required"


def test_line_breaks_remain_in_a_long_text():
    assert CleanTextField().clean("satu\r\n\r\n\r\n\r\n  dua ") == "satu\n\ndua"


@given(st.text(max_size=200))
def test_any_typed_text_is_cleaned_or_refused(text):
    try:
        cleaned = CleanTextField(required=False).clean(text)
    except ValidationError:
        return
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in cleaned if c != "\n")
    assert CleanTextField(required=False).clean(cleaned) == cleaned


def test_valid_date_is_accepted():
    assert DateGroupField().clean(["17", "8", "1990"]) == date(1990, 8, 17)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["31", "2", "1990"], "no_such_day"),
        (["1", "1", "0"], "no_such_day"),
        (["x", "1", "1990"], "digits"),
        (["²", "1", "1990"], "digits"),
        (["", "1", "1990"], "required"),
    ],
)
def test_other_dates_are_refused_with_a_reason(parts, code):
    with pytest.raises(ValidationError) as refused:
        DateGroupField().clean(parts)
    assert refused.value.error_list[0].code == code
