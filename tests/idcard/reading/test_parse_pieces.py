"""Tests of lines detected in parts, colons read as letters, and values that resemble labels."""

from dataclasses import replace

import pytest

from idcard.kinds import IdentityKind
from idcard.reading.model import Field
from idcard.reading.parse import full_stops, parse
from idcard.reading.parse.kinds import kind_of
from idcard.reading.parse.layout import lay_out
from tests.support.idcard.reading.pages import (
    HEIGHT,
    KTP,
    LETTER,
    PITCH,
    ktp,
    line,
    page,
    recognised_text,
)

STUDENT = (
    "KARTU PELAJAR", "SMP NEGERI 1 KERAMBITAN", ("Nama", ": NI LUH ARIANI"),
    ("NISN", ": 0135303516"), ("Kelas", ": 7 A"), ("Agama", ": HINDU"),
    ("Alamat", ": BR. KANGIN"), ("Berlaku s/d", ": 30-06-2027"),
)  # fmt: skip


def row(first):
    """Returns the position of the row that starts with this label."""
    return next(number for number, one in enumerate(KTP) if one[0] == first)


def piece(number, text, left):
    return line(text, left, 0.02 + number * PITCH)


def with_lines(card_page, *more):
    return replace(card_page, lines=[*card_page.lines, *more])


def test_a_street_in_two_pieces_is_read_whole():
    first = ": JL. MELATI NO."
    end = 0.25 + LETTER * len(first)
    card_page = with_lines(
        ktp(alamat=("Alamat", first)), piece(row("Alamat"), "19", end + 0.2 * HEIGHT)
    )
    assert parse(card_page).values[Field.STREET].text == "JL. MELATI NO. 19"


def test_text_in_both_pieces_is_read_once():
    first = ": TABANAN, 0"
    left = 0.25 + LETTER * (len(first) - 1) - 0.002
    tempat = row("Tempat/Tgl Lahir")
    card_page = with_lines(
        ktp(tempat=("Tempat/Tgl Lahir", first)), piece(tempat, "03-06-2016", left)
    )
    values = parse(card_page).values
    assert values[Field.BIRTH_PLACE].text == "TABANAN"
    assert values[Field.BIRTH_DATE].typed == "2016-06-03"


def test_line_of_the_issue_far_to_the_right_is_no_piece_of_the_street():
    card_page = with_lines(
        ktp(alamat=("Alamat", ": BR. KANGIN")), piece(row("Alamat"), "TABANAN", 0.8)
    )
    assert parse(card_page).values[Field.STREET].text == "BR. KANGIN"


@pytest.mark.parametrize("colon", ["8", "0", "3", "E", "G"])
def test_colon_read_as_another_mark_is_no_value(colon):
    number = row("Pekerjaan")
    card_page = with_lines(
        ktp(pekerjaan=("Pekerjaan",)),
        piece(number, colon, 0.25),
        piece(number, "PELAJAR/MAHASISWA", 0.27),
    )
    assert parse(card_page).values[Field.OCCUPATION].text == "PELAJAR/MAHASISWA"


def test_a_blood_type_behind_a_colon_that_became_a_digit():
    card_page = ktp(jenis=("Jenis Kelamin", ": PEREMPUAN", "Gol. Darah 2O"))
    value = parse(card_page).values[Field.BLOOD_TYPE]
    assert (value.text, value.sure) == ("O", False)


@pytest.mark.parametrize("district", ["PEMALI", "KELAY", "BLORA"])
def test_place_that_resembles_a_label_is_a_value(district):
    layout = lay_out(ktp(kecamatan=("Kecamatan", district)).lines)
    place = next(layout.of(Field.DISTRICT))
    assert [span.text for span in place.spans] == [district]


def test_labels_in_capitals_are_labels_if_the_card_prints_them_so():
    rows = [(one[0].upper(), *one[1:]) for one in KTP]
    misread = [("KECAMATAM", *one[1:]) if one[0] == "KECAMATAN" else one for one in rows]
    assert parse(page(misread)).values[Field.DISTRICT].text == "TABANAN"


