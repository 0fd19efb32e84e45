"""Mapping of MARC 21 and INDOMARC fields to records."""

import pytest

from records.codes import AgentKind, Audience, Scheme
from records.formats import Problem, Remark
from records.identifiers import isbn10
from records.record import Credit, Number
from tests.support.records.formats.marcs import LEADER, TITLE, items, marc, read

ISBN = "9789799731234"
FIXED = "008 100315s2005    io ||||e |||||||| ||ind d"


def test_complete_record_of_a_novel():
    record = read(
        "001 INLIS000000000001234",
        "003 PERPUSNAS",
        FIXED,
        "020    $a978-979-97312-3-4 (jil. lengkap) :$cRp 75.000",
        "041 0  $aind",
        "082 04 $a899.221 3",
        "100 1  $aToer, Pramoedya Ananta,$d1925-2006",
        TITLE,
        "250    $aCet. 11.",
        "260    $aJakarta :$bLentera Dipantara,$c2005.",
        "300    $a535 hlm. ;$c20 cm.",
        "490 0  $aTetralogi Buru ;$v1",
        "520    $aKisah Minke.",
        "650  4 $aFiksi Indonesia$xSejarah dan kritik.",
        "700 1  $aLane, Max,$epenerjemah",
    )
    assert (record.title, record.subtitle) == ("Bumi manusia", "sebuah roman")
    assert record.credits == (
        Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta", "aut", dates="1925-2006"),
        Credit("Max Lane", "Lane, Max", "trl"),
    )
    assert (record.place, record.publisher, record.year) == ("Jakarta", "Lentera Dipantara", 2005)
    assert (record.edition, record.extent) == ("Cet. 11", "535 hlm.")
    assert (record.series, record.series_number) == ("Tetralogi Buru", "1")
    assert record.subjects == ("Fiksi Indonesia -- Sejarah dan kritik",)
    assert (record.classification, record.language) == ("899.2213", "id")
    assert record.audience is Audience.ADULTS
    assert record.description == "Kisah Minke."
    assert record.numbers == (
        Number(Scheme.ISBN, "9789799731234"),
        Number(Scheme.CONTROL, "PERPUSNAS:INLIS000000000001234"),
    )


@pytest.mark.parametrize(
    ("field", "title", "subtitle"),
    [
        ("245 10 $aLaskar pelangi /$cAndrea Hirata.", "Laskar pelangi", ""),
        (
            "245 10 $aSejarah dunia.$nJilid 2,$pZaman batu /$cX",
            "Sejarah dunia. Jilid 2, Zaman batu",
            "",
        ),
        ("245 10 $aTata bahasa$h[sumber elektronis] :$bdasar", "Tata bahasa", "dasar"),
        ("245 04 $aThe trial of Dr. Kate, M.D.", "The trial of Dr. Kate, M.D.", ""),
        ("245 10 $aLaporan tahunan PT Semen Tbk.", "Laporan tahunan PT Semen Tbk.", ""),
        ("245 10 $aSenja dan cinta...", "Senja dan cinta...", ""),
        ("245 10 $aBelajar : cepat dan mudah / Sari Dewi", "Belajar", "cepat dan mudah"),
        ("245 1  $bhanya anak judul", "hanya anak judul", ""),
    ],
)
def test_titles_lose_isbd_punctuation(field, title, subtitle):
    record = read(field)
    assert (record.title, record.subtitle) == (title, subtitle)


