"""Defects of tables after years of use, as in real exports of SLiMS, with other names."""

from typing import Any

import pytest

from records.codes import AgentKind
from records.formats import Kind, Problem, Remark
from records.formats.tables.columns import Program
from records.identifiers import isbn13
from records.record import Credit, Record
from rontal.catalogue.rules import class_number
from tests.support.records.formats.marcs import items
from tests.support.records.formats.tables import SLIMS_HEADING, columns_of, read


def row(**cells: str) -> str:
    """Returns a row of SLiMS's export with semicolons between its cells."""
    values = {"title": "Judul", "gmd_name": "Text", "language_name": "Indonesia", **cells}
    return ";".join(values.get(name, "") for name in SLIMS_HEADING.split(","))


def record(**cells: str) -> Record:
    """Returns the record that is read from one such row."""
    (record_read,) = read(f"{SLIMS_HEADING.replace(',', ';')}\n{row(**cells)}\n")
    return record_read


def people(read_record: Record) -> list[tuple[str, str]]:
    return [(one.name, one.sort_name) for one in read_record.credits]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("<Ndolu, Siria, Maria>", [("Siria Maria Ndolu", "Ndolu, Siria Maria")]),
        ("<Toer, Pramoedya Ananta><Dkk>", [("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta")]),
        ("<UMMAH, Hairul. dkk>", [("Hairul UMMAH", "UMMAH, Hairul")]),
        ("<LEAHY, Lukas.>", [("Lukas LEAHY", "LEAHY, Lukas")]),
        ("<King, Martin Luther, Jr.>", [("Martin Luther King, Jr.", "King, Martin Luther, Jr.")]),
        ("<R.P. Andreas Suparno, SCJ>", [("R.P. Andreas Suparno", "Suparno, R.P. Andreas")]),
        ("<Darmadi, MM>", [("Darmadi", "Darmadi")]),
        ("<Yohanes Dri [Pr]>", [("Yohanes Dri", "Dri, Yohanes")]),
        ("<Drs. Sukirno, M.Sc.>", [("Sukirno", "Sukirno")]),
        ("<Dr. Seuss>", [("Dr. Seuss", "Seuss, Dr.")]),
        ("<Bambang Tri P.>", [("Bambang Tri P.", "Bambang Tri P.")]),
        ("<Orville Wright><Wright Brothers>", [
            ("Orville Wright", "Wright, Orville"), ("Wright Brothers", "Brothers, Wright")]),
        ("<Chet Albright>", [("Chet Albright", "Albright, Chet")]),
        ("<-><NONE>", []),
        ("<Indonesia, Departemen Agama, Direktorat Haji>", [
            ("Indonesia, Departemen Agama, Direktorat Haji",) * 2]),
        ("<Harvard Business School>", [("Harvard Business School", "Harvard Business School")]),
    ],
)  # fmt: skip
def test_one_name_in_brackets_is_one_name(authors: str, expected: list[tuple[str, str]]) -> None:
    assert people(record(authors=authors)) == expected


def test_body_with_a_comma_does_not_split_all_other_names() -> None:
    rows = [row(title=f"T{n}", authors="<Encyclopaedia Lontar, Inc>") for n in range(3)]
    rows.append(row(title="Bumi", authors="<Toer, Pramoedya Ananta>"))
    records = read("\n".join([SLIMS_HEADING.replace(",", ";"), *rows]))
    assert people(records[-1]) == [("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta")]


@pytest.mark.parametrize(
    ("title", "authors", "sor", "expected"),
    [
        ("Padang / Cinta di Gelap", "<Hirata, Andrea>", "", "Padang / Cinta di Gelap"),
        ("Sistem operasi GNU / Linux", "", "", "Sistem operasi GNU / Linux"),
        ("Belajar Client / Server dengan Java", "<Budi, Ani>", "", None),
        ("Matematika / John Wolor", "<Wolor John>", "", "Matematika"),
        ("Matematika / oleh Ani", "<Budi>", "", "Matematika"),
        ("Bumi manusia / Pramoedya Ananta Toer", "", "", "Bumi manusia"),
    ],
)
def test_slash_in_a_title_introduces_people_only_if_it_does(
    title: str, authors: str, sor: str, expected: str | None
) -> None:
    assert record(title=title, authors=authors, sor=sor).title == (expected or title)


