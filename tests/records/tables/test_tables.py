"""Tests for reading tables: files of other programs, and files that are damaged or harmful."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from bench.member_lists import raw_workbook, workbook
from records import errors
from records.tables import LIMITS, Limits, open_table


def cells(raw: bytes, limits: Limits = LIMITS) -> list[list[str]]:
    return [line.cells for line in open_table(io.BytesIO(raw), limits).lines()]


def as_xls(rows: Any, merged: Any = ()) -> bytes:
    book, content = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Anggota")
    as_date = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                style = (as_date,) if isinstance(value, date) else ()
                sheet.write(number, column, value, *style)
    for span in merged:
        sheet.merge(*span)
    book.save(content)
    return content.getvalue()


def as_ods(rows: Any) -> bytes:
    book, content = OpenDocumentSpreadsheet(), io.BytesIO()
    sheet = Table(name="Anggota")
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(content)
    return content.getvalue()


def locked_ods() -> bytes:
    """Returns what LibreOffice writes with a password: an encrypted part, named in the manifest."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", bytes(range(256)))
        book.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return content.getvalue()


def _ods_cell(value: Any) -> TableCell:
    match value:
        case None:
            return TableCell()
        case bool():
            return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
        case date():
            return TableCell(valuetype="date", datevalue=value.isoformat())
        case str():
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            return cell
    return TableCell(valuetype="float", value=str(value))


HEAD = "nama,alamat\n"
TEXT = HEAD + "Ni Kadek Ayuß,Jalan Séroja\n"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16LE"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),
    ],
)
def test_every_common_encoding_is_recognised(encoding, expected):
    table = open_table(io.BytesIO(TEXT.encode(encoding)))
    assert table.shape.encoding == expected
    assert [line.cells for line in table.lines()] == [
        ["nama", "alamat"],
        ["Ni Kadek Ayuß", "Jalan Séroja"],
    ]


def test_file_that_changes_its_encoding_is_read_line_by_line():
    raw = "nama,kota\nRené,Tabanan\n".encode() + "Zoë,Kediri\n".encode("cp1252")
    assert cells(raw)[1:] == [["René", "Tabanan"], ["Zoë", "Kediri"]]


def test_wide_characters_survive_at_every_block_boundary():
    text = "nama,kota\n" + "".join(f"Sari {n} \U0001f33a,Tabanan\n" for n in range(40_000))
    rows_read = cells(text.encode("utf-16"))
    assert len(rows_read) == 40_001
    assert all("\U0001f33a" in row[0] for row in rows_read[1:])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^"])
def test_separator_is_detected(separator):
    raw = "\n".join(separator.join(row) for row in (["a", "b", "c"], ["1", "2, x", "3"]))
    if separator == ",":
        raw = raw.replace("2, x", '"2, x"')
    assert cells(raw.encode()) == [["a", "b", "c"], ["1", "2, x", "3"]]


def test_slims_escapes_are_decoded():
    raw = b'"id","nama","alamat",\n"M1","I \\"Dwi\\" O\\\'Brien","Jl. A\\r\\nTabanan"\n'
    assert cells(raw)[1] == ["M1", 'I "Dwi" O\'Brien', "Jl. A Tabanan"]


def test_slims_escapes_deep_in_a_file_are_decoded_too():
    plain = "".join(f'"M{n}","Ani","Jl. A"\n' for n in range(300))
    raw = f'{plain}"M300","Abdul Mun\\\'im","Jl. A\\r\\nTabanan"\n'.encode()
    assert cells(raw)[-1] == ["M300", "Abdul Mun'im", "Jl. A Tabanan"]
    assert cells(b'"id","nama"\n"1","Jl. A\\r\\nTabanan"\n')[1] == ["1", "Jl. A Tabanan"]


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ('"Layar "retak" kita","Text","2019"', 'Layar "retak" kita'),
        ('"Layar 5" sentuh, edisi dua","Text","2019"', 'Layar 5" sentuh, edisi dua'),
        (
            '"Kisah "Minke", "Annelies" dan lain","Text","2019"',
            'Kisah "Minke", "Annelies" dan lain',
        ),
        ('"Kisah "Minke"","Text","2019"', 'Kisah "Minke"'),
        ('"Kata ""ya"" kita","Text","2019"', 'Kata "ya" kita'),
        ('"Layar "retak" kita",,"2019",', 'Layar "retak" kita'),
    ],
)
def test_unescaped_quotes_inside_cells_remain(row, title):
    raw = f'"title","gmd_name","year"\n"Satu","Text","2001"\n{row}\n"Dua","Text","2002"\n'
    first, middle, last = list(open_table(io.BytesIO(raw.encode())).lines())[1:]
    assert (middle.cells[0], middle.cells[2], middle.broken) == (title, "2019", False)
    assert (first.cells[0], last.cells[0]) == ("Satu", "Dua")