@pytest.mark.parametrize(
    ("field", "credit"),
    [
        ("100 0  $aHamka", Credit("Hamka", "Hamka")),
        (
            "100 0  $aToer, Pramoedya Ananta",
            Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta"),
        ),
        ("100 1  $aRowling, J. K.", Credit("J. K. Rowling", "Rowling, J. K.")),
        (
            "100 1  $aDavis, Miles,$d1926-1991.",
            Credit("Miles Davis", "Davis, Miles", dates="1926-1991"),
        ),
        ("100 0  $aBudi Santoso, S.Pd., M.Hum.", Credit("Budi Santoso", "Budi Santoso")),
        ('100 1  $aHines, Earl "Fatha,"', Credit('Earl "Fatha" Hines', 'Hines, Earl "Fatha"')),
        ("100 1  $aToer, P., 1925-2006.", Credit("P. Toer", "Toer, P.", dates="1925-2006")),
        ("100 1  $aMintardja, S.H.", Credit("S.H. Mintardja", "Mintardja, S.H.")),
        ("700 1  $aX, Y,$4http://id.loc.gov/vocabulary/relators/ill", Credit("Y X", "X, Y", "ill")),
        ("700 1  $aX, Y,$e(alih bahasa)", Credit("Y X", "X, Y", "trl")),
        ("700 1  $aX, Y,$eed.", Credit("Y X", "X, Y", "edt")),
        ("700 1  $aX, Y,$eilustrator.", Credit("Y X", "X, Y", "ill")),
        ("700 1  $aX, Y,$ejoint author.", Credit("Y X", "X, Y", "aut")),
        ("700 1  $aX, Y", Credit("Y X", "X, Y", "ctb")),
        (
            "110 2  $aIndonesia.$bDepartemen Pendidikan.",
            Credit(
                "Indonesia. Departemen Pendidikan",
                "Indonesia. Departemen Pendidikan",
                "aut",
                AgentKind.BODY,
            ),
        ),
        (
            "711 2  $aKongres Bahasa Indonesia$n(9 :$d2008 :$cJakarta)",
            Credit(
                "Kongres Bahasa Indonesia (9 : Jakarta)",
                "Kongres Bahasa Indonesia (9 : Jakarta)",
                "ctb",
                AgentKind.MEETING,
                "2008",
            ),
        ),
    ],
)
def test_people_and_bodies_in_both_orders_have_their_roles(field, credit):
    assert read(field).credits == (credit,)


KOHA = ("100 1  $91234$aToer, Pramoedya Ananta$d1925-2006", "710 2  $aHasta Mitra$9n 77")


@pytest.mark.parametrize("leader", [LEADER, LEADER.replace(" a ", "uc ")])
def test_numbers_that_other_programs_store_with_names_are_no_names(leader):
    toer, hasta = read(FIXED, *KOHA, leader=leader).credits
    assert (toer.name, toer.sort_name) == ("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta")
    assert hasta.name == "Hasta Mitra"


def test_printed_name_is_read_if_written_by_us_and_not_if_koha_put_a_number_there():
    ours = ("008 260102s2005    xx ||||eo|||||||| ||ind d", "100 1  $aToer, Pramoedya Ananta$4aut")
    leader = "00000cam a2200000uc 4500"
    printed = read(ours[0], ours[1] + "$9Pram", leader=leader).credits[0]
    assert printed == Credit("Pram", "Toer, Pramoedya Ananta", "aut")
    numbered = read(ours[0], ours[1] + "$91234", leader=leader).credits[0]
    assert numbered == Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta", "aut")


def test_without_headings_the_statement_of_the_title_page_names_people():
    record = read(
        "245 10 $aTari Bali /$coleh I Made Bandem dan Fredrik deBoer ; penerjemah, Sari Dewi ; "
        "disunting oleh Budi Santoso."
    )
    assert [(c.name, c.role) for c in record.credits] == [
        ("I Made Bandem", "aut"),
        ("Fredrik deBoer", "aut"),
        ("Sari Dewi", "trl"),
        ("Budi Santoso", "edt"),
    ]
    assert record.credits[0].sort_name == "Bandem, I Made"


def test_numbers_of_all_kinds():
    (item,) = items(
        marc(
            f"020    $a{isbn10(ISBN)} (pbk.)",
            "020    $a9780000000000",
            "020    $z9789799731234",
            "022    $a0125-9008",
            "024 7  $a10.1000/182$2doi",
            "024 3  $a9789799731234",
            "024 8  $aX-77",
            "035    $a(OCoLC)12345",
            "856 40 $uhttps://contoh.id/buku",
            "856 42 $uhttps://contoh.id/sampul",
            "856 40 $3Daftar isi$uhttps://contoh.id/isi",
            TITLE,
        )
    )
    assert item.record is not None
    assert item.record.numbers == (
        Number(Scheme.ISBN, "9789799731234"),
        Number(Scheme.ISSN, "0125-9008"),
        Number(Scheme.DOI, "10.1000/182"),
        Number(Scheme.OTHER, "X-77"),
        Number(Scheme.CONTROL, "OCoLC:12345"),
        Number(Scheme.URI, "https://contoh.id/buku"),
    )
    assert item.remarks == (Remark.ISBN_WRONG,)


