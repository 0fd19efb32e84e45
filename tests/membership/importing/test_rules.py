"""Tests for columns and cells of imports; they need no database."""

import io
from collections import Counter
from datetime import date
from itertools import islice

import pytest

from bench.member_lists import INLISLITE, SLIMS, row, rows, slims
from records.tables import open_table
from rontal.membership.importing.rules import columns, values
from rontal.membership.importing.rules.columns import Field, Program, recognise
from rontal.membership.importing.rules.places import codes_of
from rontal.membership.importing.rules.rows import validate_row

TODAY = date(2026, 11, 25)
F = Field


def judged(*, lenient: bool = False, **cells: str):
    fields = [Field(name) for name in cells]
    return validate_row(list(cells.values()), fields, today=TODAY, lenient=lenient)


def codes(**cells: str) -> list[str]:
    cells_given = {"name": "Ni Made Sari", "number": "A1"} | cells
    return [problem.code for problem in judged(**cells_given).problems]


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("62 812 3456 7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("0361 811057", "+62361811057"),
        ("0812 3456 7890 / 0361 811057", "+6281234567890"),
        ("(0361) 811-057", "+62361811057"),
        ("", ""),
    ],
)
def test_phones_are_read_with_or_without_their_zero(typed, phone):
    assert values.phone(typed) == (phone, "")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"phone": "8.12E+11"}, "phone_cut_by_spreadsheet"),
        ({"phone": "tidak punya"}, "phone_malformed"),
        ({"identity": "5.10205E+15"}, "nik_cut_by_spreadsheet"),
        ({"identity": "5,10205E+15"}, "nik_cut_by_spreadsheet"),
        ({"identity": "510205570590001"}, "nik_16_digits"),
        ({"identity": "51020557059000123"}, "nik_16_digits"),
        ({"identity": "5102055705900000"}, "nik_serial_zero"),
        ({"identity": "5102053213900001"}, "nik_date_impossible"),
        ({"number": "2.02E+11"}, "number_cut_by_spreadsheet"),
        ({"number": "A" * 61}, "number_too_long"),
        ({"number": ""}, "number_and_identity_missing"),
        ({"name": ""}, "field_required"),
        ({"name": "A" * 101}, "field_too_long"),
        ({"name": "12345"}, "name_without_letters"),
        ({"name": "<script>Sari"}, "name_characters"),
        ({"name": "Sari\u202e"}, "field_hidden_characters"),
        ({"email": "sari(at)contoh"}, "email_malformed"),
        ({"sex": "X"}, "sex_unknown_word"),
        ({"birth_date": "2030-01-01"}, "birth_in_future"),
        ({"birth_date": "1890-01-01"}, "birth_too_long_ago"),
        ({"joined": "2030-01-01"}, "date_in_future"),
        ({"joined": "2020-01-01", "valid_until": "2019-01-01"}, "ends_before_it_begins"),
    ],
)
def test_each_problem_has_its_reason(cells, code):
    assert codes(**cells) == [code]


@pytest.mark.parametrize("nothing", ["", "-", "NULL", "\\N", "0", "tidak ada", "."])
def test_placeholders_count_as_empty(nothing):
    assert codes(email=nothing, phone=nothing, birth_date=nothing, identity=nothing) == []


def test_invalid_nik_is_dropped_and_not_wrong():
    person = judged(name="Sari", number="A1", identity="12345", identity_kind="").person
    assert (person.nik, person.identity_kind) == ("", None)
    person = judged(name="Sari", number="A1", identity="B1234567", identity_kind="SIM").person
    assert person.nik == ""


def test_html_entities_and_leading_apostrophes_are_decoded():
    person = judged(name="I Gede O&#039;Brien", number="'00123", phone="'+6281234567890").person
    assert person.name == "I Gede O'Brien"
    assert person.number == "00123"
    assert person.phone == "+6281234567890"


@pytest.mark.parametrize(
    ("expected", "sex"), [("0", "female"), ("1", "male"), ("L", "male"), ("Perempuan", "female")]
)
def test_notations_of_sex_of_every_program_are_recognised(expected, sex):
    assert judged(name="Sari", number="A1", sex=expected).person.sex == sex


def test_a_row_with_too_many_or_too_few_cells_is_wrong():
    fields = [F.NUMBER, F.NAME, F.PHONE]
    assert (
        validate_row(["A1"], fields, today=TODAY, lenient=True).problems[0].code == "row_too_short"
    )
    many = ["A1", "Sari", "", "x"]
    assert validate_row(many, fields, today=TODAY, lenient=True).problems[0].code == "row_too_long"
    assert not validate_row(["A1", "Sari", "", ""], fields, today=TODAY, lenient=False).problems
    assert not validate_row(["A1", "Sari"], fields, today=TODAY, lenient=False).problems
    broken = validate_row(["A1", "Sari"], fields, today=TODAY, lenient=False, broken=True)
    assert broken.problems[0].code == "row_marks_broken"


