"""Writes many titles into one file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from rontal.catalogue.formats.errors import KindUnknown
from rontal.catalogue.formats.identity import Identity, of_row
from rontal.catalogue.formats.item import Kind
from rontal.catalogue.formats.marc import marcxml
from rontal.catalogue.formats.marc.binary import binary
from rontal.catalogue.formats.tables import own_csv
from rontal.catalogue.record import Record

if TYPE_CHECKING:
    from rontal.catalogue.rows import Row


@dataclass(frozen=True, slots=True)
class Written:
    """Number of records written, and the numbers of those that lost fields because of a format's
    size limit (MARC 21: 99,999 bytes)."""

    records: int
    shortened: tuple[str, ...]


def write(
    rows: Iterable["Row"],
    kind: Kind,
    out: IO[bytes],
    *,
    source: str,
    address: Callable[["Row"], str] = lambda _row: "",
) -> Written:
    """Writes titles as MARC 21, MARCXML or CSV, with only one record in memory at a time.

    `source` names the library's catalogue (003 of MARC), `address` returns the URL of a title's
    page. Raises KindUnknown for other kinds.
    """
    records = ((row.record(), of_row(row, source=source, address=address(row))) for row in rows)
    return write_records(records, kind, out)


def write_records(
    records: Iterable[tuple[Record, Identity]], kind: Kind, out: IO[bytes]
) -> Written:
    """Writes records from any source, as `write` does for titles."""
    if kind is Kind.MARC:
        return _marc(records, out)
    if kind is Kind.MARCXML:
        return _marcxml(records, out)
    if kind is Kind.TABLE:
        return Written(own_csv.write(records, out), ())
    raise KindUnknown(kind=kind)


def _marc(records: Iterable[tuple[Record, Identity]], out: IO[bytes]) -> Written:
    count, shortened = 0, []
    for record, identity in records:
        raw, short = binary(record, identity)
        out.write(raw)
        count += 1
        if short:
            shortened.append(identity.number)
    return Written(count, tuple(shortened))


def _marcxml(records: Iterable[tuple[Record, Identity]], out: IO[bytes]) -> Written:
    count = 0
    out.write(marcxml.OPEN)
    for record, identity in records:
        out.write(marcxml.element(record, identity) + b"\n")
        count += 1
    out.write(marcxml.CLOSE)
    return Written(count, ())