def test_cell_may_span_several_lines():
    raw = b'a,b,c\n1,"Jl. Melati\nNo. 4\nTabanan",x\n2,y,z\n'
    assert cells(raw)[1:] == [["1", "Jl. Melati No. 4 Tabanan", "x"], ["2", "y", "z"]]


def test_unclosed_quote_spoils_its_own_row_only():
    raw = b'a,b,c\n1,"x,3\n2,y,3\n3,"z,3\n4,w,3\n'
    lines = list(open_table(io.BytesIO(raw)).lines())
    assert [line.cells[0] for line in lines] == ["a", "1", "2", "3", "4"]
    assert [line.broken for line in lines] == [False, True, False, True, False]


def test_nul_bytes_and_control_characters_are_removed():
    assert cells(b"a,b\nSa\x00ri,\x07Ta\x0bbanan\n")[1] == ["Sari", "Ta banan"]


def test_empty_rows_are_skipped_and_row_numbers_are_those_of_the_file():
    lines = list(open_table(io.BytesIO(b"a,b\r\n\r\n,,\r\n1,2\r\n")).lines())
    assert [(line.number, line.cells) for line in lines] == [(1, ["a", "b"]), (4, ["1", "2"])]


def test_lines_that_end_with_a_carriage_return_alone_are_lines():
    assert cells(b"a,b\r1,2\r3,4") == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_one_endless_line_is_read_in_bounded_pieces():
    assert cells(b"a,b\n" + b"x" * 3_000_000)[0] == ["a", "b"]


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", errors.TableEmpty),
        (b"\xef\xbb\xbf \r\n\n", errors.TableEmpty),
        (b"\x89PNG\r\n\x1a\nxxxxxxxx", errors.TableWrongType),
        (b"<html><table><tr><td>nama</td></tr></table>", errors.TableWrongType),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.TableWrongType),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            errors.TableLocked,
        ),
        (bytes(range(1, 9)) * 200, errors.TableWrongType),
        (as_xls([["nama"]])[:3000], errors.TableWrongType),
        (as_ods([["nama"]])[:-200], errors.TableDamaged),
        (locked_ods(), errors.TableLocked),
        (b"x" * (30 * 1024 * 1024 + 1), errors.TableTooLarge),
        (b"PK\x03\x04 cut short", errors.TableDamaged),
    ],
)
def test_other_files_are_refused_with_a_reason(raw, error):
    with pytest.raises(error):
        open_table(io.BytesIO(raw))


def test_too_many_rows_are_refused():
    with pytest.raises(errors.TableTooLong):
        cells(b"a,b\n" + b"1,2\n" * 4, Limits(rows=3))
    assert LIMITS.rows >= 100_000


def test_a_workbook_is_read_with_dates_numbers_and_gaps():
    raw = workbook(
        ["No Anggota", "Nama", "NIK", "Lahir", "HP"],
        ["A-1", "Ni Made Sari", 5102055705900012, ("date", 33010), 81234567890],
        [None, "I Wayan Putra", 5102055705900010, ("date", 33010.5), 8.12e11],
    )
    table = open_table(io.BytesIO(raw))
    assert table.shape.kind == "xlsx"
    rows_read = [line.cells for line in table.lines()]
    assert rows_read[1] == ["A-1", "Ni Made Sari", "5102055705900012", "1990-05-17", "81234567890"]
    assert rows_read[2][:2] == ["", "I Wayan Putra"]
    assert "E+15" in rows_read[2][2], "sixteen digits that end in zero were cut by the spreadsheet"
    assert rows_read[2][3:] == ["1990-05-17", "812000000000"]


def test_cell_that_spans_rows_applies_to_each():
    rows = [
        ["Seri", "Jilid", "Tahun"],
        ["Tetralogi", 1, 1980],
        [None, 2],
        [],
        [None, 3, 1988],
        ["X"],
    ]
    raw = workbook(*rows, merged=["A2:A5", "C2:D3", "A6:C6", "B9:B12"])
    rows_expected = [
        ["Tetralogi", "1", "1980"],
        ["Tetralogi", "2", "1980"],
        ["Tetralogi", "3", "1988"],
    ]
    assert cells(raw) == [rows[0], *rows_expected, ["X"]]
    assert cells(raw, Limits(merged=0))[2] == ["", "2"]
    assert cells(raw, Limits(merged=1))[2] == ["Tetralogi", "2"]


