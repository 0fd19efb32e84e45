"""Tests of single values: corrections, numbers, dates, lists, spaces, and confidence."""

import pytest

from idcard.reading.model import Field, Repair
from idcard.reading.parse import parse, values
from idcard.reading.parse.full_stops import is_clipped
from idcard.reading.parse.glyphs import repairs, uncorrected
from idcard.reading.parse.places import district, has_neighbours, province, regency
from idcard.reading.parse.plausibility import plausible
from idcard.reading.parse.span import Passage, Span
from tests.support.idcard.reading.pages import KTP, MadePage, ktp, line, page


def read(name, *, rereadings=None, **rows):
    card_page = ktp(**rows)
    return parse(MadePage(card_page.lines, rereadings or {})).values.get(name)


@pytest.mark.parametrize(
    ("was", "expected_repairs"),
    [
        (": 51O2O5430616O859", [Repair(2, "O", "0"), Repair(4, "O", "0"), Repair(12, "O", "0")]),
        (": 5l02054306I60859", [Repair(1, "l", "1"), Repair(10, "I", "1")]),
        (": S102054306160B59", [Repair(0, "S", "5"), Repair(13, "B", "8")]),
        (": 5102054306160859", []),
        (":5102 0543 0616 0859", [Repair(4, " ", ""), Repair(8, " ", ""), Repair(12, " ", "")]),
    ],
)  # fmt: skip
def test_digits_are_repaired_only_in_numbers(was, expected_repairs):
    number = read(Field.NUMBER, nik=("NIK", was))
    assert number.text == "5102054306160859"
    assert list(number.repairs) == expected_repairs


def test_similar_character_is_read_as_the_digit_of_the_birth_date():
    """Checks that B, usually an 8, is read as 6 where the printed birth date requires it."""
    number = read(Field.NUMBER, nik=("NIK", ": 510205430B160859"))
    assert number.text == "5102054306160859"


def test_unread_digits_stay_unread():
    number = read(Field.NUMBER, nik=("NIK", ": 510205430616085"))
    assert (number.text, number.typed, number.sure) == ("510205430616085", "", False)


def test_colon_read_as_a_digit_is_dropped_if_birth_date_and_sex_confirm_it():
    assert read(Field.NUMBER, nik=("NIK", "15102054306160859")).text == "5102054306160859"


def test_missing_digit_is_taken_from_another_reading():
    first, whole = ": 510205430616085", ": 5102054306160859"
    number = read(Field.NUMBER, nik=("NIK", first), rereadings={first: (whole, whole)})
    assert number.text == "5102054306160859"
    assert not number.sure, "the looks differ"


def test_number_without_the_birth_date_is_stored_as_printed():
    """Checks that a number stays as printed: a corrected birth date does not change it."""
    number = read(Field.NUMBER, nik=("NIK", ": 5102054206160859"))
    assert number.text == "5102054206160859"
    assert not number.sure


def test_an_impossible_number_is_not_sure():
    assert not read(Field.NUMBER, nik=("NIK", ": 5102054313160859")).sure


@pytest.mark.parametrize(
    ("was", "meant"),
    [("N1 LUH AR1ANI", "NI LUH ARIANI"), ("Nl LUH ARlANl", "NI LUH ARIANI"),
     ("NI LUH AR|ANI", "NI LUH ARIANI"), ("8AMBANG 5ANTOSO", "BAMBANG SANTOSO"),
     ("NUR'AINI", "NUR'AINI"), ("DRA. SRI UTAMI, S.PD.", "DRA. SRI UTAMI, S.PD."),
     ("SITI AMINAH S.H.", "SITI AMINAH S.H.")],
)  # fmt: skip
def test_letters_are_repaired_only_in_words(was, meant):
    name = read(Field.NAME, nama=("Nama", f": {was}"))
    assert name.text == meant
    assert uncorrected(name.text, name.repairs).upper() == was.upper()


