"""Writes ISO 2709: a leader, a directory of the fields, then the fields, all in UTF-8."""

from typing import Final

from records.formats.identity import UNNAMED, Identity
from records.formats.marc.writing import Field, fields_of, leader
from records.record import Record

MAX_BYTES: Final = 99_999
"""Length in bytes of the longest record that a leader can state."""
_LEADER, _ENTRY = 24, 12
# Fields dropped from a record that is too long, the least important first; 001 to 245 stay.
_DROPPED: Final = ("856", "532", "520", "700", "710", "711", "650", "024", "035", "020")
_MARKS: Final = dict.fromkeys(range(32))


def binary(record: Record, identity: Identity = UNNAMED) -> tuple[bytes, bool]:
    """Returns the record in bytes, and True where fields were dropped for its length."""
    fields = [(field[0], _bytes(field)) for field in fields_of(record, identity)]
    number_of_fields = len(fields)
    size = _LEADER + 2 + sum(_ENTRY + len(raw) for _tag, raw in fields)
    if size > MAX_BYTES:
        fields = _shortened(fields, size)
    directory, at = [], 0
    for tag, raw in fields:
        directory.append(f"{tag}{len(raw):04}{at:05}")
        at += len(raw)
    base = _LEADER + _ENTRY * len(fields) + 1
    head = leader(identity)
    header = f"{base + at + 1:05}{head[5:12]}{base:05}{head[17:]}{''.join(directory)}\x1e"
    parts = [header.encode(), *[raw for _tag, raw in fields], b"\x1d"]
    return b"".join(parts), len(fields) < number_of_fields


def _bytes(field: Field) -> bytes:
    _tag, indicators, subfields = field
    text = "\x1f".join([indicators, *_clean(subfields)]) if indicators else _clean(subfields)[0]
    return f"{text}\x1e".encode(errors="replace")


def _clean(texts: list[str]) -> list[str]:
    """Returns the texts without the delimiters of ISO 2709 and other control characters."""
    return [text if text.isprintable() else text.translate(_MARKS) for text in texts]


def _shortened(fields: list[tuple[str, bytes]], size: int) -> list[tuple[str, bytes]]:
    """Drops the last fields of the least important tags until the record fits."""
    remaining = list(fields)
    for tag in _DROPPED:
        for place in [
            index for index, (field_tag, _raw) in enumerate(remaining) if field_tag == tag
        ][::-1]:
            if size <= MAX_BYTES:
                return remaining
            size -= _ENTRY + len(remaining.pop(place)[1])
    return remaining