def test_label_without_its_first_half_is_recognised():
    card_page = ktp(jenis=("Jenis Kelamin", ": PEREMPUAN", "Darah : B"))
    assert parse(card_page).values[Field.BLOOD_TYPE].text == "B"


def test_number_of_the_next_row_is_not_part_of_a_street():
    rows = [(one[0] if one[0] != "RT/RW" else "", *one[1:]) for one in KTP]
    values = parse(page(rows)).values
    assert values[Field.STREET].text == "BR. KANGIN"
    assert values[Field.RT_RW].text == "001/002"


def test_class_of_a_single_letter_is_read_again_and_never_sure():
    rows = [("Kelas", "") if one[0] == "Kelas" else one for one in STUDENT]
    left, number = 0.25 + 3 * LETTER, 4
    card_page = with_lines(page(rows), piece(number, "A", left))
    alone = parse(card_page).values[Field.GRADE]
    assert (alone.text, alone.sure) == ("A", False)
    hidden = line(": 7 A", 0.25, 0.02 + number * PITCH)
    grade = parse(replace(card_page, hidden=[hidden])).values[Field.GRADE]
    assert grade.text == "7 A"


def test_title_of_a_student_card_is_no_occupation():
    rows = ["KARTU", "PELAJAR", *STUDENT[1:]]
    assert Field.OCCUPATION not in parse(page(rows)).values


def test_ktp_with_few_legible_labels_is_recognised_by_its_values():
    rows = [
        "PROVINSI BALI", "KABUPATEN TABANAN", ("NIK", ": 5102073101688469"), ("Nama", ": KETUT"),
        ("Mamot", ": BR. KANGIN"), ("Agama", ": HINDU"), ("512706", "KAWIN"),
    ]  # fmt: skip
    lines = page(rows).lines
    assert kind_of(lines, lay_out(lines)) is IdentityKind.KTP
    child = [one for one in rows if "KAWIN" not in one]
    assert kind_of(page(child).lines, lay_out(page(child).lines)) is None


def test_a_stay_permit_without_a_legible_label_is_read_by_its_titles_and_forms():
    rows = [
        "REPUBLIK INDONESIA", "KARTU IZIN TINGGAL TERBATAS", "LIMITED STAY PERMIT CARD",
        "2C22GH57274-26", "ANNE DUBOIS", "MUMBAI, 10-07-1968", "PEREMPUAN", "INDIA", "G1178461",
        "BR. KANGIN, JATILUWIH, PENEBEL", "PT SAWAH LESTARI BALI", "22-05-2028",
    ]  # fmt: skip
    parsed = parse(page(rows))
    read = {name: value.text for name, value in parsed.values.items()}
    assert parsed.kind is IdentityKind.STAY_PERMIT
    assert read[Field.NUMBER] == "2C22GH57274-26"
    assert read[Field.PASSPORT] == "G1178461"
    assert read[Field.CITIZENSHIP] == "INDIA"
    assert read[Field.GUARANTOR] == "PT SAWAH LESTARI BALI"


def test_rest_of_a_number_label_is_no_number():
    rows = ["KARTU IZIN TINGGAL TERBATAS", ("No. Izin / PermitNo.",), ("2C22GH57274-26",),
            ("Nama / Name",), ("ANNE DUBOIS",), ("Jenis Kelamin / Sex",), ("PEREMPUAN",),
            ("Penjamin / Guarantor",), ("PT SAWAH LESTARI BALI",)]  # fmt: skip
    assert parse(page(rows)).values[Field.NUMBER].text == "2C22GH57274-26"


