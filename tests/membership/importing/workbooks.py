"""XLSX files for tests, made of their bare XML."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '</numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def workbook(*rows: Sequence[Any]) -> bytes:
    """A workbook; a cell is text, a number, None, or ("date", serial). Texts are shared."""
    shared: dict[str, int] = {}
    body = []
    for number, row in enumerate(rows, start=1):
        made = "".join(
            _cell(f"{_letters(place)}{number}", value, shared)
            for place, value in enumerate(row)
            if value is not None
        )
        body.append(f'<row r="{number}">{made}</row>')
    return raw_workbook("".join(body), shared=list(shared))


def raw_workbook(body: str, *, before: str = "", shared: Sequence[str] = ()) -> bytes:
    """A workbook whose one sheet has these rows as they are."""
    out = io.BytesIO()
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="Anggota" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>',
        )
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
        )
        made.writestr("xl/styles.xml", STYLES)
        made.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>")
        made.writestr(
            "xl/worksheets/sheet1.xml",
            f"{before}<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>",
        )
    return out.getvalue()


def _cell(place: str, value: Any, shared: dict[str, int]) -> str:
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[1]}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="s"><v>{shared.setdefault(value, len(shared))}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _letters(place: int) -> str:
    return chr(65 + place)