@pytest.mark.parametrize(
    ("was", "reread", "meant"),
    [("IGEDE WIGUNA", "IGEDE WIGUNA", "I GEDE WIGUNA"),
     ("NILUH ARIANI", "NILUH ARIANI", "NI LUH ARIANI"),
     ("BUDISANTOSO", "BUDI SANTOSO", "BUDI SANTOSO"),
     ("SITI AMINAH", "SITIAMINAH", "SITI AMINAH")],
)  # fmt: skip
def test_lost_spaces_are_restored(was, reread, meant):
    text = f": {was}"
    name = read(Field.NAME, nama=("Nama", text), rereadings={text: (reread, reread)})
    assert name.text == meant


def test_word_that_may_be_two_names_is_not_sure():
    assert not read(Field.NAME, nama=("Nama", ": BUDISANTOSO")).sure


def test_differing_readings_are_not_sure():
    text = ": NI LUH ARIANI"
    assert not read(Field.NAME, rereadings={text: (": NI LUH ARIANI", ": NI LUH ARLANI")}).sure
    assert read(Field.NAME, rereadings={text: (text, text)}).sure


@pytest.mark.parametrize(
    ("was", "meant"),
    [("BR.KAJA", "BR. KAJA"), ("JL.DURIAN NO.75", "JL. DURIAN NO. 75"),
     ("JL. BY PASS 88X", "JL. BY PASS 88X"), ("PERUM GRIYA BLOK C/12", "PERUM GRIYA BLOK C/12")],
)  # fmt: skip
def test_streets_keep_their_digits_and_get_their_spaces(was, meant):
    assert read(Field.STREET, alamat=("Alamat", f": {was}")).text == meant


def test_space_after_a_mark_is_ignored_but_a_corrected_mark_is_not_sure():
    spaced = read(Field.STREET, alamat=("Alamat", ": BR.KAJA"))
    assert spaced.sure
    assert spaced.repairs == (Repair(3, "", " "),)
    assert not read(Field.STREET, alamat=("Alamat", ": BR,KAJA")).sure


@pytest.mark.parametrize(
    ("was", "others", "meant", "sure"),
    [
        ("KHOIRUN NISA'", ("KHOIRUN NISA'", "KHOIRUN NISA'"), "KHOIRUN NISA'", True),
        ("KHOIRUN NISA", ("KHOIRUN NISA'", "KHOIRUN NISA'"), "KHOIRUN NISA'", False),
        ("KHOIRUN NISA'", ("KHOIRUN NISA", "KHOIRUN NISA"), "KHOIRUN NISA", False),
        ("KHOIRUN NISA", ("KHOIRUN NISA", "KHOIRUN NISA"), "KHOIRUN NISA", False),
        ("SHANE OCONNOR", ("SHANE OCONNOR", "SHANE OCONNOR"), "SHANE OCONNOR", False),
        ("MA'RUF AL-AMIN", ("MA'RUF AL-AMIN", "MA'RUF AL-AMIN"), "MA'RUF AL-AMIN", True),
        ("SUHARTO'", ("SUHARTO", "SUHARTO"), "SUHARTO", False),
    ],
)  # fmt: skip
def test_apostrophes_follow_the_majority_of_readings_and_are_sure_if_all_agree(
    was, others, meant, sure
):
    text = f": {was}"
    name = read(
        Field.NAME, nama=("Nama", text), rereadings={text: tuple(f": {other}" for other in others)}
    )
    assert (name.text, name.sure) == (meant, sure)


@pytest.mark.parametrize(
    ("was", "others", "sure"),
    [
        ("IDAAYU PURNAMI", ("IDA AYU PURNAMI", "IDA AYU PURNAMI"), True),
        ("MEGA CAHY ANI", ("MEGA CAHY ANI", "MEGA CAHYANI"), False),
        ("RADEN AYU KUSUMANINGRUM", ("RADEN AYU KUSUMANINGRUM",) * 2, True),
    ],
)  # fmt: skip
def test_space_is_sure_if_all_readings_have_it_or_known_names_are_beside_it(was, others, sure):
    text = f": {was}"
    rereadings = {text: tuple(f": {other}" for other in others)}
    assert read(Field.NAME, nama=("Nama", text), rereadings=rereadings).sure is sure


