"""Tests of comparing names, numbers and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idcard.agreement import Agreement, edits, of_days, of_names, of_numbers, of_places
from idcard.spelling import DEGREES, TITLES, spellings

NAMES = st.sampled_from(
    (
        "NI WAYAN SARI", "I GUSTI AYU RAI", "IDA BAGUS PUTRA", "ANAK AGUNG GEDE AGUNG",
        "MUHAMMAD ALI", "SYARIFUDDIN", "R. DJOKO SOESILO", "MOCH. YUSUF", "SITI NURHALIZA",
        "COKORDA ISTRI DIAN", "YOHANES D'ARTAGNAN", "H", "M M M M M M M M M M M M", "李小龙",
    )
)  # fmt: skip
DIGITS = st.text("0123456789", min_size=16, max_size=16)


@pytest.mark.parametrize(
    ("card", "typed"),
    [
        ("NI WAYAN SARI", "Ni Wayan Sari"),
        ("NI WAYAN SARI", "  ni  wayan sari. "),
        ("I.B. PUTRA", "I B Putra"),
        ("NUR'AINI", "Nuraini"),
        ("JOSÉ", "Jose"),
    ],
)
def test_case_marks_and_spaces_make_no_difference(card, typed):
    assert of_names(card, typed).agreement is Agreement.EXACT


@pytest.mark.parametrize(
    ("card", "typed"),
    [
        ("I GUSTI AYU RAI", "I Gst. Ayu Rai"),
        ("IDA BAGUS PUTRA", "I.B. Putra"),
        ("ANAK AGUNG GEDE AGUNG", "A.A. Gde Agung"),
        ("I GUSTI AYU RAI", "IGA Rai"),
        ("I GUSTI AGUNG RAI", "I.G.A. Rai"),
        ("NI NYM. SUKERTI", "Ni Nyoman Sukerti"),
        ("MUHAMMAD ALI", "Moh. Ali"),
        ("M. ALI", "Mochamad Ali"),
        ("MD ALI", "Made Ali"),
        ("ACHMAD FAUZI", "Ahmad Fauzi"),
        ("SOEKARNO", "Sukarno"),
        ("TJOKORDA RAKA", "Cokorda Raka"),
        ("DJOKO SOERJADI", "Joko Suryadi"),
        ("SYARIFUDIN", "Sharifuddin"),
        ("NI LUH WIDHI ARYANI", "Ni Luh Widi Ariani"),
        ("NURHIDAYAH", "Nur Hidayah"),
        ("NI WAYAN SARI", "Dr. Ni Wayan Sari, S.Pd., M.Hum."),
        ("NI WAYAN SARI, SH", "Ni Wayan Sari"),
        ("NI WAYAN SARI", "Ni Wayan Sari S. Pd"),
        ("H. AHMAD DAHLAN", "Ahmad Dahlan"),
    ],
)
def test_another_spelling_is_similar_and_not_exact(card, typed):
    assert of_names(card, typed).agreement is Agreement.ALIKE
    assert of_names(typed, card) == of_names(card, typed)


@pytest.mark.parametrize(
    ("card", "typed"),
    [
        ("NI WAYAN SARI", "I Wayan Sari"),
        ("NI WAYAN SARI", "Wayan Sari"),
        ("NI WAYAN SARI", "Ni Made Sari"),
        ("NI WAYAN SARI", "Ni Wayan Sri"),
        ("NI WAYAN SARI", "Ni Wayan Sari Dewi"),
        ("SARI DEWI", "Sari D."),
        ("SARI DEWI", "Dewi Sari"),
        ("DWI ASTUTI", "Dewi Astuti"),
        ("MADE ALI", "Muhammad Ali"),
        ("I GUSTI AYU RAI", "I Gusti Agung Rai"),
        ("RIZKI", "Riski"),
        ("NI WAYAN SARI", ""),
        ("SARI, SISTER OF", "Sari"),
    ],
)
def test_another_name_is_different(card, typed):
    match = of_names(card, typed)
    assert match.differs
    assert match.off > 0
    assert of_names(typed, card) == match


@given(NAMES, st.data())
def test_name_is_unchanged_by_spaces_titles_and_degrees(name, data):
    title = data.draw(st.sampled_from(["", *sorted(TITLES)]))
    degree = data.draw(st.sampled_from(["", *sorted(DEGREES)]))
    spaced = "".join(
        char + " " * data.draw(st.integers(0, 2)) if char == " " else char for char in name
    )
    noisy = f"{title + '. ' if title else ''}{spaced}{', ' + degree if degree else ''}"
    assert not of_names(name, noisy.title()).differs
    assert not of_names(name, name.replace(" ", "")).differs


@given(NAMES, NAMES)
def test_comparing_names_is_symmetric(one, other):
    assert of_names(one, other) == of_names(other, one)
    assert of_places(one, other) == of_places(other, one)


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_can_be_compared(one, other):
    assert of_names(one, other) == of_names(other, one)
    assert not of_names(one, one).differs


def test_name_of_abbreviations_only_costs_little():
    assert 500 < len(spellings("MD " * 33)) < 1100


@given(DIGITS, st.integers(0, 15), st.integers(1, 9))
def test_one_different_digit_is_one_off(number, place, by):
    other = _changed(number, place, by)
    assert of_numbers(number, other).differs
    assert of_numbers(number, other).off == of_numbers(other, number).off == 1


@given(DIGITS, st.lists(st.integers(0, 15), min_size=2, max_size=2, unique=True))
def test_two_different_digits_are_more_than_one_off(number, places):
    other = number
    for place in places:
        other = _changed(other, place, 5)
    assert of_numbers(number, other).off == 2


def test_marks_in_a_number_do_not_count():
    assert not of_numbers("2C21AB-12345 / 24", "2c21ab1234524").differs
    assert of_numbers("510205570590000", WHOLE).off == 1


@pytest.mark.parametrize(
    ("card", "typed", "agreement"),
    [
        ("DAJAN PEKEN", "Dajan Peken", Agreement.EXACT),
        ("DESA DAJAN PEKEN", "Dajan Peken", Agreement.ALIKE),
        ("KEL. BANJAR ANYAR", "Banjar Anyar", Agreement.ALIKE),
        ("DAJANPEKEN", "Dajan Peken", Agreement.ALIKE),
        ("KOTA", "Kota", Agreement.EXACT),
        ("DAJAN PEKEN", "Delod Peken", Agreement.DIFFERENT),
    ],
)
def test_villages_and_towns(card, typed, agreement):
    assert of_places(card, typed).agreement is agreement


@pytest.mark.parametrize(
    ("card", "typed", "off"),
    [("1990-05-17", "1990-05-17", 0), ("1990-05-17", "1990-05-18", 1),
     ("1990-05-12", "1990-12-05", 2), ("1990-05-17", "1991-06-18", 3), ("1990-05-17", "", 1)],
)  # fmt: skip
def test_days_differ_by_their_parts(card, typed, off):
    assert of_days(card, typed).off == off
    assert of_days(card, typed).differs is bool(off)


@given(st.text("ABC", max_size=8), st.text("ABC", max_size=8), st.text("ABC", max_size=8))
def test_the_distance_is_a_metric(one, two, three):
    assert edits(one, two) == edits(two, one)
    assert (edits(one, two) == 0) is (one == two)
    assert edits(one, three) <= edits(one, two) + edits(two, three)


WHOLE = "5102055705900007"


def _changed(number: str, place: int, by: int) -> str:
    digit = (int(number[place]) + by) % 10
    return f"{number[:place]}{digit}{number[place + 1 :]}"
