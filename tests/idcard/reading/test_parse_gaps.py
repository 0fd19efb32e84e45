"""Tests of reading places in which a value is missing."""

from dataclasses import replace

from idcard.reading.model import Field
from idcard.reading.parse import parse
from tests.support.idcard.reading.pages import HEIGHT, PITCH, line, page

ROWS = [
    "PROVINSI BALI",
    "KABUPATEN TABANAN",
    ("NIK", ": 5102055705900007"),
    ("Nama", ": NI WAYAN SARI"),
    ("Tempat/Tgl Lahir", ": TABANAN, 17-05-1990"),
    ("Jenis Kelamin", ": PEREMPUAN", "Gol. Darah :"),
    ("Alamat", ": JL. MELATI NO. 4"),
    ("Agama", ": HINDU"),
    ("Pekerjaan", ": GURU"),
    ("Kewarganegaraan", ": WNI"),
    ("Berlaku Hingga", ": SEUMUR HIDUP"),
]
NAME_ROW = 3


def without(number, rows=ROWS):
    """Returns the rows without one of the values."""
    return [(row[0],) if place == number else row for place, row in enumerate(rows)]


def at(number, text, left=0.25):
    return line(text, left, 0.02 + number * PITCH)


def test_nothing_is_searched_if_every_label_has_its_value():
    whole = [row for row in ROWS if row[0] != "Jenis Kelamin"]
    card_page = page(whole)
    assert parse(card_page).values[Field.NAME].text == "NI WAYAN SARI"
    assert card_page.sought == 0


def test_a_name_under_a_stamp_is_found_in_its_row():
    card_page = replace(page(without(NAME_ROW)), hidden=[at(NAME_ROW, ": NI WAYAN SARI")])
    assert parse(card_page).values[Field.NAME].text == "NI WAYAN SARI"


def test_a_single_letter_is_found_after_its_label():
    after = 0.55 + 0.014 * len("Gol. Darah :") + HEIGHT / 2
    card_page = replace(page(ROWS), hidden=[at(5, "B", after)])
    assert parse(card_page).values[Field.BLOOD_TYPE].text == "B"


def test_dash_that_resembles_a_letter_is_no_blood_type():
    label = "Gol. Darah :"
    after = 0.55 + 0.014 * len(label) + HEIGHT / 2
    card_page = replace(page(ROWS), hidden=[at(5, label, 0.55), at(5, "A", after)])
    assert Field.BLOOD_TYPE not in parse(card_page).values


def test_empty_places_have_no_value():
    card_page = page(without(NAME_ROW))
    assert Field.NAME not in parse(card_page).values
    assert card_page.sought == 2  # name and blood type


def test_number_of_searches_on_a_poorly_read_card_is_limited():
    card_page = page([row if isinstance(row, str) else (row[0],) for row in ROWS])
    parse(card_page)
    assert card_page.sought <= 4
