"""What a table is made of, whatever file it came in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from ftfy import fix_encoding

_TRACE: Final = re.compile("[\x80-\x9f]|[\u00c2\u00c3]\xa0")
"""What is in a text alone where UTF-8 was read as the encoding of Windows."""


@dataclass(frozen=True)
class Limits:
    """How much of a table is read. The values given here are enough for a list of people: `size`
    and `unpacked` in bytes, `cell` in characters, `breaks` is how many physical lines one row may
    have (a mark that is still open then never closes), `merged` how many cells that span rows of a
    workbook say the same of each; 0 where they say it once."""

    size: int = 30 * 1024 * 1024
    unpacked: int = 500 * 1024 * 1024
    rows: int = 250_000
    columns: int = 100
    cell: int = 2_000
    breaks: int = 12
    merged: int = 100_000

    @property
    def megabytes(self) -> int:
        """`size`, as people are told it."""
        return self.size // 1024 // 1024


LIMITS = Limits()


class Line(NamedTuple):
    """One row of a table. `number` is counted from 1 as spreadsheets do; `at` says how many bytes
    of the file had been read; `broken` is True where its quotation marks do not fit together."""

    number: int
    cells: list[str]
    at: int
    broken: bool = False


@dataclass(frozen=True)
class Shape:
    """What the file turned out to be. `encoding` and `separator` are "" for XLSX; `size` is the
    number of bytes that `Line.at` counts up to."""

    kind: str
    size: int
    encoding: str = ""
    separator: str = ""


class Table(Protocol):
    """An open table; `lines` reads it from the beginning, without rows that are empty.

    Raises TableTooLong, TableDamaged while reading.
    """

    shape: Shape

    def lines(self) -> Iterator[Line]: ...


def tidy(cell: str, longest: int = LIMITS.cell) -> str:
    """A cell without NUL and other control characters, single spaces, of a sane length."""
    if not cell.isprintable():  # what is printable has no white space but spaces
        if _TRACE.search(cell):
            cell = fix_encoding(cell)
        cell = "".join(char if char.isprintable() else " " for char in cell)
    cell = cell[:longest]
    return " ".join(cell.split()) if "  " in cell else cell.strip(" ")


def tidied(cells: list[str], longest: int = LIMITS.cell) -> list[str]:
    """The cells of a row, each as `tidy` makes it. Of nine rows in ten one look shows that there
    is no more to do than to strip them."""
    whole = "".join(cells)
    if whole.isprintable() and "  " not in whole and len(whole) <= longest:
        return [cell.strip(" ") for cell in cells]
    return [tidy(cell, longest) for cell in cells]