@pytest.mark.parametrize(
    ("cell", "numbers", "remarks"),
    [
        ("0126 - 0057", ["0126-0057"], ()),
        ("01260057", ["0126-0057"], ()),
        ("439023483", ["9780439023481"], ()),
        ("7442912", ["9780007442911"], ()),
        ("7442913", [], (Remark.ISBN_WRONG,)),
        ("6786616322319", [], (Remark.ISBN_WRONG,)),
        ("9799799482760", [], (Remark.ISBN_WRONG,)),
        ("9.78602E+12", [], (Remark.ISBN_SHORTENED,)),
        ("9,78602E+12", [], (Remark.ISBN_SHORTENED,)),
        ("9.780439023480e+12", [], (Remark.ISBN_SHORTENED,)),
        ("9.780439023481e+12", ["9780439023481"], ()),
        ("8.99E+12", [], (Remark.ISBN_WRONG,)),
        ("979-20+7208-X", [], (Remark.ISBN_WRONG,)),
        ("2002", [], (Remark.ISBN_WRONG,)),
        ("-", [], ()),
    ],
)
def test_invalid_isbn_is_dropped_and_reported(
    cell: str, numbers: list[str], remarks: tuple[str, ...]
) -> None:
    (item,) = items(f'judul,isbn_issn\nX,"{cell}"\n'.encode(), Kind.TABLE)
    assert item.record is not None
    assert [one.value for one in item.record.numbers] == numbers
    assert (item.remarks, item.unread) == (remarks, (cell,) if remarks else ())


@pytest.mark.parametrize("row", ["9.78043902348e+12,439023483", "439023483,9.7804E+12"])
def test_shortened_isbn_is_not_reported_if_another_column_has_it_whole(row: str) -> None:
    (item,) = items(f"title,isbn13,isbn\nX,{row}\n".encode(), Kind.TABLE)
    assert item.record is not None
    assert [one.value for one in item.record.numbers] == ["9780439023481"]
    assert (item.remarks, item.unread) == ((), ())


def test_shortened_isbn_of_another_edition_is_reported() -> None:
    (item,) = items(b"title,isbn13,isbn\nX,9.78602385027E+12,439023483\n", Kind.TABLE)
    assert (item.remarks, item.unread) == ((Remark.ISBN_SHORTENED,), ("9.78602385027E+12",))


def test_unrecognised_values_are_reported_as_written() -> None:
    raw = b"judul,isbn,tahun,bahasa\nX,6786616322319 (jil. 1),kemarin,Klingon\n"
    (item,) = items(raw, Kind.TABLE)
    assert item.unread == ("6786616322319", "kemarin", "Klingon")


def test_number_of_thirteen_digits_is_an_isbn() -> None:
    assert isbn13("9786020312583") == "9786020312583"
    assert isbn13("9791032300824") == "9791032300824"
    assert isbn13("6786616322319") == isbn13("9799799482760") == ""


def test_placeholders_for_unknown_values_are_dropped() -> None:
    empty = record(
        series_title="-", publisher_name="[s.n]", place_name="[S.l.]", publish_year="[s.a]",
        notes="NULL", classification="NONE", topics="<NONE><Subak>", isbn_issn="-",
    )  # fmt: skip
    facts = (empty.series, empty.publisher, empty.place, empty.description, empty.classification)
    assert facts == ("", "", "", "", "")
    assert (empty.subjects, empty.year) == (("Subak",), None)
    assert record(publisher_name="[Balai Kita]", place_name="[Solo]").publisher == "Balai Kita"
    (item,) = items(b"judul,penulis\n-,Budi\n", Kind.TABLE)
    assert item.problem == Problem.NO_TITLE


def test_bodies_in_statements_of_responsibility_stay_whole() -> None:
    assert people(record(sor="Departemen Agama")) == [("Departemen Agama", "Departemen Agama")]
    (body,) = record(sor="Departemen Pendidikan dan Kebudayaan").credits
    assert body == Credit(*["Departemen Pendidikan dan Kebudayaan"] * 2, kind=AgentKind.BODY)
    two = people(record(sor="Balai Pustaka dan Yayasan Obor"))
    assert two == [("Balai Pustaka", "Balai Pustaka"), ("Yayasan Obor", "Yayasan Obor")]


