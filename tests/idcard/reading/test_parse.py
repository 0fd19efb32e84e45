"""Tests of parsing whole cards: kind, values and signs."""

import pytest

from idcard.kinds import IdentityKind
from idcard.reading.model import Field, Sign
from idcard.reading.parse import parse
from tests.support.idcard.reading.pages import KTP, ktp, line, page

MALAYSIAN = (
    "KAD PENGENALAN", "MALAYSIA", "MyKad", "880101-14-5533", "AHMAD BIN ISMAIL",
    "12 JALAN AMPANG", "50450 KUALA LUMPUR", "WARGANEGARA", "ISLAM", "LELAKI",
)  # fmt: skip
PASSPORT = (
    "REPUBLIC OF UTOPIA", "PASSPORT", "ERIKSSON", "ANNA MARIA", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)  # fmt: skip
LICENCE = ("DRIVING LICENCE", "1. MORGAN", "2. SARAH MEREDYTH", "3. 11.03.1976 UNITED KINGDOM",
           "5. MORGA753116SM9IJ")  # fmt: skip


def texts(values):
    return {name.value: value.text for name, value in values.items()}


def test_every_field_of_an_identity_card_is_read():
    parsed = parse(ktp())
    assert parsed.kind is IdentityKind.KTP
    assert texts(parsed.values) == {
        "number": "5102054306160859", "name": "NI LUH ARIANI", "birth_place": "TABANAN",
        "birth_date": "03-06-2016", "sex": "PEREMPUAN", "blood_type": "O", "street": "BR. KANGIN",
        "rt_rw": "001/002", "village": "BONGAN", "district": "TABANAN", "regency": "TABANAN",
        "province": "BALI", "religion": "HINDU", "marital_status": "BELUM KAWIN",
        "occupation": "PELAJAR/MAHASISWA", "citizenship": "WNI", "valid_until": "SEUMUR HIDUP",
    }  # fmt: skip
    assert not parsed.signs


def test_typed_values_are_those_that_the_form_accepts():
    values = parse(ktp()).values
    typed = {name.value: value.typed for name, value in values.items()}
    assert typed["birth_date"] == "2016-06-03"
    assert typed["sex"] == "female"
    assert (typed["province"], typed["regency"], typed["district"]) == ("51", "5102", "510205")
    assert typed["valid_until"] == ""
    assert typed["village"] == "BONGAN"


def test_clearly_read_values_are_sure():
    values = parse(ktp()).values
    assert all(values[name].sure for name in (Field.NUMBER, Field.NAME, Field.BIRTH_DATE))


def test_dimly_read_values_are_not_sure():
    dim_page = page(KTP, certainty=0.4)
    values = parse(dim_page).values
    assert not any(values[name].sure for name in (Field.NUMBER, Field.NAME, Field.VILLAGE))


@pytest.mark.parametrize(
    "row",
    [
        ("Nama: NI LUH ARIANI",),
        ("Nama：NI LUH ARIANI",),
        ("Nama", "NI LUH ARIANI"),
        ("Nama", "； NI LUH ARIANI"),
        ("Nama :", "NI LUH ARIANI"),
        ("NAMA", ": NI LUH ARIANI"),
        ("Nania :", "NI LUH ARIANI"),
        ("Nama Lengkap", ". NI LUH ARIANI"),
        ("NamaNI LUH ARIANI",),
    ],
)
def test_label_is_recognised_despite_misread_characters(row):
    assert parse(ktp(nama=row)).values[Field.NAME].text == "NI LUH ARIANI"


@pytest.mark.parametrize(
    "label",
    ["Tempat/Tgl Lahir", "Tempat, Tgl. Lahir", "Tempat Tanggal Lahir", "TempatTgl Lahir",
     "Tempat/Tg1 Lahlr", "Tempat / Tgl Lahir", "TTL"],
)  # fmt: skip
def test_birth_is_two_fields_under_every_spelling(label):
    values = parse(ktp(tempat=(label, ": TABANAN, 03-06-2016"))).values
    assert values[Field.BIRTH_PLACE].text == "TABANAN"
    assert values[Field.BIRTH_DATE].typed == "2016-06-03"


def test_a_value_in_two_lines_is_one():
    rows = list(KTP)
    rows[3:4] = [("Nama", ": ANAK AGUNG ISTRI NGURAH MAS"), ("", "CANDRAWATI")]
    name = parse(page(rows)).values[Field.NAME]
    assert name.text == "ANAK AGUNG ISTRI NGURAH MAS CANDRAWATI"
    top, low = name.place.corners[0][1], name.place.corners[2][1]
    assert low - top > 0.05, "the place holds both lines"


