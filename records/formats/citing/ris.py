"""RIS, which reference managers read (Mendeley, Zotero, EndNote).

Source of the tags: Research Information Systems' format, edition of 2011, type BOOK; `ED` as in the
edition of 2001, which all programs know. A value is one line.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from records.codes import Scheme
from records.formats.citing.makers import CREATORS, EDITORS, TRANSLATORS, Maker, makers
from records.record import Record

MEDIA_TYPE: Final = "application/x-research-info-systems"
_NUMBERS: Final = ((Scheme.ISBN, "SN"), (Scheme.ISSN, "SN"), (Scheme.DOI, "DO"))


def reference(record: Record, address: str) -> str:
    """Returns the RIS record of a title whose page is at the URL `address`; lines end with CR LF,
    as the format requires."""
    lines = [f"{tag}  - {' '.join(text.split())}" for tag, text in _values(record, address) if text]
    return "\r\n".join(["TY  - BOOK", *lines, "ER  - ", ""])


def _values(record: Record, address: str) -> Iterator[tuple[str, str]]:
    for tag, roles in (("AU", CREATORS), ("ED", EDITORS), ("A4", TRANSLATORS)):
        yield from _people(tag, makers(record, roles))
    yield "TI", record.full_title
    yield "PY", "" if record.year is None else f"{record.year:04}"
    yield "PB", record.publisher
    yield "CY", record.place
    yield "ET", record.edition
    yield "T3", record.series
    yield "VL", record.series_number if record.series else ""
    yield "LA", "" if record.language == "und" else record.language
    for scheme, tag in _NUMBERS:
        for number in record.numbers:
            if number.scheme is scheme:
                yield tag, number.value
    for subject in record.subjects:
        yield "KW", subject
    yield "AB", record.description
    yield "UR", address


def _people(tag: str, people: Sequence[Maker]) -> Iterator[tuple[str, str]]:
    for person in people:
        yield tag, person.inverted
