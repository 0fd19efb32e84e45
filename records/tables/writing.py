"""Writing CSV and TSV for other programs, line by line with constant memory. Cells are escaped so
that spreadsheets do not execute them as formulas.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

MARK: Final = "\ufeff"
"""Byte order mark, by which spreadsheets recognize a file in UTF-8."""
GUARDED: Final = "=+-@\t\r"
"""First characters by which a spreadsheet recognizes a formula; such cells get an apostrophe in
front.
"""


class _Echo:
    """File object that returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


def lines(rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> Iterator[str]:
    """Yields the rows as lines of CSV, or of TSV with a tab as delimiter. Texts are escaped by
    `guarded`; other values are not.
    """
    writer = csv.writer(_Echo(), delimiter=delimiter)
    for row in rows:
        yield writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])


def guarded(text: str) -> str:
    """Escapes a cell with an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip("'")[:1] in GUARDED and text else text


def unguarded(text: str) -> str:
    """Reverses `guarded`."""
    return text[1:] if text[:1] == "'" and text.lstrip("'")[:1] in GUARDED else text
