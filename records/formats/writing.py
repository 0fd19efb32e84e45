"""Writes many records into one file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from records.errors import KindUnknown
from records.formats.identity import Identity
from records.formats.item import Kind
from records.formats.marc import marcxml
from records.formats.marc.binary import binary
from records.formats.tables import own_csv
from records.record import Record


@dataclass(frozen=True, slots=True)
class Written:
    """Number of records written, and the numbers of those that lost fields because of a format's
    size limit (MARC 21: 99,999 bytes)."""

    records: int
    shortened: tuple[str, ...]


def write(records: Iterable[tuple[Record, Identity]], kind: Kind, out: IO[bytes]) -> Written:
    """Writes records as MARC 21, MARCXML or CSV, with only one in memory at a time.

    Raises KindUnknown for other kinds.
    """
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