def test_reading_without_the_name_makes_it_unsure():
    text = ": NI LUH ARIANI"
    assert not read(Field.NAME, rereadings={text: (text, "XQ")}).sure


def test_name_that_starts_right_of_its_column_is_not_sure():
    """Checks a name before which an "I" may be cut off."""
    bare = {text: text[2:] for _, text, *_ in KTP[3:]}
    rows = [(label, bare.get(text, text), *more) for label, text, *more in KTP[3:]]
    card_page = page([*KTP[:3], *rows])
    name = next(one for one in card_page.lines if one.text == "NI LUH ARIANI")
    late = line("KETUT KUSUMA", name.left + 0.014, name.top)
    shown = [one for one in card_page.lines if one is not name]
    assert not parse(MadePage([*shown, late])).values[Field.NAME].sure
    level = line("KETUT KUSUMA", name.left, name.top)
    assert parse(MadePage([*shown, level])).values[Field.NAME].sure


def test_capital_read_as_a_small_letter_leaves_a_citizenship_sure():
    card_page = ktp()
    was = next(one for one in card_page.lines if one.text == ": WNI")
    dim = line(": WNi", was.left, was.top, certainty=0.5)
    values = parse(MadePage([*(one for one in card_page.lines if one is not was), dim])).values
    assert (values[Field.CITIZENSHIP].text, values[Field.CITIZENSHIP].sure) == ("WNI", True)


@pytest.mark.parametrize(
    ("field", "text", "sure"),
    [
        (Field.STREET, "JL. MELATI NO. 105", True),
        (Field.STREET, "JL MELATI NO. 105", False),
        (Field.STREET, "JL. MERAK NO.", False),
        (Field.STREET, "BANJAR DINAS PANDE KAJA", True),
        (Field.NAME, "DRS. WAGIMAN", True),
        (Field.NAME, "DRS WAGIMAN", False),
        (Field.NAME, "I KETUT ADNYANA, M.T.", True),
        (Field.NAME, "I KETUT ADNYANA, M.T", False),
        (Field.NAME, "DR. KOMANG ASTAWA, SP.A", True),
    ],
)  # fmt: skip
def test_abbreviation_without_its_full_stop_or_number_is_not_sure(field, text, sure):
    row = (
        {"nama": ("Nama", f": {text}")}
        if field is Field.NAME
        else {"alamat": ("Alamat", f": {text}")}
    )
    assert read(field, **row).sure is sure


def test_name_above_an_empty_row_is_not_sure():
    """Checks a name whose second line may be missing."""
    assert read(Field.NAME, nama=("Nama", ": NI LUH ARIANI")).sure
    card_page = page([*KTP[:4], "", *KTP[4:]])
    assert not parse(card_page).values[Field.NAME].sure
    wrapped = page([*KTP[:3], ("Nama", "RADEN AYU"), ("", "SULISTYOWATI"), *KTP[4:]])
    assert parse(wrapped).values[Field.NAME].text == "RADEN AYU SULISTYOWATI"


def test_city_and_regency_of_one_name_are_distinguished_by_the_printed_text():
    codes = {}
    for heading in ("KABUPATEN GORONTALO", "KOTA GORONTALO"):
        card_page = page([("PROVINSI GORONTALO",), (heading,), *KTP[2:]])
        codes[heading] = parse(card_page).values[Field.REGENCY].typed
    assert codes == {"KABUPATEN GORONTALO": "7501", "KOTA GORONTALO": "7571"}


def test_a_birth_place_without_its_date_is_not_sure():
    assert not read(Field.BIRTH_PLACE, tempat=("Tempat/Tgl Lahir", ": TABANAN")).sure


