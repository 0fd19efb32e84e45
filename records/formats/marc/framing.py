"""Splits a file of ISO 2709 into records, and a record into fields, even where lengths are wrong.

Records are split at their terminator (hex 1D), not by the length in the leader: a wrong length
costs one remark and not the rest of the file. Where a terminator is missing, the next leader begins
a record. Fields are split at theirs (1E) and get the tags of the directory in the order of their
offsets; only where the numbers of tags and fields differ are the offsets used instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

BLOCK: Final = 1024 * 1024
MAX_BYTES: Final = 2 * 1024 * 1024
"""Longest record in bytes, whatever follows."""
END, FIELD_END, DELIMITER = b"\x1d", b"\x1e", b"\x1f"
_JUNK: Final = b"\x00\r\n\t \x1a\xef\xbb\xbf"
_NEXT: Final = re.compile(rb"\x1e[\x00\r\n\t \x1a]*(?=\d{5}[a-z][a-z#| ][a-z#| ].{12}4500)", re.S)
_ENTRY: Final = re.compile(rb"[0-9A-Za-z]{3}\d{9}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes of a record without its terminator. `at` is the file offset after it; `ended` is False
    where the file ends without a terminator, `sane` is False where MAX_BYTES contained none."""

    raw: bytes
    at: int
    ended: bool = True
    sane: bool = True


def chunks(source: IO[bytes], at: int) -> Iterator[Chunk]:
    """Yields the records from byte `at` on; empty ones are skipped."""
    source.seek(at)
    rest, skipping = b"", False
    while block := source.read(BLOCK):
        *ended, rest = (rest + block).split(END)
        for raw in ended:
            at += len(raw) + 1
            if not skipping:
                yield from _parted(raw, at)
            skipping = False
        if skipping:
            at, rest = at + len(rest), b""
        elif len(rest) > MAX_BYTES:
            *glued, rest = _split(rest)
            for raw in glued:
                at += len(raw)
                yield Chunk(raw, at)
            if len(rest) > MAX_BYTES:
                at, skipping = at + len(rest), True
                yield Chunk(b"", at, sane=False)
                rest = b""
    if rest.strip(_JUNK):
        yield from _parted(rest, at + len(rest), ended=False)


def _parted(raw: bytes, at: int, *, ended: bool = True) -> Iterator[Chunk]:
    """Yields one record, or several where terminators are missing."""
    length = raw[:5]
    if (length.isdigit() and int(length) == len(raw) + 1) or not raw.strip(_JUNK):
        if raw.strip(_JUNK):
            yield Chunk(raw, at, ended)
        return
    parts = _split(raw)
    start = at - len(raw) - ended
    for part in parts[:-1]:
        start += len(part)
        yield Chunk(part, start)
    yield Chunk(parts[-1], at, ended)


def _split(raw: bytes) -> list[bytes]:
    """Splits before each leader that follows the end of a field."""
    places = [0, *[match.end() for match in _NEXT.finditer(raw)], len(raw)]
    return [raw[start:end] for start, end in zip(places, places[1:], strict=False)]


def is_complete(chunk: Chunk, parts: "RecordParts | None") -> bool:
    """Returns True for a complete record; the last one of a file may lack its terminator."""
    if chunk.ended:
        return True
    return parts is not None and parts.fits and chunk.raw.rstrip(_JUNK).endswith(FIELD_END)


@dataclass(frozen=True, slots=True)
class RecordParts:
    """Record split into its leader and pairs of tag and field bytes. `fits` is False where the
    directory does not fit the fields, `length_fits` where the leader states another length."""

    leader: bytes
    fields: list[tuple[bytes, bytes]]
    fits: bool
    length_fits: bool


def split_record(raw: bytes) -> RecordParts | None:
    """Splits a record into its parts; returns None where it has no readable directory."""
    raw = raw.lstrip(_JUNK)
    leader = raw[:24]
    head, *fields = raw.split(FIELD_END)
    directory = head[24:]
    if len(leader) < 24 or DELIMITER in head:
        return None
    if fields and not fields[-1].strip(_JUNK):
        fields.pop()
    entries = [directory[at : at + 12] for at in range(0, len(directory) - 11, 12)]
    length = leader[:5]
    length_fits = length.isdigit() and (int(length) == len(raw) + 1 or len(raw) > 99_998)
    if not all(map(_ENTRY.fullmatch, entries)) or not entries:
        return None if not entries else _by_order(leader, entries, fields, length_fits)
    starts = [entry[7:] for entry in entries]
    if len(entries) == len(fields) and (starts == sorted(starts) or len(raw) > 99_999):
        tags = [entry[:3] for entry in entries]
        return RecordParts(
            leader, list(zip(tags, fields, strict=True)), len(directory) % 12 == 0, length_fits
        )
    return _by_places(raw, leader, entries, length_fits) or _by_order(
        leader, entries, fields, length_fits
    )


def _by_places(
    raw: bytes, leader: bytes, entries: list[bytes], length_fits: bool
) -> RecordParts | None:
    """Splits fields by the offsets of the directory; None where one of them does not end with a
    field terminator."""
    base = int(leader[12:17]) if leader[12:17].isdigit() else 24 + 12 * len(entries) + 1
    cut_fields = []
    for entry in entries:
        start = base + int(entry[7:])
        end = start + int(entry[3:7]) - 1
        if raw[end : end + 1] != FIELD_END or raw[start - 1 : start] != FIELD_END:
            return None
        cut_fields.append((entry[:3], raw[start:end]))
    return RecordParts(leader, cut_fields, True, length_fits)


def _by_order(
    leader: bytes, entries: list[bytes], fields: list[bytes], length_fits: bool
) -> RecordParts | None:
    """Pairs the fields with the tags of the directory in order, as many as there are tags."""
    tags = [entry[:3] for entry in entries if entry[:3].isalnum()]
    pairs = list(zip(tags, fields, strict=False))
    return RecordParts(leader, pairs, False, length_fits) if pairs else None
