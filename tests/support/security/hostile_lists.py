"""Lists, records and archives that cost little to send and much to decode."""

import io
import struct
import zipfile
from functools import cache

from tests.support.records import epubs

MEGABYTE = 1024 * 1024
_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>nama</t></is></c></row>{rows}'
    "</sheetData></worksheet>"
)


def xlsx(sheet: str | bytes) -> bytes:
    """Returns a workbook with this sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _LINKS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return target.getvalue()


@cache
def xlsx_of_one_far_cell() -> bytes:
    """Returns a workbook of 1 kB whose sheet is 16,384 columns wide and a million rows high."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return xlsx(_SHEET.format(rows=far))


@cache
def xlsx_that_inflates(megabytes: int) -> bytes:
    """Returns a workbook whose sheet is this long, all white space."""
    head, tail = _SHEET.split("{rows}")
    return xlsx(head.encode() + b" " * (megabytes * MEGABYTE) + tail.encode())


@cache
def zip_of_entries(count: int) -> bytes:
    """Returns a ZIP that lists this many empty books, all at one place."""
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 11, 0) + b"0000000.pub"
    head = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0)
    entries = b"".join(head + b"%07x.pub" % number for number in range(count))
    at, size = len(local), len(entries)
    wide = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, at)
    place = struct.pack("<4sIQI", b"PK\6\7", 0, at + size, 1)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return local + entries + wide + place + end


BILLION_LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
    + "]>"
)
QUADRATIC = f"<!DOCTYPE a [<!ENTITY a9 '{'x' * 100_000}'>]>"


def answer_of_sru(before: str = "", title: str = "Subak") -> str:
    """Returns the answer of an SRU server with one record."""
    return (
        f'{before}<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>1'
        "</numberOfRecords><records><record><recordData><dc><title>"
        f"{title}</title></dc></recordData></record></records></searchRetrieveResponse>"
    )


def onix(before: str = "", title: str = "Subak") -> bytes:
    """Returns an ONIX message of one product."""
    return (
        f'{before}<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">'
        "<Product><RecordReference>1</RecordReference><NotificationType>03</NotificationType>"
        "<DescriptiveDetail><TitleDetail><TitleType>01</TitleType><TitleElement>"
        f"<TitleElementLevel>01</TitleElementLevel><TitleText>{title}</TitleText></TitleElement>"
        "</TitleDetail></DescriptiveDetail></Product></ONIXMessage>"
    ).encode()


def deep(levels: int) -> str:
    """Returns elements within elements."""
    return "<b>" * levels + "Subak" + "</b>" * levels


@cache
def epub_with_people(count: int) -> bytes:
    """Returns an EPUB whose package names this many people."""
    people = "".join(f"<dc:creator>Ni Luh {number}</dc:creator>" for number in range(count))
    return epubs.book("Ramai", metadata=epubs.METADATA + people)