def test_listed_place_is_never_corrected_to_another_one():
    """Checks BANGIL and BANGLI, both listed, which differ only in confusable letters."""
    for was in ("BANGLI", "BANGIL"):
        place = read(Field.BIRTH_PLACE, tempat=("Tempat/Tgl Lahir", f": {was}, 03-06-2016"))
        assert place.text == was


def test_list_does_not_confirm_a_place_that_is_one_letter_from_another():
    assert has_neighbours("BANGLI")
    assert not has_neighbours("JAKARTA SELATAN")


def test_last_letter_of_a_label_is_no_value():
    place = read(Field.BIRTH_PLACE, tempat=("Tempat/Tgl Lahir", "R: BANYUWANGI, 29-08-2003"))
    assert place.text == "BANYUWANGI"


@pytest.mark.parametrize(
    ("was", "iso"),
    [("TABANAN, 03-06-2016", "2016-06-03"), ("TABANAN,O3-O6-2O16", "2016-06-03"),
     ("TABANAN. 03/06/2016", "2016-06-03"), ("TABANAN, 03 - 06 - 2016", "2016-06-03"),
     ("TABANAN, 3 JUNI 2016", "2016-06-03"), ("TABANAN 03062016", "2016-06-03"),
     ("TABANAN, 31-06-2016", None), ("TABANAN", None)],
)  # fmt: skip
def test_dates(was, iso):
    birth = read(Field.BIRTH_DATE, tempat=("Tempat/Tgl Lahir", f": {was}"))
    assert (birth.typed if birth else None) == iso
    assert read(Field.BIRTH_PLACE, tempat=("Tempat/Tgl Lahir", f": {was}")).text == "TABANAN"


@pytest.mark.parametrize(
    ("was", "text", "typed"),
    [("LAKI-LAKI", "LAKI-LAKI", "male"), ("LAKILAKI", "LAKI-LAKI", "male"),
     ("LAKl-LAKl", "LAKI-LAKI", "male"), ("PEREMPUAN", "PEREMPUAN", "female"),
     ("PEREMPUAM", "PEREMPUAN", "female"), ("P", "P", "female")],
)  # fmt: skip
def test_sex(was, text, typed):
    sex = read(Field.SEX, jenis=("Jenis Kelamin", f": {was}"))
    assert (sex.text, sex.typed) == (text, typed)


@pytest.mark.parametrize("was", ["TIDAK TAHU", "XXXXXXXXX", "12345"])
def test_text_unlike_every_entry_is_no_sex(was):
    assert read(Field.SEX, jenis=("Jenis Kelamin", f": {was}")) is None


@pytest.mark.parametrize(("was", "text"), [("0", "O"), ("8", "B"), ("AB", "AB"), ("-", "-")])
def test_blood_type(was, text):
    row = ("Jenis Kelamin", ": PEREMPUAN", f"Gol. Darah : {was}")
    assert read(Field.BLOOD_TYPE, jenis=row).text == text


def test_eyes_of_the_portrait_are_no_blood_type():
    card_page = ktp(jenis=("Jenis Kelamin", ": PEREMPUAN", "Gol. Darah :"))
    middle = next(one.top for one in card_page.lines if one.text == "Gol. Darah :")
    values = parse(MadePage([*card_page.lines, line("0", 0.86, middle)])).values
    assert Field.BLOOD_TYPE not in values


@pytest.mark.parametrize(
    ("was", "text"), [("000/000", "000/000"), ("OO1/O02", "001/002"), ("001 / 002", "001/002"),
                      ("001|002", "001/002"), ("1/2", "1/2")],
)  # fmt: skip
def test_neighbourhood_numbers(was, text):
    assert read(Field.RT_RW, rt=("RT/RW", f": {was}")).text == text


