"""Reads MARC 21 and INDOMARC from ISO 2709.

Leader and directory are parsed here and not by pymarc: pymarc parses 4,200 records a second per
core before any mapping, too slow for a budget of 5,000 including the database, and it fails on
wrong lengths. Its MARC-8 tables are used.
"""

from collections.abc import Iterator
from typing import IO

from records.errors import FileEmpty, KindUnknown
from records.formats.item import Item, Problem, Remark, item_without_record
from records.formats.marc.encoding import text_of
from records.formats.marc.framing import Chunk, RecordParts, chunks, is_complete, split_record
from records.formats.marc.mapping import CONTROLS, HANDLED_TAGS, Reading

_HANDLED_TAGS = {tag.encode(): tag for tag in HANDLED_TAGS}
_CONTROLS = {tag.encode() for tag in CONTROLS}
MAX_FIELD_LENGTH = 64 * 1024
"""Most bytes that are read of a field; ISO 2709 allows 9,999."""
MAX_UNREADABLE = 50
"""Number of invalid items at the beginning after which a file is refused as not MARC."""


def read(source: IO[bytes], after: tuple[int, int] = (0, 0)) -> Iterator[Item]:
    """Yields the records of a file. Raises FileEmpty, KindUnknown."""
    number, start = after
    waiting: list[Item] = []
    sure = number > 0
    for chunk in chunks(source, start):
        number += 1
        item = _item(number, chunk)
        if sure or item.problem not in (Problem.BROKEN, Problem.CUT_SHORT, Problem.TOO_LARGE):
            sure = True
            yield from waiting
            waiting.clear()
            yield item
        elif len(waiting) >= MAX_UNREADABLE:
            raise KindUnknown
        else:
            waiting.append(item)
    if not sure:
        raise KindUnknown if waiting else FileEmpty


def _item(number: int, chunk: Chunk) -> Item:
    if not chunk.sane:
        return item_without_record(number, chunk.at, Problem.TOO_LARGE)
    parts = split_record(chunk.raw)
    if not is_complete(chunk, parts):
        return item_without_record(number, chunk.at, Problem.CUT_SHORT)
    if parts is None:
        return item_without_record(number, chunk.at, Problem.BROKEN)
    reading = Reading(parts.leader.decode("latin-1"))
    if refusal := reading.problem():
        return item_without_record(number, chunk.at, refusal)
    if not parts.fits:
        reading.draft.remarks.append(Remark.DIRECTORY_WRONG)
    if not parts.length_fits:
        reading.draft.remarks.append(Remark.LENGTH_WRONG)
    _apply_fields(reading, parts)
    return reading.finish().item(number, chunk.at)


def _apply_fields(reading: Reading, parts: RecordParts) -> None:
    marc8 = reading.leader[9] != "a"
    as_declared, lost = True, False
    for raw_tag, raw in parts.fields:
        tag = _HANDLED_TAGS.get(raw_tag)
        if tag is None:
            continue
        if len(raw) > MAX_FIELD_LENGTH:
            raw = raw[:MAX_FIELD_LENGTH]
            reading.draft.remarks.append(Remark.TEXT_CUT)
        text, fits, dropped = text_of(raw, marc8=marc8)
        as_declared, lost = as_declared and fits, lost or dropped
        if raw_tag in _CONTROLS:
            reading.control(tag, text)
        else:
            indicators, *subfields = text.split("\x1f")
            reading.data(tag, indicators, subfields)
    if not as_declared:
        reading.draft.remarks.append(Remark.ENCODING)
    if lost:
        reading.draft.remarks.append(Remark.CHARACTERS_LOST)