def test_number_of_an_unnamed_catalogue_identifies_nothing_alone():
    assert read("001 INLIS1").numbers == (Number(Scheme.OTHER, "INLIS1"),)
    assert read("001 1", "040    $aJKPNPNA").numbers == (Number(Scheme.CONTROL, "JKPNPNA:1"),)


@pytest.mark.parametrize(
    ("fields", "place", "publisher", "year"),
    [
        (("260    $a[Jakarta] :$b[s.n.],$c[2001?]",), "Jakarta", "", 2001),
        (("260    $a[S.l. :$bs.n.],$ccet. 3, 1998",), "", "", 1998),
        (
            ("264  1 $aDenpasar :$bSari Kahyangan,$c2010", "264  4 $c©2009"),
            "Denpasar",
            "Sari Kahyangan",
            2010,
        ),
        (("264  4 $c©2009",), "", "", 2009),
        (("264  3 $aBogor :$bPercetakan,$c1999", FIXED), "", "", 2005),
        (("260    $aNew York :$bKnopf Inc.,$cc1997.",), "New York", "Knopf Inc.", 1997),
        (("260    $c[19--]",), "", "", None),
    ],
)
def test_publication_by_both_fields_and_008(fields, place, publisher, year):
    record = read(*fields)
    assert (record.place, record.publisher, record.year) == (place, publisher, year)


@pytest.mark.parametrize(
    ("field", "series", "number"),
    [
        ("490 1  $aTetralogi Buru ;$vjil. 2", "Tetralogi Buru", "jil. 2"),
        ("440  0 $a(Seri pustaka)", "Seri pustaka", ""),
        ("830  0 $aSeri sastra ;$v7.", "Seri sastra", "7"),
        ("800 1  $aX, Y.$tHarry Potter ;$v3", "Harry Potter", "3"),
    ],
)
def test_series_in_every_possible_field(field, series, number):
    record = read(field)
    assert (record.series, record.series_number) == (series, number)


@pytest.mark.parametrize(
    ("fields", "series", "number"),
    [
        (("490 1  $aDover books ;$v4", "830  0 $aDover classics."), "Dover classics", "4"),
        (("490 1  $aBuku Dover", "830  0 $aDover classics ;$v5."), "Dover classics", "5"),
        (("490 1  $aSatu ;$v1", "490 1  $aDua ;$v2", "830  0 $aPertama", "830  0 $aKedua"),
         "Pertama", "1"),
        (("490 0  $aSatu ;$v1", "490 0  $aDua"), "Satu", "1"),
        (("830  0 $aPertama", "490 1  $aSatu ;$v1"), "Pertama", ""),
        (("490 1  $aSatu", "830  0 $aSatu ;$v9."), "Satu", "9"),
    ],
)  # fmt: skip
def test_authority_name_of_a_series_precedes_the_printed_one(fields, series, number):
    record = read(*fields)
    assert (record.series, record.series_number) == (series, number)


def test_subjects_of_every_kind_once_each():
    record = read(
        "600 14 $aSoekarno,$d1901-1970$xBiografi.",
        "610 24 $aPartai Nasional Indonesia.",
        "650  4 $aPolitik$zIndonesia$y1945-1949",
        "650  7 $aPolitik$zIndonesia$y1945-1949$2x",
        "651  4 $aBali (Indonesia)$xSejarah",
        "653    $aproklamasi$akemerdekaan",
        "655  7 $aNovel.",
    )
    assert record.subjects == (
        "Soekarno 1901-1970 -- Biografi",
        "Partai Nasional Indonesia",
        "Politik -- Indonesia -- 1945-1949",
        "Bali (Indonesia) -- Sejarah",
        "proklamasi",
        "kemerdekaan",
        "Novel",
    )


