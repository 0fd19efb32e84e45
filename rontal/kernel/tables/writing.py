"""Writing a table that other programs read, line by line: one of any length needs the same memory,
and no cell of it is run by a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

MARK: Final = "\ufeff"
"""Spreadsheets look for it at the beginning of a file in UTF-8."""
GUARDED: Final = "=+-@\t\r"
"""A spreadsheet takes a cell that begins so for a formula: ours begin with an apostrophe then."""


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def lines(rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> Iterator[str]:
    """The rows as lines of CSV, or of TSV by a tab; numbers as they are, words guarded."""
    writer = csv.writer(_Echo(), delimiter=delimiter)
    for row in rows:
        yield writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{text}" if text.lstrip("'")[:1] in GUARDED and text else text


def unguarded(text: str) -> str:
    """A cell as it was before it was guarded."""
    return text[1:] if text[:1] == "'" and text.lstrip("'")[:1] in GUARDED else text