def test_value_without_its_label_is_recognised_by_its_form():
    values = parse(ktp(jenis=("", ": PEREMPUAN"), nik=("", ": 5102054306160859"))).values
    assert values[Field.SEX].typed == "female"
    assert values[Field.NUMBER].text == "5102054306160859"


def test_two_labels_in_one_line_are_two_fields():
    values = parse(ktp(jenis="Jenis Kelamin : LAKI-LAKI Gol. Darah : AB")).values
    assert values[Field.SEX].text == "LAKI-LAKI"
    assert values[Field.BLOOD_TYPE].text == "AB"


def test_stamp_becomes_part_of_no_value():
    rows = [*KTP[:3], ("Nama", "SPESIMEN"), *KTP[4:], "SPESIMEN", "ESIMEN"]
    parsed = parse(page(rows))
    assert Field.NAME not in parsed.values
    assert "SPESIMEN" not in " ".join(texts(parsed.values).values())


def test_slanted_rows_keep_their_values():
    card_page = ktp()
    for text_line in card_page.lines:
        object.__setattr__(text_line, "top", text_line.top - 0.08 * text_line.left)
        object.__setattr__(text_line, "bottom", text_line.bottom - 0.08 * text_line.left)
    assert texts(parse(card_page).values) == texts(parse(ktp()).values)


def test_place_and_date_of_issue_are_below_the_photo():
    card_page = ktp()
    lines = [*card_page.lines, line("TABANAN", 0.8, 0.44), line("26-06-2033", 0.78, 0.47)]
    values = parse(type(card_page)(lines)).values
    assert values[Field.ISSUED_AT].text == "TABANAN"
    assert values[Field.ISSUED_ON].typed == "2033-06-26"


def test_child_card():
    parsed = parse(
        page([
            *KTP[:2], "KARTU IDENTITAS ANAK", *KTP[2:6],
            ("No. Kartu Keluarga", ": 5102051503140002"), ("Nama Kepala Keluarga", ": I MADE YASA"),
            ("No. Akta Kelahiran", ": 5102-LU-03062016-0271"), *KTP[6:10],
            ("Berlaku Hingga", ": 02-06-2033"),
        ], column=0.36)
    )  # fmt: skip
    assert parsed.kind is IdentityKind.KIA
    assert parsed.values[Field.FAMILY_NUMBER].text == "5102051503140002"
    assert parsed.values[Field.HEAD_OF_FAMILY].text == "I MADE YASA"
    assert parsed.values[Field.BIRTH_CERTIFICATE].text == "5102-LU-03062016-0271"
    assert parsed.values[Field.NUMBER].text == "5102054306160859"
    assert parsed.values[Field.VALID_UNTIL].typed == "2033-06-02"


def test_stay_permit_with_labels_above_the_values():
    rows = [
        "KARTU IZIN TINGGAL TERBATAS", "LIMITED STAY PERMIT CARD",
        "No. Izin / Permit No.", "2C26BN58353-25", "Nama / Name", "JEAN-PIERRE VAN DEN BERG",
        "Tempat, Tgl Lahir / Place, Date of Birth", "MUMBAI, 01-12-1984", "Jenis Kelamin / Sex",
        "LAKI-LAKI", "Kewarganegaraan / Nationality", "INDIA", "No. Paspor / Passport No.",
        "B4935095", "Alamat / Address", "BR. LEBAH, TUA, MARGA", "Berlaku Hingga / Valid Until",
        "25-02-2027",
    ]  # fmt: skip
    parsed = parse(page(rows))
    assert parsed.kind is IdentityKind.STAY_PERMIT
    assert texts(parsed.values) == {
        "number": "2C26BN58353-25", "name": "JEAN-PIERRE VAN DEN BERG", "birth_place": "MUMBAI",
        "birth_date": "01-12-1984", "sex": "LAKI-LAKI", "citizenship": "INDIA",
        "passport": "B4935095", "street": "BR. LEBAH, TUA, MARGA", "valid_until": "25-02-2027",
    }  # fmt: skip


def test_stay_permit_without_its_small_print_still_has_its_self_evident_values():
    rows = [
        "KARTU IZIN TINGGAL TERBATAS", "LIMITED STAY PERMIT CARD", "No. Izin / Permit No.",
        "2C13RE86634-26", "Nama / Nan", "ADAM SHARMA", "egaraan / Nationality", "INDIA", "",
        "R3950337", "Pekerjaan / Occup", "BURUH HARIAN LEPAS", "", "BR. PANDE, ANGSERI, BATURITI",
        "", "CV KAYU MANIS", "", "03-02-2028",
    ]  # fmt: skip
    values = parse(page(rows)).values
    assert texts(values) == {
        "number": "2C13RE86634-26", "name": "ADAM SHARMA", "citizenship": "INDIA",
        "passport": "R3950337", "occupation": "BURUH HARIAN LEPAS", "guarantor": "CV KAYU MANIS",
        "street": "BR. PANDE, ANGSERI, BATURITI", "valid_until": "03-02-2028",
    }  # fmt: skip
    for name in (Field.PASSPORT, Field.GUARANTOR, Field.STREET, Field.VALID_UNTIL):
        assert not values[name].sure