@pytest.mark.parametrize(
    ("fields", "audience", "ages"),
    [
        (("008 100315s2005    io ||||j",), Audience.CHILDREN, (None, None)),
        (("521 1  $a7-10 tahun",), Audience.EVERYONE, (7, 10)),
        (("521 1  $a12+",), Audience.EVERYONE, (12, None)),
        (("385    $aRemaja$2x",), Audience.YOUNG, (None, None)),
        (("521    $aUntuk anak-anak sekolah dasar",), Audience.CHILDREN, (None, None)),
        (("521 1  $a10-7",), Audience.EVERYONE, (None, None)),
    ],
)
def test_audience_of_a_book(fields, audience, ages):
    record = read(*fields)
    assert record.audience is audience
    assert (record.age_from, record.age_to) == ages


@pytest.mark.parametrize(
    ("fields", "tag"),
    [
        (("041 0  $aind$aeng",), "id"),
        (("041 1  $aengind",), "en"),
        (("041    $abal",), "bal"),
        ((FIXED.replace("ind", "ban"),), "ban"),
        ((FIXED.replace("ind", "scr"),), "hr"),
        (("041  7 $aban-Bali$2rfc5646",), "ban-Bali"),
        ((FIXED.replace("ind", "|||"),), "und"),
    ],
)
def test_languages_by_041_and_008(fields, tag):
    assert read(*fields).language == tag


def test_rights_and_accessibility():
    record = read(
        "341 0  $atextual$balternativeText$2sapdv",
        "506    $aTerbuka untuk umum",
        "532 8  $aaccessibilityHazard: none",
        "532 1  $aDibacakan oleh mesin dengan baik",
        "540    $aCC BY-SA 4.0",
    )
    assert record.rights == "CC BY-SA 4.0"
    assert record.accessibility == {
        "accessMode": ("textual",),
        "accessibilityFeature": ("alternativeText",),
        "accessibilityHazard": ("none",),
        "accessibilitySummary": ("Dibacakan oleh mesin dengan baik",),
    }


@pytest.mark.parametrize(
    ("fields", "classification"),
    [
        (("082 04 $a899/.221 3",), "899.2213"),
        (("090    $a959.8 TOE b",), "959.8"),
        (("084    $aK.3.1$2x",), "K.3.1"),
        (("090    $aPL5089 .T8",), ""),
        (("082 04 $a[Fic]",), "[Fic]"),
    ],
)
def test_the_class_in_the_fields_that_libraries_use(fields, classification):
    assert read(*fields).classification == classification


def test_other_script_is_used_only_if_nothing_else_is_there():
    both = read("880 10 $6245-01/(N$aБуми", "245 10 $6880-01$aBumi")
    assert both.title == "Bumi"
    (alone,) = items(marc("880 10 $6245-00$aᬩᬸᬫᬶ", "880 1  $6700-00$aᬳᬾ"))
    assert alone.record is not None
    assert alone.record.title == "ᬩᬸᬫᬶ"
    assert alone.record.credits[0].name == "ᬳᬾ"


def test_overlong_text_is_cut_between_words_and_reported():
    (item,) = items(marc("245 10 $a" + "kata " * 300, *["650  4 $as" + str(n) for n in range(60)]))
    assert item.record is not None
    assert len(item.record.title) <= 500
    assert item.record.title.endswith("kata…")
    assert len(item.record.subjects) == 50
    assert item.remarks == (Remark.TEXT_CUT, Remark.TOO_MANY)


@pytest.mark.parametrize(
    ("leader", "problem"),
    [
        (LEADER.replace("nam", "dam"), Problem.DELETED),
        (LEADER.replace("nam", "nz "), Problem.NOT_A_TITLE),
        (LEADER.replace("nam", "ny "), Problem.NOT_A_TITLE),
    ],
)
def test_record_without_a_usable_title_is_skipped_with_its_reason(leader, problem):
    parsed = items(marc(TITLE, leader=leader) + marc(TITLE))
    assert [item.problem for item in parsed] == [problem, ""]


def test_record_without_title_is_reported():
    (item,) = items(marc("100 1  $aX, Y"))
    assert (item.record, item.problem) == (None, Problem.NO_TITLE)
