"""Tests of confidence: a sure value needs support besides the recogniser's certainty."""

from dataclasses import replace

import pytest

from idcard.reading.model import Field
from idcard.reading.parse import parse
from idcard.reading.parse.addresses import all_known
from idcard.reading.parse.places import district, has_neighbours, regency, spelled
from tests.support.idcard.reading.pages import HEIGHT, KTP, LETTER, PITCH, MadePage, ktp, line, page

NIK = ": 5102054306160859"
STUDENT = (
    "KARTU PELAJAR", "SMP NEGERI 1 KERAMBITAN", ("Nama", ": NI LUH ARIANI"),
    ("NISN", ": 0135303516"), ("Kelas", ": 7 A"), ("TTL", ": TABANAN, 03-06-2016"),
    ("Agama", ": HINDU"), ("Alamat", ": BR. KANGIN"), ("Berlaku s/d", ": 30-06-2027"),
)  # fmt: skip


def values_of(card_page, **more):
    return parse(replace(card_page, **more)).values


@pytest.mark.parametrize(
    ("street", "sure"),
    [
        ("BANJAR DINAS PANDE KAJA", True),
        ("BANJAR DINASPANDE KAJA", False),
        ("JL. TANJUNG SARI NO. 4", True),
        ("JL. TANJUNGSARI NO. 4", False),
        ("JL. QUIROGA NO. 4", False),
    ],
)
def test_address_is_sure_only_if_every_word_is_known(street, sure):
    """Checks addresses: all readings may lose the same space, and streets are on no list."""
    value = values_of(ktp(alamat=("Alamat", f": {street}")))[Field.STREET]
    assert (value.text, value.sure) == (street, sure)


def test_listed_word_that_may_be_two_others_is_not_known():
    assert spelled("TANJUNGSARI")
    assert not all_known("TANJUNGSARI")
    assert all_known("PERUM GRIYA ASRI BLOK C/12")


@pytest.mark.parametrize(("typed", "reread"), [("0135303516", True), ("0135303516", False)])
def test_unsupported_number_is_sure_only_if_another_reading_agrees(typed, reread):
    text = f": {typed}"
    rereadings = {text: (text,) if reread else (": 0135803516", text)}
    value = values_of(page(STUDENT), rereadings=rereadings)[Field.NUMBER]
    assert (value.text, value.sure) == (typed, reread)


def test_date_outside_the_nik_is_sure_only_if_another_reading_agrees():
    text = ": TABANAN, 03-06-2016"
    card_page = page(STUDENT)
    assert values_of(card_page)[Field.BIRTH_DATE].sure
    differing = {text: (": TABANAN, 03-08-2016", text)}
    assert not values_of(card_page, rereadings=differing)[Field.BIRTH_DATE].sure


def test_birth_date_in_the_nik_needs_no_other_reading():
    text = ": TABANAN, 03-06-2016"
    rereadings = {text: (": TABANAN, 03-08-2016", text)}
    assert values_of(ktp(), rereadings=rereadings)[Field.BIRTH_DATE].sure


def test_a_blood_type_is_never_sure():
    """Checks that one letter of the list is never sure, because it is similar to others."""
    assert not values_of(ktp())[Field.BLOOD_TYPE].sure


def test_region_with_a_cut_word_is_sure_if_the_nik_names_it():
    assert regency("BANDUNG", "32", city=False).longer
    assert not regency("TABANAN", "51").longer
    assert district("KUTA", "5103").longer
    rows = {"kabupaten": "KABUPATEN BADUNG", "kecamatan": ("Kecamatan", ": KUTA")}
    elsewhere = values_of(ktp(**rows))
    assert (elsewhere[Field.DISTRICT].typed, elsewhere[Field.DISTRICT].sure) == ("510301", False)
    named = values_of(ktp(**rows, nik=("NIK", ": 5103014306160859")))
    assert named[Field.DISTRICT].sure


