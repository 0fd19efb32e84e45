"""Lists of members in the export formats of other programs, generated, some rows wrong on purpose;
as CSV and as XLSX.
"""

import csv
import io
import itertools
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from xml.sax.saxutils import escape

FIRST = [
    "I Wayan",
    "Ni Made",
    "I Ketut",
    "Ni Nyoman",
    "I Gusti",
    "Ni Luh",
    "Ida Bagus",
    "Anak Agung",
]
LAST = [
    "Sari",
    "Dwi",
    "Putra",
    "Ayu",
    "Suardana",
    "Widiani",
    "Artha",
    "Lestari",
    "Pratama",
    "Kusuma",
]
SLIMS = [
    "member_id",
    "member_name",
    "gender",
    "member_type_name",
    "member_email",
    "member_address",
    "postal_code",
    "inst_name",
    "is_new",
    "member_image",
    "pin",
    "member_phone",
    "member_fax",
    "member_since_date",
    "register_date",
    "expire_date",
    "birth_date",
    "member_notes",
]
INLISLITE = [
    "No. Anggota",
    "Nama Lengkap",
    "Jenis Identitas",
    "No. Identitas",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Jenis Kelamin",
    "Alamat",
    "Kecamatan",
    "Kota",
    "No HP",
    "Email",
    "Tanggal Daftar",
    "Tanggal Akhir",
]
WRONG = ("name", "nik_short", "nik_cut", "birth", "phone", "email", "number", "length")


def nik(number: int, birth: date, *, female: bool) -> str:
    """Returns a valid NIK, unique for each number below 10 million."""
    region = 510201 + number // 9999 % 10
    return f"{region}{birth.day + 40 * female:02}{birth:%m%y}{number % 9999 + 1:04}"


def row(number: int) -> dict[str, str]:
    """Returns one person in the columns of SLiMS."""
    chance = random.Random(number)  # noqa: S311 - people of paper
    birth = date(1955, 1, 1) + timedelta(days=number * 7 % 18000)
    female = number % 2 == 1
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}"
    since = date(2015, 1, 1) + timedelta(days=number % 3000)
    return {
        "member_id": f"PD{number:07}",
        "member_name": name,
        "gender": "0" if female else "1",
        "member_type_name": "Umum",
        "member_email": f"orang{number}@contoh.example" if number % 3 else "",
        "member_address": f"Jl. Melati No. {number % 90 + 1}, Tabanan",
        "postal_code": "82113",
        "inst_name": "SMA 1",
        "is_new": "0",
        "member_image": "",
        "pin": nik(number, birth, female=female),
        "member_phone": f"0812{10_000_000 + number}",
        "member_fax": "",
        "member_since_date": since.isoformat(),
        "register_date": since.isoformat(),
        "expire_date": (since + timedelta(days=365 * (1 + number % 14))).isoformat(),
        "birth_date": birth.isoformat(),
        "member_notes": "",
    }


def spoilt(person: dict[str, str], how: str) -> dict[str, str]:
    """Returns the row with one error."""
    changes = {
        "name": {"member_name": "12345"},
        "nik_short": {"pin": person["pin"][:15]},
        "nik_cut": {"pin": "5.10205E+15"},
        "birth": {"birth_date": "31/02/1990"},
        "phone": {"member_phone": "8.12E+11"},
        "email": {"member_email": "bukan alamat"},
        "number": {"member_id": "2.02E+11"},
        "length": {"member_name": "A" * 101},
    }
    return person | changes[how]


def rows(count: int, *, wrong: int = 0) -> Iterator[dict[str, str]]:
    """Yields `count` people, `wrong` of them with an error, spread evenly."""
    ways = itertools.cycle(WRONG)
    every = count // wrong if wrong else count + 1
    for number in range(count):
        spoil = number % every == every - 1 and number // every < wrong
        yield spoilt(row(number), next(ways)) if spoil else row(number)


def slims(count: int, *, wrong: int = 0, heading: bool = True, separator: str = ",") -> str:
    """Returns a CSV file as SLiMS exports it."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, SLIMS, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n"
    )
    if heading:
        writer.writeheader()
    writer.writerows(rows(count, wrong=wrong))
    return out.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '</numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def workbook(*rows: Sequence[Any], merged: Sequence[str] = ()) -> bytes:
    """Returns a workbook; a cell is text (a shared string), a number, None or ("date", serial)."""
    shared: dict[str, int] = {}
    body = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            _cell(f"{_column_letters(place)}{number}", value, shared)
            for place, value in enumerate(row)
            if value is not None
        )
        body.append(f'<row r="{number}">{cells}</row>')
    return raw_workbook("".join(body), shared=list(shared), merged=merged)


def raw_workbook(
    body: str, *, before: str = "", shared: Sequence[str] = (), merged: Sequence[str] = ()
) -> bytes:
    """Returns a workbook with one sheet of raw XML rows, and merged cells such as "A2:A4"."""
    out = io.BytesIO()
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    spans = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.xml"))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="Anggota" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", _relation("worksheet", "worksheets/sheet1.xml")
        )
        archive.writestr("xl/styles.xml", STYLES)
        archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>")
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"{before}<worksheet {MAIN}><sheetData>{body}</sheetData>"
            f"<mergeCells>{spans}</mergeCells></worksheet>",
        )
    return out.getvalue()


def _relation(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{relation}</Relationships>'


def _cell(place: str, value: Any, shared: dict[str, int]) -> str:
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[1]}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _column_letters(place: int) -> str:
    """Returns the letters of a column, A to ZZ."""
    first, last = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
