"""Bibliographic record formats: MARC 21 and INDOMARC, MARCXML, ONIX 3, tables.

A file in, `record.Record`s out, and back. No content of a file raises anything but
`records.errors`; a broken record does not stop the others.
"""

from collections.abc import Iterator, Sequence
from typing import IO

from records.errors import KindUnknown
from records.formats.item import RECORDS, WRITTEN, Item, Kind, Problem, Remark
from records.formats.kinds import kind_of
from records.formats.marc import marcxml, reading
from records.formats.onix import reading as onix
from records.formats.tables import reading as tables
from records.formats.tables.columns import HEADINGS, Columns, Field
from records.formats.tables.reading import Sample, sample
from records.formats.writing import Written, write

__all__ = [
    "Columns",
    "Field",
    "HEADINGS",
    "Item",
    "Kind",
    "Problem",
    "RECORDS",
    "Remark",
    "Sample",
    "WRITTEN",
    "Written",
    "items",
    "kind_of",
    "sample",
    "write",
]


def items(
    source: IO[bytes],
    kind: Kind,
    *,
    mapping: Sequence[str | None] | None = None,
    after: tuple[int, int] = (0, 0),
) -> Iterator[Item]:
    """Yields the records of a seekable file in bounded memory.

    `mapping` gives for a table the meaning of each column (a `tables.Field` or None); without it
    the headings are recognised. `after` is `number` and `at` of the last item that was imported;
    reading continues after it.

    Raises, at the latest when the first item is requested, a subclass of FileRefused, and for
    tables TableRefused (which may also come later: a table too long, a damaged workbook).
    """
    if kind is Kind.MARC:
        return reading.read(source, after)
    if kind is Kind.MARCXML:
        return marcxml.read(source, after)
    if kind is Kind.ONIX:
        return onix.read(source, after)
    if kind is Kind.TABLE:
        return tables.read(source, mapping, after)
    raise KindUnknown(kind=kind)