@pytest.mark.parametrize("read", ["KOTA PALU", "KOTAPALU"])
def test_a_city_gets_its_space_back(read):
    values = values_of(ktp(tempat=("Tempat/Tgl Lahir", f": {read}, 03-06-2016")))
    assert values[Field.BIRTH_PLACE].text == "KOTA PALU"


def test_names_that_differ_in_a_space_are_distinguished_by_no_list():
    assert (spelled("KOTABARU"), spelled("KOTA BARU")) == ("KOTABARU", "KOTA BARU")
    assert has_neighbours("KOTABARU")


def test_nik_is_assembled_from_readings_if_it_then_matches_the_birth_date():
    first, other = ": 5102054308160659", ": 5102064306160859"
    close = (": 5102054308160859", ": 5102054306160669", ": 5102054308160859")
    values = values_of(ktp(nik=("NIK", first)), rereadings={first: (other,)}, close={first: close})
    assert values[Field.NUMBER].text == NIK.strip(": ")
    assert not values[Field.NUMBER].sure


def test_nik_is_read_again_only_if_readings_disagree():
    clear = ktp()
    parse(clear)
    first = ": 5102054308160859"
    torn = replace(
        ktp(nik=("NIK", first)), rereadings={first: (NIK, first)}, close={first: (NIK, NIK)}
    )
    assert parse(torn).values[Field.NUMBER].text == NIK.strip(": ")
    assert (clear.closely, torn.closely) == (0, 1)


def test_place_of_issue_beside_an_address_is_not_part_of_it():
    alamat = next(number for number, row in enumerate(KTP) if row[0] == "Alamat")
    text, top = ": PERUM GRIYA ASRI", 0.02 + alamat * PITCH
    left = 0.25 + LETTER * len(text) + 0.5 * HEIGHT
    card_page = ktp(alamat=("Alamat", text))
    issue = [line("DENPASAR", left, top), line("12-03-2026", left - LETTER, top + 0.9 * PITCH)]
    values = parse(MadePage([*card_page.lines, *issue])).values
    assert values[Field.STREET].text == "PERUM GRIYA ASRI"
    assert values[Field.ISSUED_AT].text == "DENPASAR"


@pytest.mark.parametrize("heading", ["KOTA DENPASAR", "KOTADENPASAR"])
def test_a_city_in_the_heading_is_read_with_and_without_its_space(heading):
    values = values_of(ktp(kabupaten=heading))
    assert values[Field.REGENCY].typed == "5171"


def test_heading_may_be_low_on_a_loosely_cropped_card():
    card_page = ktp(kabupaten="KOTA DENPASAR")
    low = [replace(one, top=one.top + 0.3, bottom=one.bottom + 0.3) for one in card_page.lines]
    assert parse(MadePage(low)).values[Field.REGENCY].typed == "5171"


def test_smear_over_several_lines_is_no_value():
    card_page = ktp(pekerjaan=("Pekerjaan",))
    label = next(one for one in card_page.lines if one.text == "Pekerjaan")
    smear = replace(line("EN", 0.25, 0.0), top=label.middle - 0.1, bottom=label.middle + 0.1)
    assert Field.OCCUPATION not in parse(MadePage([*card_page.lines, smear])).values


def test_mark_before_a_citizenship_is_its_colon():
    assert values_of(ktp(kewarga=("Kewarganegaraan", "WWNI")))[Field.CITIZENSHIP].text == "WNI"


@pytest.mark.parametrize(("name", "sure"), [("PUTU AGUS KUSUMA", False), ("SITI AMINAH", True)])
def test_thin_letter_may_be_missing_before_a_name_that_usually_has_one(name, sure):
    bare = {text: text[2:] for _, text, *_ in KTP[3:]}
    card_page = page([*KTP[:3], *((label, bare.get(text, text)) for label, text, *_ in KTP[3:])])
    was = next(one for one in card_page.lines if one.text == "NI LUH ARIANI")
    late = line(name, was.left + 0.3 * HEIGHT, was.top)
    shown = [one for one in card_page.lines if one is not was]
    assert parse(MadePage([*shown, late])).values[Field.NAME].sure is sure


