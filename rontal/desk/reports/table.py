"""A report as CSV: one row a number, for whoever adds up by program."""

import csv as writing
import io

from rontal.desk.reports.cells import Report

HEAD = ("period", "section", "table", "row", "column", "value", "unit", "missing")


def csv(report: Report) -> bytes:
    """The file, in UTF-8 with the mark that spreadsheets look for. Numbers are bare: per cent as 0
    to 100, times in seconds."""
    out = io.StringIO()
    writer = writing.writer(out)
    writer.writerow(HEAD)
    for section in report.sections:
        for table in section.tables:
            for row, cells in table.lines:
                for column, cell in cells:
                    value = "" if cell.value is None else cell.value
                    missing = cell.why.value if cell.value is None else ""
                    place = (report.label, section.key, table.key, row.label, column)
                    writer.writerow([*place, value, cell.unit.value, missing])
    return out.getvalue().encode("utf-8-sig")