def test_common_headings_are_recognised_in_any_order():
    recognised = recognise([list(reversed(SLIMS)), list(reversed(list(row(1).values())))])
    assert recognised.program is Program.SLIMS
    assert recognised.fields[-1] is F.NUMBER
    recognised = recognise([["DAFTAR ANGGOTA", ""], [], INLISLITE])
    assert recognised.program is Program.INLISLITE
    assert recognised.heading == 3
    assert None not in recognised.fields


@pytest.mark.parametrize(("above", "heading"), [(14, 15), (15, 0)])
def test_headings_are_found_in_the_first_fifteen_rows(above, heading):
    table = [*[["DAFTAR ANGGOTA"]] * above, INLISLITE]
    assert recognise(table).heading == heading


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("MemberNo", F.NUMBER), ("Fullname", F.NAME), ("IdentityNo", F.IDENTITY),
        ("NO. ANGGOTA", F.NUMBER), ("Nama Lengkap *", F.NAME), ("Tgl. Lahir", F.BIRTH_DATE),
        ("DateOfBirth", F.BIRTH_DATE), ("NoHp", F.PHONE), ("E-Mail", F.EMAIL),
        ("Berlaku Hingga", F.VALID_UNTIL), ("EndDate", F.VALID_UNTIL), ("L/P", F.SEX),
        ("MotherMaidenName", None), ("Agama", None),
    ],
)  # fmt: skip
def test_heading_is_recognised_in_any_spelling(heading, field):
    others = [one for one in ("Nama", "Alamat", "NIK") if field not in (F.NAME, F.IDENTITY)]
    recognised = recognise([[heading, *(others or ["Alamat", "Kota"])], ["x", "y", "z", "w"]])
    assert recognised.fields[0] is field


def test_better_of_two_columns_with_one_meaning_is_chosen():
    recognised = recognise([["register_date", "member_since_date", "member_name", "member_id"]])
    assert recognised.fields == (None, F.JOINED, F.NAME, F.NUMBER)


def test_slims_without_headings_is_recognised_by_its_order():
    table = open_table(io.BytesIO(slims(30, heading=False).encode()))
    recognised = recognise([line.cells for line in table.lines()])
    assert (recognised.heading, recognised.program) == (0, Program.SLIMS)
    assert recognised.fields[:3] == (F.NUMBER, F.NAME, F.SEX)


def test_columns_without_headings_are_guessed_by_their_content():
    recognised = recognise(
        [
            [
                f"PD{n}",
                f"Ni Made Sari {'AB'[n % 2]}",
                row(n)["pin"],
                f"08123456789{n}",
                f"a{n}@contoh.example",
            ]
            for n in range(9)
        ]
    )
    assert recognised.fields == (F.NUMBER, F.NAME, F.IDENTITY, F.PHONE, F.EMAIL)


def test_corrected_rows_form_the_same_table():
    one = recognise([["member_id", "member_name"], ["A1", "Sari"]])
    back = recognise([["member_id", "member_name", "Yang salah"], ["A1", "Sari", "x"]])
    assert one.shape == back.shape
    assert columns.plain_heading("What is wrong") in columns.OURS


def test_names_of_regions_become_codes_if_unambiguous():
    home = "5102"
    places = {F.REGENCY: "Kab. Tabanan", F.DISTRICT: "Kec. Kediri"}
    assert codes_of(places, home=home) == ("51", "5102", "510206")
    assert codes_of({F.REGENCY: "Kota Denpasar"}, home=home)[1] == "5171"
    assert codes_of({F.DISTRICT: "KEDIRI"}, home=home) == ("51", "5102", "510206")
    assert codes_of({F.REGENCY: "Atlantis"}, home=home) == ("", "", "")


@pytest.mark.whole
def test_hundred_thousand_rows_are_judged_with_three_thousand_wrong():
    text = slims(100_000, wrong=3000)
    table = open_table(io.BytesIO(text.encode("cp1252")))
    lines = table.lines()
    fields = recognise([line.cells for line in islice(table.lines(), 50)]).fields
    wrong = Counter()
    for line in islice(lines, 1, None):
        for problem in validate_row(line.cells, fields, today=TODAY, lenient=False).problems:
            wrong[problem.code] += 1
    assert wrong.total() == 3000
    assert len(wrong) == 8


def test_sample_lists_are_as_described():
    assert sum(1 for _row in rows(100, wrong=3)) == 100
