"""Limits for reading a table: size, rows, columns, length of a cell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits for reading a table; the defaults suit a list of people.

    `size` and `unpacked` are in bytes, `cell` in characters. `breaks` is the number of physical
    lines that a row may have: a quotation mark that is still open then counts as broken. `merged`
    is the number of vertically merged cells of a workbook whose value is repeated in each of their
    rows; 0 leaves the value in the first row only.
    """

    size: int = 30 * 1024 * 1024
    unpacked: int = 500 * 1024 * 1024
    rows: int = 250_000
    columns: int = 100
    cell: int = 2_000
    breaks: int = 12
    merged: int = 100_000

    @property
    def megabytes(self) -> int:
        """`size` in MB, for error messages."""
        return self.size // 1024 // 1024


LIMITS = Limits()
