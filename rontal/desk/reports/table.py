"""Report as CSV with one row per number, for processing by programs."""

from collections.abc import Iterable, Iterator

from records.tables.writing import MARK, lines
from rontal.desk.reports.cells import Report, Section

HEAD = ("period", "section", "table", "row", "column", "value", "unit", "missing")


def csv(report: Report) -> bytes:
    """Returns the CSV file in UTF-8 with a byte order mark.

    Numbers are unformatted: percentages as 0 to 100, times in seconds.
    """
    return written(report.label, report.sections)


def written(label: str, sections: Iterable[Section]) -> bytes:
    """Returns the CSV file of sections alone; `label` identifies the period."""
    return (MARK + "".join(lines(_csv_rows(label, sections)))).encode()


def _csv_rows(label: str, sections: Iterable[Section]) -> Iterator[tuple[object, ...]]:
    yield HEAD
    for section in sections:
        for table in section.tables:
            for row, cells in table.lines:
                for column, cell in cells:
                    value = "" if cell.value is None else cell.value
                    missing = cell.why.value if cell.value is None else ""
                    place = (label, section.key, table.key, row.label, column)
                    yield (*place, value, cell.unit.value, missing)
