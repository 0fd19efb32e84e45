"""Tests of a family card's empty cells, and of its second table, which is skipped."""

from dataclasses import replace

import numpy as np

from idcard.reading.model import Field
from idcard.reading.parse import parse
from idcard.reading.sheets import SecondTable
from tests.support.idcard.reading.pages import HEIGHT, LETTER, MadePage, line

COLUMNS = (0.03, 0.35, 0.6, 0.8, 0.98)
HEADS = ("Nama Lengkap", "NIK", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir")
PEOPLE = (
    ("I MADE ARTA", "5102060306800001", "LAKI-LAKI", "TABANAN", "03-06-1980"),
    ("NI LUH ARIANI", "5102064306850002", "PEREMPUAN", "KEDIRI", "03-06-1985"),
    ("PUTU WIRA", "5102060307100003", "LAKI-LAKI", "TABANAN", "03-07-2010"),
)
NARROW = 0.5
"""Width of a letter in these pages, relative to that of a card."""


def cell(text, column, row):
    text_line = line(text, COLUMNS[column], 0.1 + 0.034 * row)
    return replace(text_line, right=text_line.left + NARROW * LETTER * len(text))


def sheet(*, without=None):
    lines = [line("KARTU KELUARGA", 0.3, 0.01), line("No. 5102061912137006", 0.3, 0.05)]
    lines += [cell(text, column, 0) for column, text in enumerate(HEADS)]
    cells, hidden = [], []
    for row, person in enumerate(PEOPLE, start=1):
        for column, text in enumerate(person):
            (hidden if (row, column) == without else cells).append(cell(text, column, row))
    return MadePage([*lines, *cells], hidden=hidden)


def test_a_whole_table_is_not_searched():
    card_page = sheet()
    people = parse(card_page).people
    assert [person[Field.NAME].text for person in people] == [one[0] for one in PEOPLE]
    assert card_page.sought == 0


def test_empty_cell_is_searched_between_its_neighbours():
    names = (Field.NAME, Field.NUMBER, Field.SEX, Field.BIRTH_PLACE, Field.BIRTH_DATE)
    for column, name in enumerate(names):
        if name is Field.NUMBER:
            continue
        card_page = sheet(without=(2, column))
        people = parse(card_page).people
        assert people[1][name].text == PEOPLE[1][column], name
        assert card_page.sought == (2 if name is Field.BIRTH_DATE else 1)  # place depends on date


def test_the_day_of_issue_is_found_beside_its_label():
    card_page = sheet()
    label = line("Dikeluarkan Tanggal :", 0.03, 0.5)
    day = line("18-05-2026", label.right + 0.2 * HEIGHT, 0.502)
    values = parse(replace(card_page, lines=[*card_page.lines, label, day])).values
    assert values[Field.ISSUED_ON].typed == "2026-05-18"


def box(left, top):
    return np.array(
        [[left, top], [left + 0.1, top], [left + 0.1, top + 0.02], [left, top + 0.02]], np.float64
    )


def test_second_table_is_read_only_at_its_left_edge():
    table = SecondTable()
    below = box(0.5, 0.6)
    assert not table.holds(below)
    table.note("Tanggal Lahir", box(0.5, 0.2))
    assert not table.holds(below)
    table.note("Status Hubungan Dalam Keluarga", box(0.3, 0.5))
    assert table.holds(below)
    assert not table.holds(box(0.05, 0.6))
    assert not table.holds(box(0.5, 0.5))
    assert not table.holds(box(0.5, 0.2))
