"""Tests with lines recorded from photos of drawn cards, one of each kind."""

import json

import pytest

from idcard.kinds import IdentityKind
from idcard.reading.model import Field
from idcard.reading.parse import parse
from idcard.reading.parse.glyphs import uncorrected
from idcard.reading.parse.people import outside_tables
from tests.support.idcard.reading.pages import RECORDED, line, page, recorded_page

NOTHING = "-"


@pytest.fixture(scope="module", params=list(IdentityKind))
def card(request):
    card_page, data = recorded_page(request.param.value)
    return parse(card_page), data, card_page


def wrong(printed, values):
    read = {name: values[Field(name)].text for name in printed if Field(name) in values}
    return {
        name: (text, read.get(name))
        for name, text in printed.items()
        if read.get(name, NOTHING) != text
    }


def test_kind_and_every_printed_field(card):
    parsed, data, _ = card
    assert parsed.kind == data["kind"]
    assert wrong(data["facts"], parsed.values) == {}
    assert not parsed.signs


def test_every_person_of_the_table(card):
    parsed, data, _ = card
    assert len(parsed.people) == len(data["people"])
    for printed, values in zip(data["people"], parsed.people, strict=True):
        assert wrong(printed, values) == {}


def test_few_lines_are_read_again(card):
    _, _, card_page = card
    assert card_page.rereading_count <= 6


def test_values_have_the_places_of_their_text(card):
    """Checks that a value's place is in the box of the line that contains its text."""
    parsed, _, card_page = card
    for value in parsed.values.values():
        read = uncorrected(value.text, value.repairs).replace(" ", "")
        holders = [one for one in card_page.lines if read in one.text.upper().replace(" ", "")]
        middle = [sum(corner[axis] for corner in value.place.corners) / 4 for axis in (0, 1)]
        boxes = [[sorted(c[axis] for c in one.place.corners) for axis in (0, 1)] for one in holders]
        assert not boxes or any(
            all(low <= at <= high for at, (low, *_, high) in zip(middle, box, strict=True))
            for box in boxes
        )


def test_lines_may_come_in_any_order():
    card_page, data = recorded_page("family_card")
    card_page.lines = list(reversed(card_page.lines))
    parsed = parse(card_page)
    assert wrong(data["facts"], parsed.values) == {}
    assert [values[Field.NUMBER].text for values in parsed.people] == [
        person["number"] for person in data["people"]
    ]


def test_recorded_pages_are_drawn_specimens():
    for file in RECORDED.glob("*.json"):
        assert "SPESIMEN" in file.read_text() or json.loads(file.read_text())["people"]


def test_empty_rows_of_a_table_are_no_people():
    heads = [line(text, 0.1 + place * 0.2, 0.2) for place, text in enumerate(
        ("Nama Lengkap", "NIK", "Jenis Kelamin", "Tanggal Lahir"))]  # fmt: skip
    rows = [
        line(text, 0.1 + place * 0.2, 0.24)
        for place, text in enumerate(("I MADE YASA", "5102050306800859", "LAKI-LAKI", "03-06-1980"))
    ]
    empty = [line("-", 0.1 + place * 0.2, 0.28) for place in range(4)]
    numbers = [line("1", 0.03, 0.24), line("2", 0.03, 0.28)]
    top = page(["KARTU KELUARGA", "No. 5102052011140003", ("Alamat", ": BR. KAJA"),
                ("Kode Pos", ": 82113")]).lines  # fmt: skip
    card_page = page([])
    card_page.lines = [*top, *heads, *rows, *empty, *numbers]
    parsed = parse(card_page)
    assert parsed.kind is IdentityKind.FAMILY_CARD
    assert [{name.value: value.text for name, value in row.items()} for row in parsed.people] == [
        {"name": "I MADE YASA", "number": "5102050306800859", "sex": "LAKI-LAKI",
         "birth_date": "03-06-1980"}
    ]  # fmt: skip
    assert parsed.values[Field.NUMBER].text == "5102052011140003"
    assert parsed.values[Field.FAMILY_NUMBER].text == "5102052011140003"
    assert len(outside_tables(card_page.lines)) == len(top)