def test_books_on_islam_get_a_shelf_in_any_notation_of_their_class() -> None:
    assert class_number("2x5.1") == class_number("2X5.1") == "2"


def test_custom_headings_over_a_slims_export_lose_nothing() -> None:
    heading = (
        "Judul,Jenis,Jumlah Revisi,ISBN,Penerbit,Tahun,Tebal Buku Ini,Rak Seri,No,Bahasa,Alamat,"
        "Kelas,Isi,Gambar,Tambahan,Orang Pertama,Tentang,Kode"
    )
    rows = "\n".join(
        row(
            title=f"Judul {n}", authors="<Budi, Ani>", topics="<Subak>", place_name="Tabanan",
            collation="90 hlm.", series_title="Seri Air",
        ).replace(";", ",").replace("<Budi, Ani>", '"<Budi, Ani>"')
        for n in range(3)
    )  # fmt: skip
    columns = columns_of(f"{heading}\n{rows}\n")
    assert columns.program is Program.SLIMS
    record_read = read(f"{heading}\n{rows}\n")[0]
    assert people(record_read) == [("Ani Budi", "Budi, Ani")]
    facts: Any = (record_read.place, record_read.extent, record_read.series, record_read.subjects)
    assert facts == ("Tabanan", "90 hlm.", "Seri Air", ("Subak",))


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("SÃªrat Centhini", "Sêrat Centhini"),
        ("Laskarâ€“novel", "Laskar–novel"),
        ("Sang â€œairâ€ mengalir", "Sang “air” mengalir"),
        ("Kata â€œairâ€", "Kata “air”"),
        ("MÃƒÂ¼ller", "Müller"),
        ("á¬²á¬¢á¬¸á¬¯", "ᬲᬢᬸᬯ"),
        ("Tafsir Al-Qurâ€™an", "Tafsir Al-Qur’an"),
    ],
)
def test_text_decoded_twice_is_corrected(broken: str, right: str) -> None:
    (item,) = items(f"Judul,Pengarang\n{broken},Adi\n".encode(), Kind.TABLE)
    assert item.record is not None
    assert item.record.title == right
    assert item.remarks == (Remark.TEXT_MENDED,)


@pytest.mark.parametrize(
    ("broken", "right"),
    [("â€œLaskarâ€\x9d â€“ novel", "“Laskar” – novel"), ("KorupsiÂ\xa0di Bali", "Korupsi di Bali")],
)
def test_traces_that_a_cell_would_lose_are_read_first(broken: str, right: str) -> None:
    (item,) = items(f"Judul,Pengarang\n{broken},Adi\n".encode(), Kind.TABLE)
    assert item.record is not None
    assert item.record.title == right


@pytest.mark.parametrize(
    "text", ["«CAFÉ»", "NÃO É", "São Tomé", "Đại Việt", "5° LU", "ᬲᬢᬸᬯ", "قواعد"]
)
def test_correct_text_is_unchanged(text: str) -> None:
    (item,) = items(f"Judul,Pengarang\n{text},Adi\n".encode(), Kind.TABLE)
    assert item.record is not None
    assert item.record.title == text
    assert item.remarks == ()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Kota itu sepi.rnrnDi sana", "Kota itu sepi. Di sana"),
        ("Kota itu sepi.rnDi sana", "Kota itu sepi. Di sana"),
        (r"Kota itu\r\n sepi.\n\nDi sana", "Kota itu sepi. Di sana"),
        (r"Modern, internal: \nu dan \rho", r"Modern, internal: \nu dan \rho"),
    ],
)
def test_line_ends_without_their_backslashes_are_blanks(cell: str, expected: str) -> None:
    assert record(notes=cell).description == expected


def test_description_is_text_without_markup() -> None:
    cell = "Kisah anak Belitung.<br>Terjual jutaan.<br />"
    assert record(notes=cell).description == "Kisah anak Belitung. Terjual jutaan."