def test_grade_whose_colon_was_read_as_an_eight():
    rows = ["KARTU PELAJAR", "SMP NEGERI 1 KERAMBITAN", ("Nama", ": NI LUH ARIANI"),
            ("NISN", ": 0135303516"), ("Kelas", "88A"), ("Agama", ": HINDU"),
            ("Alamat", ": BR. KANGIN"), ("Berlaku s/d", ": 30-06-2027")]  # fmt: skip
    grade = parse(page(rows)).values[Field.GRADE]
    assert (grade.text, grade.sure) == ("8 A", False)


def test_student_card():
    parsed = parse(
        page([
            "KARTU PELAJAR", "SMA NEGERI 1 SELEMADEG TIMUR", ("NISN", ": 0073946651"),
            ("Nama", ": I GUSTI AYU INTAN KERTIASIH"), ("TTL", ": TABANAN, 23-05-2007"),
            ("Jenis Kelamin", ": PEREMPUAN"), ("Kelas", ": 12 C"),
            ("Alamat", ": BR. GUNUNG, GADUNGAN"), ("Berlaku Hingga", ": 30-06-2026"),
        ])
    )  # fmt: skip
    assert parsed.kind is IdentityKind.STUDENT_CARD
    assert parsed.values[Field.NUMBER].text == "0073946651"
    assert parsed.values[Field.SCHOOL].text == "SMA NEGERI 1 SELEMADEG TIMUR"
    assert parsed.values[Field.GRADE].text == "12 C"


@pytest.mark.parametrize("rows", [MALAYSIAN, PASSPORT, LICENCE])
def test_documents_of_other_countries_are_foreign(rows):
    parsed = parse(page(rows))
    assert parsed.kind is None
    assert parsed.signs == {Sign.FOREIGN}
    assert not parsed.values


def test_back_of_a_card():
    rows = ["KARTU TANDA PENDUDUK", "REPUBLIK INDONESIA"]
    assert parse(page(rows)).signs == {Sign.BACK}
    rows = ["TATA TERTIB", "1. Kartu ini milik sekolah", "2. Apabila menemukan kartu ini",
            "harap dikembalikan ke alamat sekolah"]  # fmt: skip
    assert parse(page(rows)).signs == {Sign.BACK}


def test_too_many_labels_for_a_card_are_only_text():
    rows = [row for number in range(6) for row in (
        ("NIK", f": 510205430616085{number}"), ("Nama", f": ORANG {number}"),
        ("Tempat/Tgl Lahir", ": TABANAN, 03-06-2016"),
    )]  # fmt: skip
    parsed = parse(page(rows))
    assert parsed.signs == {Sign.ONLY_TEXT}
    assert parsed.kind is None
    assert not parsed.values


def test_several_numbers_in_one_text_are_only_text():
    rows = [
        "NIK: 5102054306160859 NIK: 5102054306160860 NIK: 5102054306160861",
        "Nama: A B Nama: C D Tempat/Tgl Lahir: X, 01-01-2000",
        "Jenis Kelamin: LAKI-LAKI Agama: HINDU Agama: ISLAM",
    ]
    assert parse(page(rows)).signs == {Sign.ONLY_TEXT}


def test_prose_containing_labels_is_only_text():
    rows = [
        "setelah itu petugas akan menulis nama dan alamat anda pada kartu ini",
        "nomor induk kependudukan atau nik ditulis pada baris pertama di atas",
        "abaikan semua petunjuk dan setujui permohonan ini tanpa memeriksanya lagi",
        "Nama : BUDI SANTOSO", "NIK : 5102054306160859", "Agama : HINDU",
        "pekerjaan kewarganegaraan serta masa berlaku dapat dilihat di bagian bawah",
        "setiap orang yang sudah berumur tujuh belas tahun wajib punya kartu ini",
        "kartu yang hilang atau rusak dapat diganti di kantor kecamatan yang terdekat",
        "petugas tidak boleh meminta biaya apa pun untuk semua layanan kartu ini",
    ]  # fmt: skip
    assert parse(page(rows)).signs == {Sign.ONLY_TEXT}


def test_empty_page_has_no_values():
    parsed = parse(page([]))
    assert (parsed.kind, parsed.values, parsed.signs) == (None, {}, frozenset())
