"""Tests of comparing the form's fields with the card, and of which need a check."""

import pytest

from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field
from rontal.desk.selectors.card_comparison import Line, Verdict, lines_of, spaced
from tests.support.verification.builders import WOMAN, card, family, form, row

PHOTO = (1600.0, 1200.0)


def lines(read: CardReading | None, *doubtful: str, **typed: str) -> dict[str, Line]:
    shown_lines = lines_of(form(**typed), read, PHOTO, frozenset(doubtful))
    return {line.name: line for line in shown_lines}


def test_matching_card_is_equal_in_every_line():
    shown_lines = lines(card())
    compared = {name for name, line in shown_lines.items() if line.verdict is Verdict.SAME}
    assert compared == {
        "number", "name", "birth_place", "birth_date", "sex", "village", "district", "regency",
        "province",
    }  # fmt: skip
    assert all(line.quiet for line in shown_lines.values())
    assert all(shown_lines[name].crop for name in compared)
    assert (shown_lines["birth_date"].typed, shown_lines["birth_date"].read) == (
        "17-05-1990",
        "17-05-1990",
    )
    assert shown_lines["number"].typed == "5102 0557 0590 0007"


@pytest.mark.parametrize(
    ("changes", "line", "verdict"),
    [
        ({"number": WOMAN[:-1] + "9"}, "number", Verdict.DIFFERS),
        ({"name": "NI WYN. SARI"}, "name", Verdict.ALIKE),
        ({"name": "NI MADE RAI"}, "name", Verdict.DIFFERS),
        ({"birth_date": ("18-05-1990", "1990-05-18")}, "birth_date", Verdict.DIFFERS),
        ({"birth_date": ("1?-05-1990", "")}, "birth_date", Verdict.NOT_READ),
        ({"sex": ("LAKI-LAKI", "male")}, "sex", Verdict.DIFFERS),
        ({"regency": ("KABUPATEN BADUNG", "5103")}, "regency", Verdict.DIFFERS),
        ({"street": "JL. KENANGA 9"}, "street", Verdict.OTHER_WORDS),
    ],
)
def test_each_difference_has_its_verdict(changes, line, verdict):
    assert lines(card(**changes))[line].verdict is verdict


def test_uncertain_reading_is_marked_where_it_matters():
    unsure = card(unsure=(Field.NAME, Field.STREET), street="JL. MELATI NO. 4")
    line = lines(unsure, "name")
    assert line["name"].verdict is Verdict.UNSURE
    assert not line["name"].quiet
    assert line["street"].verdict is Verdict.SAME
    differs = lines(card(unsure=(Field.NAME,), name="NI MADE RAI"))
    assert differs["name"].verdict is Verdict.UNSURE


def test_field_missing_on_the_card_is_mentioned_only_with_a_finding():
    read = card(without=(Field.VILLAGE, Field.BIRTH_DATE))
    line = lines(read, "birth_date")
    assert line["village"].verdict is Verdict.SILENT
    assert line["birth_date"].verdict is Verdict.NOT_READ
    assert line["birth_date"].crop is None


def test_without_a_card_typed_values_are_shown_and_nothing_is_compared():
    shown_lines = lines(None)
    assert {line.verdict for line in shown_lines.values()} == {Verdict.SILENT}
    assert shown_lines["district"].typed == "Tabanan"
    assert "valid_until" not in shown_lines


def test_fields_absent_from_the_form_are_not_shown():
    read = card(religion="HINDU", occupation="GURU", blood_type="AB", marital_status="KAWIN")
    shown = " ".join(f"{line.typed} {line.read}" for line in lines(read).values())
    for word in ("HINDU", "GURU", "AB ", "KAWIN", "WNI"):
        assert word not in shown
    assert lines(read)["valid_until"].read == "SEUMUR HIDUP"


def test_matching_row_of_a_family_card_is_shown():
    child, other = row(), row(number="5102051705100001", name="I MADE LAIN")
    kind = {"identity_kind": "family_card"}
    shown_lines = lines(family(other, child), **kind)
    assert shown_lines["name"].read == "NI WAYAN SARI"
    assert shown_lines["village"].verdict is Verdict.SAME
    assert "I MADE LAIN" not in str(shown_lines)


def test_family_card_without_the_person_shows_no_other_row():
    others = family(row(number="3171014408850002", name="I KOMANG LAIN SEKALI"))
    shown_lines = lines(others, identity_kind="family_card")
    assert not any(line.read for line in shown_lines.values())


def test_pieces_mark_only_differences():
    line = Line("number", "5102 0557", "5102 0667", Verdict.DIFFERS)
    assert line.pieces == [("5102 0", False), ("66", True), ("7", False)]
    other = Line("name", "I Nyoman Kusuma", "ANAK AGUNG ISTRI", Verdict.DIFFERS)
    assert other.pieces == [("ANAK AGUNG ISTRI", True)]
    same = Line("name", "Ni Wayan", "NI WAYAN", Verdict.SAME)
    assert same.pieces == [("NI WAYAN", False)]
    assert Line("sex", "female", "LAKI-LAKI", Verdict.DIFFERS).pieces == [("LAKI-LAKI", False)]


def test_only_a_nik_is_grouped_in_fours():
    assert spaced(WOMAN) == "5102 0557 0590 0007"
    assert spaced("0071234567") == "0071234567"
    assert IdentityKind.STUDENT_CARD.carries_nik is False
