"""This program's own CSV: every field of a record, so that export and import lose nothing.

Several values in one cell are separated by bars; values of a person, such as role and dates, have
the same position in their own columns.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import IO, Final

from records.codes import ROLES, AgentKind, Audience, Scheme
from records.formats.draft import Draft
from records.formats.identity import Identity
from records.formats.tables.cells import BETWEEN
from records.formats.tables.columns import HEADINGS, OUR_ORDER, Field
from records.record import Record
from records.tables.writing import guarded

_F = Field
_KINDS: Final = {kind.value: kind for kind in AgentKind}
_AUDIENCES: Final = {audience.value: audience for audience in Audience}
_SCHEMES: Final = {scheme.value: scheme for scheme in Scheme}
_TEXTS: Final = (
    _F.TITLE, _F.SUBTITLE, _F.CLASSIFICATION, _F.SERIES, _F.SERIES_NUMBER, _F.PUBLISHER, _F.PLACE,
    _F.EDITION, _F.EXTENT, _F.DESCRIPTION, _F.RIGHTS,
)  # fmt: skip
_NAMED: Final = {field: field.value for field in _TEXTS}


def write(records: Iterable[tuple[Record, Identity]], out: IO[bytes]) -> int:
    """Writes a table with its heading in UTF-8 with byte order mark, which spreadsheets expect;
    returns the number of records."""
    count = 0
    text = io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow([HEADINGS[field] for field in OUR_ORDER])
        for record, identity in records:
            cells = _cells(record, identity)
            writer.writerow([guarded(cells[field]) for field in OUR_ORDER])
            count += 1
    finally:
        text.detach()
    return count


def fill(draft: Draft, cells: Mapping[Field, str]) -> None:
    """Fills a draft from a row of this program's own CSV."""
    for field, name in _NAMED.items():
        if field in cells:
            setattr(draft, name, cells[field])
    draft.language = cells.get(_F.LANGUAGE) or "und"
    draft.audience = _AUDIENCES.get(cells.get(_F.AUDIENCE, ""), Audience.EVERYONE)
    draft.year = _number(cells.get(_F.YEAR, ""))
    draft.ages(_number(cells.get(_F.AGE_FROM, "")), _number(cells.get(_F.AGE_TO, "")))
    _people(draft, cells)
    for subject in _split(cells.get(_F.SUBJECTS, "")):
        draft.subject(subject)
    for text in _split(cells.get(_F.IDENTIFIERS, "")):
        scheme, _colon, value = text.partition(":")
        draft.number(_SCHEMES.get(scheme, Scheme.OTHER), value)
    if control := cells.get(_F.CONTROL, ""):
        draft.number(Scheme.CONTROL, control)
    for text in _split(cells.get(_F.ACCESSIBILITY, "")):
        name, _colon, value = text.partition(": ")
        draft.feature(name, value)


def _people(draft: Draft, cells: Mapping[Field, str]) -> None:
    columns = (_F.PEOPLE, _F.PEOPLE_SORTED, _F.PEOPLE_ROLES, _F.PEOPLE_KINDS, _F.PEOPLE_DATES)
    for name, sort_name, role, kind, dates in zip_longest(
        *[_split(cells.get(field, "")) for field in columns], fillvalue=""
    ):
        known = role if role in ROLES else "ctb"
        draft.credit(name, sort_name, known, _KINDS.get(kind, AgentKind.PERSON), dates)


def _cells(record: Record, identity: Identity) -> dict[Field, str]:
    people = record.credits
    control = f"{identity.source}:{identity.number}" if identity.number else ""
    return {
        **{field: getattr(record, field.value) for field in _TEXTS},
        _F.PEOPLE: _joined(credit.name for credit in people),
        _F.PEOPLE_SORTED: _joined(credit.sort_name or credit.name for credit in people),
        _F.PEOPLE_ROLES: _joined(credit.role for credit in people),
        _F.PEOPLE_KINDS: _joined(credit.kind.value for credit in people),
        _F.PEOPLE_DATES: _joined(credit.dates for credit in people),
        _F.SUBJECTS: _joined(record.subjects),
        _F.YEAR: "" if record.year is None else str(record.year),
        _F.LANGUAGE: record.language,
        _F.AUDIENCE: record.audience.value,
        _F.AGE_FROM: "" if record.age_from is None else str(record.age_from),
        _F.AGE_TO: "" if record.age_to is None else str(record.age_to),
        _F.IDENTIFIERS: _joined(f"{n.scheme.value}:{n.value}" for n in record.numbers),
        _F.ACCESSIBILITY: _joined(_features(record)),
        _F.CONTROL: control if identity.source else "",
        _F.ADDRESS: identity.address,
    }


def _features(record: Record) -> Iterator[str]:
    for name, values in record.accessibility.items():
        for value in values:
            yield f"{name}: {value}"


def _joined(values: Iterable[str]) -> str:
    """Joins values with bars; replaces a bar within a value, which would split it."""
    return BETWEEN.join([value.replace("|", "¦") for value in values])


def _split(cell: str) -> list[str]:
    """Splits a cell at bars. The separator's spaces are not required: cells are stripped when they
    are read, so an empty last value leaves only its bar."""
    return [part.strip() for part in cell.split("|")] if cell else []


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
