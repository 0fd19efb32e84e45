"""Report as an XLSX workbook: one sheet per section, numbers as numeric cells."""

import io
from typing import Any

from django.utils.translation import gettext as _

from rontal.desk.reports.cells import Cell, Report, Section, Table, Unit
from rontal.standard.selectors import library

FORMATS = {
    Unit.COUNT: "#,##0",
    Unit.CHANGE: "+#,##0;-#,##0;0",
    Unit.PERCENT: "0%",
    Unit.SECONDS: "[h]:mm:ss",
    Unit.DECIMAL: "#,##0.00",
}
SCALES = {Unit.PERCENT: 100, Unit.SECONDS: 86_400}
"""Divisors for spreadsheet values: percentages are fractions of 1, times fractions of a day."""
MAX_NAME_LENGTH = 31


def xlsx(report: Report) -> bytes:
    """Returns the workbook; a hidden or missing number is written as text, never as 0."""
    out = io.BytesIO()
    import xlsxwriter  # loaded with the first workbook

    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": report.title, "company": library().name})
    formats = _formats(book)
    _write_overview(book, formats, report)
    for section in report.sections:
        _write_section(book, formats, section)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    plain = {"align": "right"}
    formats = {
        unit.value: book.add_format({"num_format": code, **plain}) for unit, code in FORMATS.items()
    }
    return formats | {
        "title": book.add_format({"bold": True, "font_size": 14, "font_color": "#0f5446"}),
        "name": book.add_format({"bold": True, "font_size": 12, "font_color": "#0f5446"}),
        "head": book.add_format({"bold": True, "bottom": 1, "align": "right", "text_wrap": True}),
        "label": book.add_format({"text_wrap": True}),
        "note": book.add_format(
            {"italic": True, "font_color": "#4a5851", "text_wrap": True, "valign": "top"}
        ),
        "word": book.add_format({"font_color": "#4a5851", **plain}),
    }


def _write_overview(book: Any, formats: dict[str, Any], report: Report) -> None:
    page = _add_worksheet(book, _("Overview"))
    page.write_string(0, 0, report.title, formats["title"])
    page.write_string(1, 0, library().name)
    for line, text in enumerate([report.period_state, *report.notes], start=2):
        page.merge_range(line, 0, line, 3, text, formats["note"])
        page.set_row(line, 32)
    start = 3 + len(report.notes)
    _write_head(page, formats, start, [_("Period"), _("Previous period")])
    for line, one in enumerate(report.highlights, start=start + 1):
        page.write_string(line, 0, one.label, formats["label"])
        _write_cell(page, formats, line, 1, one.now)
        _write_cell(page, formats, line, 2, one.before)
    start += len(report.highlights) + 2
    _write_head(page, formats, start, [_("Sent"), _("Approved")])
    for line, month in enumerate(report.months, start=start + 1):
        page.write_string(line, 0, month.name, formats["label"])
        page.write_number(line, 1, month.sent, formats[Unit.COUNT])
        page.write_number(line, 2, month.approved, formats[Unit.COUNT])


def _write_section(book: Any, formats: dict[str, Any], section: Section) -> None:
    page, line = _add_worksheet(book, section.title), 0
    for table in section.tables:
        line = _write_table(page, formats, table, line) + 2


def _write_table(page: Any, formats: dict[str, Any], table: Table, line: int) -> int:
    """Writes a table from this line on; returns the index of the first line after it."""
    page.write_string(line, 0, table.title, formats["name"])
    page.merge_range(
        line + 1, 0, line + 1, max(3, len(table.columns)), table.counted, formats["note"]
    )
    page.set_row(line + 1, 48)
    _write_head(page, formats, line + 2, table.columns)
    line += 3
    for row in table.rows:
        page.write_string(line, 0, row.label, formats["label"])
        for column, cell in enumerate(row.cells, start=1):
            _write_cell(page, formats, line, column, cell)
        if row.note:
            page.write_string(line, len(table.columns) + 1, row.note, formats["note"])
        line += 1
    return line


def _add_worksheet(book: Any, name: str) -> Any:
    page = book.add_worksheet(name[:MAX_NAME_LENGTH])
    page.set_column(0, 0, 38)
    page.set_column(1, 6, 17)
    page.set_column(7, 7, 40)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    return page


def _write_head(page: Any, formats: dict[str, Any], line: int, names: Any) -> None:
    for column, name in enumerate(names, start=1):
        page.write_string(line, column, name, formats["head"])


def _write_cell(page: Any, formats: dict[str, Any], line: int, column: int, cell: Cell) -> None:
    if cell.value is None:
        page.write_string(line, column, cell.text, formats["word"])
    else:
        value = float(cell.value) / SCALES.get(cell.unit, 1)
        page.write_number(line, column, value, formats[cell.unit])
