"""MARC records for tests, built by hand, valid and broken."""

import io

from records import formats
from records.formats import Item, Kind
from records.record import Record

LEADER = "00000nam a2200000 a 4500"
TITLE = "245 10 $aBumi manusia :$bsebuah roman /$cPramoedya Ananta Toer."


def marc(
    *fields: str, leader: str = LEADER, encoding: str = "utf-8", end: bytes = b"\x1d"
) -> bytes:
    """Returns a MARC record of lines such as `245 10 $aBumi manusia`; surrogate escapes in the text
    become raw bytes."""
    directory, data = "", b""
    for field in fields:
        tag, rest = field[:3], field[4:]
        if tag < "010":
            raw = rest.encode(encoding) + b"\x1e"
        else:
            indicators, subfields = rest[:2], rest[3:]
            text = indicators + subfields.replace("$", "\x1f")
            raw = text.encode(encoding, "surrogateescape") + b"\x1e"
        directory += f"{tag}{min(len(raw), 9_999):04}{min(len(data), 99_999):05}"
        data += raw
    base = 24 + len(directory) + 1
    length = min(base + len(data) + 1, 99_999)
    head = f"{length:05}{leader[5:12]}{min(base, 99_999):05}{leader[17:]}{directory}\x1e"
    return head.encode() + data + b"\x1d"


def items(raw: bytes, kind: Kind = Kind.MARC, **more: object) -> list[Item]:
    """Returns all items of a file."""
    return list(formats.items(io.BytesIO(raw), kind, **more))  # type: ignore[arg-type]


def read(*fields: str, leader: str = LEADER, encoding: str = "utf-8") -> Record:
    """Returns the record of these fields; a title is added if there is none."""
    named = fields if any(field.startswith("245") for field in fields) else (*fields, TITLE)
    (item,) = items(marc(*named, leader=leader, encoding=encoding))
    assert item.record is not None, item.problem
    return item.record