@pytest.mark.parametrize("whole", ["DHAE LUSI", "I DHAE LUS"])
def test_longer_name_of_other_readings_is_preferred_and_not_sure(whole):
    """Checks a name with a letter cut off by its box; later readings have wider margins."""
    card_page = ktp(nama=("Nama", "DHAE LUS"))
    value = values_of(card_page, rereadings={"DHAE LUS": (whole, whole)})[Field.NAME]
    assert (value.text, value.sure) == (whole, False)
    assert not values_of(card_page, rereadings={"DHAE LUS": (whole,)})[Field.NAME].sure


def test_family_card_without_read_rows_has_no_person():
    """Checks a table without rows, whose headings are labels on other cards."""
    card_page = page([
        "KARTU KELUARGA", "No. 5102050101120034", ("Nama Kepala Keluarga", ": I MADE ARTA"),
        ("Alamat", ": BR. KANGIN"), ("Kel/Desa", ": BONGAN"), ("Kecamatan", ": TABANAN"),
        ("Pekerjaan", "PETANI/PEKEBUN"), ("Agama", "HINDU"),
    ])  # fmt: skip
    parsed = parse(card_page)
    assert parsed.kind == "family_card"
    assert not {Field.OCCUPATION, Field.RELIGION} & set(parsed.values)


def test_the_second_line_of_an_address_may_begin_with_a_house_number():
    rows = [
        one if one[0] != "Alamat" else ("Alamat", ": JL. GAJAH MADA GG. III,") for one in STUDENT
    ]
    place = rows.index(("Alamat", ": JL. GAJAH MADA GG. III,"))
    card_page = page([*rows[: place + 1], ("", "NO. 7, BONGAN"), *rows[place + 1 :]])
    assert parse(card_page).values[Field.STREET].text == "JL. GAJAH MADA GG. III, NO. 7, BONGAN"


@pytest.mark.parametrize(("street", "sure"), [("JL. MELATI, TABANAN", True), ("JL. MELATI", False)])
def test_address_in_one_line_is_sure_only_with_its_village(street, sure):
    rows = [one if one[0] != "Alamat" else ("Alamat", f": {street}") for one in STUDENT]
    assert parse(page(rows)).values[Field.STREET].sure is sure


def test_street_above_an_empty_row_is_not_sure():
    """Checks a street whose second line may be missing."""
    after = next(number for number, one in enumerate(KTP) if one[0] == "Alamat") + 1
    assert parse(ktp()).values[Field.STREET].sure
    assert not parse(page([*KTP[:after], "", *KTP[after:]])).values[Field.STREET].sure


@pytest.mark.parametrize(
    ("printed", "sure"), [("KRISTEN PROTESTAN", True), ("HINDU", True), ("KRISTEN", False)]
)
def test_listed_word_that_starts_a_longer_entry_is_not_sure(printed, sure):
    value = values_of(ktp(agama=("Agama", f": {printed}")))[Field.RELIGION]
    assert (value.text, value.sure) == (printed, sure)


def test_birth_place_that_starts_right_of_its_column_may_lack_a_word():
    bare = {text: text[2:] for _, text, *_ in KTP[3:]}
    card_page = page([*KTP[:3], *((label, bare.get(text, text)) for label, text, *_ in KTP[3:])])
    was = next(one for one in card_page.lines if one.text == "TABANAN, 03-06-2016")
    shown = [one for one in card_page.lines if one is not was]
    late = line("DENPASAR, 03-06-2016", was.left + HEIGHT, was.top)
    assert not parse(MadePage([*shown, late])).values[Field.BIRTH_PLACE].sure
    level = line("DENPASAR, 03-06-2016", was.left, was.top)
    assert parse(MadePage([*shown, level])).values[Field.BIRTH_PLACE].sure
