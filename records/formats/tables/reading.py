"""Reads a table of titles row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final

from records.errors import CopiesNotTitles, TitleColumnMissing
from records.formats.item import Item, Remark
from records.formats.tables import cells
from records.formats.tables.columns import (
    Columns,
    Field,
    Program,
    lists_copies,
    recognise,
)
from records.formats.tables.rows import Style, draft_of
from records.tables import Limits, Shape, Table, open_table

LIMITS: Final = Limits(
    size=4 * 1024**3, unpacked=4 * 1024**3, rows=5_000_000, columns=120, cell=20_000, breaks=100
)
SAMPLE_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """Beginning of a table: its recognised columns, and its first rows including the heading."""

    columns: Columns
    rows: tuple[tuple[str, ...], ...]
    shape: Shape


def sample(source: IO[bytes]) -> Sample:
    """Returns the beginning of a table, so that staff can check the meaning of its columns.

    Raises a subclass of TableRefused, CopiesNotTitles.
    """
    return _sample(open_table(source, LIMITS))


def read(
    source: IO[bytes], mapping: Sequence[str | None] | None = None, after: tuple[int, int] = (0, 0)
) -> Iterator[Item]:
    """Yields the rows of a table as items. Raises a subclass of TableRefused, CopiesNotTitles,
    TitleColumnMissing."""
    table = open_table(source, LIMITS)
    begin = _sample(table)
    fields = begin.columns.fields if mapping is None else _mapped(mapping)
    if Field.TITLE not in fields:
        raise TitleColumnMissing
    plan = [(place, field) for place, field in enumerate(fields) if field is not None]
    rows = begin.rows[begin.columns.heading :]
    style = Style(
        ours=begin.columns.program is Program.RONTAL,
        listed=cells.are_listed([_cell(row, plan) for row in rows]),
        series=Field.SERIES in fields,
    )
    for count, line in enumerate(table.lines()):
        if count < begin.columns.heading or line.number <= after[0]:
            continue
        draft = draft_of(line.cells, plan, style)
        if line.broken:
            draft.remarks.append(Remark.QUOTES_WRONG)
        yield draft.finish().item(line.number, line.at, line.number)


def _sample(table: Table) -> Sample:
    rows = tuple(tuple(line.cells) for line in islice(table.lines(), SAMPLE_ROWS))
    columns = recognise(rows)
    if lists_copies(columns):
        raise CopiesNotTitles
    return Sample(columns, rows, table.shape)


def _mapped(mapping: Sequence[str | None]) -> tuple[Field | None, ...]:
    known = {field.value: field for field in Field}
    return tuple(known.get(name or "") for name in mapping)


def _cell(row: Sequence[str], plan: list[tuple[int, Field]]) -> str:
    """Returns the cell of a row with its people, "" where there is none."""
    return next((row[place] for place, f in plan if f is Field.PEOPLE and place < len(row)), "")