@pytest.mark.parametrize(
    ("row", "name", "text"),
    [({"agama": ("Agama", ": HlNDU")}, Field.RELIGION, "HINDU"),
     ({"agama": ("Agama", ": KATOLIK")}, Field.RELIGION, "KATOLIK"),
     ({"status": ("Status Perkawinan", ": BELUMKAWIN")}, Field.MARITAL_STATUS, "BELUM KAWIN"),
     ({"pekerjaan": ("Pekerjaan", ": KARYAWANSWASTA")}, Field.OCCUPATION, "KARYAWAN SWASTA"),
     ({"pekerjaan": ("Pekerjaan", ": PEMAHAT TOPENG")}, Field.OCCUPATION, "PEMAHAT TOPENG"),
     ({"berlaku": ("Berlaku Hingga", ": SEUMURHIDUP")}, Field.VALID_UNTIL, "SEUMUR HIDUP"),
     ({"kecamatan": ("Kecamatan", ": TABANAM")}, Field.DISTRICT, "TABANAN")],
)  # fmt: skip
def test_words_of_lists_are_corrected_only_if_similar(row, name, text):
    assert read(name, **row).text == text


def test_unknown_district_is_stored_without_a_code():
    district_read = read(Field.DISTRICT, kecamatan=("Kecamatan", ": ANTAH BERANTAH"))
    assert (district_read.text, district_read.typed, district_read.sure) == (
        "ANTAH BERANTAH",
        "",
        False,
    )


def test_regions_are_searched_within_the_one_above():
    assert province("Bali").code == "51"
    assert regency("TABANAN", "51").code == "5102"
    assert regency("BANDUNG", "32", city=True).code == "3273"
    assert regency("BANDUNG", "32", city=False).code == "3204"
    assert district("KEDIRI", "5102").code == "510206"
    assert district("KEDIRI", "5103") is None


@pytest.mark.parametrize(
    ("was", "meant"), [("", "A"), ("A", ""), ("ABC", "ABC"), ("A8C", "ABC"), ("AC", "A C")]
)
def test_repairs_turn_readings_into_the_intended_text(was, meant):
    assert uncorrected(meant, repairs(was, meant)) == was


def test_line_with_a_date_is_never_a_name_even_if_rows_have_shifted():
    slipped = ": TABANAN, 03-06-1953"
    assert (
        read(Field.NAME, nama=("Nama", slipped), rereadings={slipped: (slipped, slipped)}) is None
    )
    assert read(Field.NAME, nama=("Nama", ": N1 MADE SAR1")).text == "NI MADE SARI"


@pytest.mark.parametrize("label", ["NAME", "ALAMAT", "NAMA LENGKAP"])
def test_text_printed_before_values_is_never_a_name(label):
    as_value = Passage([Span.whole(line(label, 0.3, 0.2))])
    own = Passage([Span.whole(line("NI MADE SARI", 0.3, 0.3))])
    drafts = {Field.NAME: values.name(as_value), Field.GUARANTOR: values.name(own)}
    assert list(plausible(drafts)) == [Field.GUARANTOR]


@pytest.mark.parametrize(
    ("name", "clipped"),
    [
        ("N MADE WAHYUN", True),
        ("DR. I NYOMAN SUKERTA, SPA", True),
        ("M RIZKY", True),
        ("DR. I NYOMAN SUKERTA, SP.A", False),
        ("I GUSTI NGURAH PUTRA, S.PD., M.PD.", False),
        ("A. RAHMAN", False),
        ("SITI NUR'AINI", False),
    ],
)
def test_name_without_its_mark_is_recognised_by_letters_and_degrees(name, clipped):
    assert is_clipped(name) is clipped


def test_name_without_its_mark_is_never_sure_even_if_its_letters_are_clear():
    for name, sure in (("NI MADE WAHYUNI", True), ("N MADE WAHYUNI", False)):
        read_name = read(
            Field.NAME, nama=("Nama", f": {name}"), rereadings={f": {name}": (name, name)}
        )
        assert (read_name.text, read_name.sure) == (name, sure)


def test_bracket_read_from_a_colon_is_no_part_of_the_value():
    passage = Passage([Span.whole(line("):0095779385", 0.3, 0.2))])
    assert values.free_text(passage).text == "0095779385"