def test_different_day_in_the_nik_makes_the_printed_day_doubtful():
    sure = parse(ktp()).values[Field.BIRTH_DATE]
    other = parse(ktp(nik=("NIK", ": 5102054306150859"))).values
    assert sure.sure
    assert not other[Field.BIRTH_DATE].sure
    assert not other[Field.NUMBER].sure


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        ("JL MERAK NO. 6", ["JL. MERAK NO. 6"], "JL. MERAK NO. 6"),
        ("JL. FLAMBOYAN NO10", ["JL. FLAMBOYAN NO.10"], "JL. FLAMBOYAN NO.10"),
        ("JL MERAK", ["JL MERAK"], "JL MERAK"),
        ("JL MERAK", ["JL. MERAH"], "JL MERAK"),
        ("MADE", ["MA.DE"], "MADE"),
    ],
)
def test_full_stops_are_taken_from_another_reading(text, others, expected):
    assert full_stops.with_full_stops(text, others) == expected


def test_beginning_of_a_street_is_confirmed_by_two_readings():
    card_page = ktp(alamat=("Alamat", ": J. MERAK NO. 62"))
    card_page = replace(card_page, rereadings={": J. MERAK NO. 62": [": JL. MERAK NO. 62"] * 2})
    value = parse(card_page).values[Field.STREET]
    assert (value.text, value.sure) == ("JL. MERAK NO. 62", False)


def test_name_that_starts_after_a_gap_may_lack_its_first_letter():
    card_page = ktp(nama=("Nama", " PUTU AGUS MERTA"))
    assert not parse(card_page).values[Field.NAME].sure
    assert recognised_text(" PUTU").text[0] == " "


@pytest.mark.parametrize(
    ("printed", "expected", "sure"),
    [
        ("JL. RAJAWALINO. 118", "JL. RAJAWALI NO. 118", False),
        ("GG. MAWAR 3NO. 12A", "GG. MAWAR 3 NO. 12A", False),
        ("JL. MELATIINDAH NO. 8", "JL. MELATIINDAH NO. 8", False),
        ("JL. GAJAH MADAGG. III NO. 7", "JL. GAJAH MADA GG. III NO. 7", False),
        ("JL. LETKOL. WISNU NO. 7, LINGK. KAJA", "JL. LETKOL. WISNU NO. 7, LINGK. KAJA", True),
        ("PERUM GRIYA ASRIBLOK C/12", "PERUM GRIYA ASRIBLOK C/12", False),
        ("JL. MELATI BLOK C12", "JL. MELATI BLOK C12", True),
        ("JL. BY PASS NGURAH RAI88", "JL. BY PASS NGURAH RAI88", False),
        ("JL. DIPONEGORO NO. 88X", "JL. DIPONEGORO NO. 88X", True),
    ],
)
def test_address_without_spaces_in_any_reading_is_never_sure(printed, expected, sure):
    value = parse(ktp(alamat=("Alamat", f": {printed}"))).values[Field.STREET]
    assert (value.text, value.sure) == (expected, sure)


@pytest.mark.parametrize(
    ("printed", "sure"),
    [
        ("PERUM GRIYA ASRI, TANJUNG SARI KOTA JAKARTA TIMUR", False),
        ("JL. MELATI NO. 4, KOTA DENPASAR", True),
        ("JL. KOTA BARU NO. 4", True),
    ],
)
def test_address_merged_with_the_place_of_issue_is_never_sure(printed, sure):
    assert parse(ktp(alamat=("Alamat", f": {printed}"))).values[Field.STREET].sure is sure


@pytest.mark.parametrize("school", ["SD NEGERI", "SMP", "SMA N", "MTS."])
def test_school_of_which_only_its_kind_was_read_is_never_sure(school):
    assert full_stops.ends_in_abbreviation(school)
    lines = [school if each == "SMP NEGERI 1 KERAMBITAN" else each for each in STUDENT]
    value = parse(page(lines)).values.get(Field.SCHOOL)
    assert value is None or not value.sure


@pytest.mark.parametrize(
    ("printed", "sure"),
    [
        ("I GUSTI NGURAH WIRYAPUTRA", False),
        ("I GUSTI NGURAH WIRYA PUTRA", True),
        ("I MADE ADIPUTRA", False),
        ("NI LUH PUSPITASARI", True),
    ],
)
def test_name_that_may_be_two_is_never_sure(printed, sure):
    value = parse(ktp(nama=("Nama", f": {printed}"))).values[Field.NAME]
    assert (value.text, value.sure) == (printed, sure)