@pytest.mark.parametrize("write", [as_xls, as_ods])
def test_spreadsheets_of_old_excel_and_libreoffice_are_read_too(write):
    rows = [
        ["Nama", "NIK", "Lahir", "Aktif"],
        ["Ni Made Sari", 5102055705900012, date(1990, 5, 17), True],
        [],
        [None, 5102055705900010, date(1954, 1, 2), 0.5],
    ]
    table = open_table(io.BytesIO(write(rows)))
    lines = [(line.number, line.cells) for line in table.lines()]
    assert table.shape.kind == write.__name__.removeprefix("as_")
    assert lines == [
        (1, rows[0]),
        (2, ["Ni Made Sari", "5102055705900012", "1990-05-17", "1"]),
        (4, ["", "5.10205570590001E+15", "1954-01-02", "0.5"]),
    ]


def test_cells_of_old_excel_that_span_rows_apply_to_each():
    raw = as_xls([["Seri", "Jilid"], ["Tetralogi", 1], [None, 2]], merged=[(1, 2, 0, 0)])
    assert cells(raw)[1:] == [["Tetralogi", "1"], ["Tetralogi", "2"]]


@pytest.mark.parametrize("last", ["XFD1048576", "ZZZZZZZ99999999999"])
def test_distant_cell_does_not_fill_the_memory(last):
    row = last.lstrip("XFDZ")
    near, far = (f'<c r="{place}" t="str"><v>x</v></c>' for place in ("A1", last))
    raw = raw_workbook(f'<row r="1">{near}</row><row r="{row}">{far}</row>')
    with pytest.raises((errors.TableTooLarge, errors.TableDamaged)):
        cells(raw)


def test_hidden_sheets_are_skipped():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name in ("Rahasia", "Anggota", "Lain"):
            book.add_worksheet(name).write_row(2, 1, [name, 1])
        book.worksheets()[1].activate()
        book.worksheets()[0].hide()
    assert [(one.number, one.cells) for one in open_table(content).lines()] == [
        (3, ["", "Anggota", "1"])
    ]


def test_numbers_with_more_digits_than_a_spreadsheet_stores_are_marked_as_lost():
    (values,) = cells(workbook([9102055705900013, 9007199254740991, -12.5, 1e300]))
    assert values == ["9.10205570590001E+15", "9007199254740991", "-12.5"]


def test_saved_value_of_a_formula_counts():
    row = '<c r="A1" t="str"><f>HYPERLINK("x")</f><v>Sari</v></c><c r="B1" t="e"><v>#REF!</v></c>'
    raw = raw_workbook(f'<row r="1">{row}<c r="C1" t="inlineStr"><is><t>x</t></is></c></row>')
    assert cells(raw) == [["Sari", "", "x"]]


def test_million_empty_rows_are_ignored():
    blank = "".join(f'<row r="{n}"/>' for n in range(2, 200_000))
    raw = raw_workbook(f'<row r="1"><c r="A1" t="str"><v>nama</v></c></row>{blank}')
    assert cells(raw) == [["nama"]]


def test_entity_bomb_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    raw = raw_workbook('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>', before=bomb)
    with pytest.raises(errors.TableDamaged):
        cells(raw)


def test_zip_bomb_is_refused_by_its_declared_size():
    raw = raw_workbook(f'<row r="1"><c r="A1" t="str"><v>{"x" * 200_000}</v></c></row>')
    assert len(raw) < 10_000
    with pytest.raises(errors.TableTooLarge):
        open_table(io.BytesIO(raw), Limits(unpacked=100_000))


def test_truncated_or_altered_workbook_is_damaged():
    raw = raw_workbook('<row r="1"><c r="A1" t="str"><v>nama</v></c></row>' * 500)
    broken = bytearray(raw)
    start = raw.find(b"xl/worksheets/sheet1.xml") + 40
    broken[start : start + 60] = b"\x55" * 60
    with pytest.raises(errors.TableDamaged):
        cells(bytes(broken))
    with pytest.raises(errors.TableDamaged):
        cells(raw[: len(raw) // 2])


def test_zip_that_is_no_workbook_has_the_wrong_type():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed_archive:
        changed_archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(errors.TableWrongType):
        open_table(io.BytesIO(out.getvalue()))
