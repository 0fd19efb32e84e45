"""Titles ordered by their last change, deleted ones included: the list that OAI-PMH and other
protocols harvest.

The order is (datestamp, id), so that paging on after the last entry neither skips nor repeats an
unchanged title; a title that changes meanwhile appears again at the end.

A transaction commits after it wrote its datestamps. `complete_until` is the moment before which no
further change can appear; later changes are not listed yet. Writers take the datestamp inside their
transaction, or at most MARGIN before it begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import connection

from records.codes import Audience, Format
from rontal.catalogue import rows
from rontal.catalogue.rows import Row

MARGIN: Final = timedelta(seconds=5)
Place = tuple[datetime, int]


class Kind(StrEnum):
    """Property by which the catalogue is divided into parts (sets of OAI-PMH)."""

    LANGUAGE = "language"
    AUDIENCE = "audience"
    FORMAT = "format"
    CLASS = "class"


@dataclass(frozen=True)
class Part:
    """Part of the catalogue: the primary tag of a language, an audience, a format, or the first
    digits of a classification; the value "" stands for all titles that have such a property."""

    kind: Kind
    value: str = ""


@dataclass(frozen=True)
class Span:
    """Range of changes: `since` <= datestamp < `before`, in one part or in the whole catalogue."""

    before: datetime
    since: datetime | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class DeletedTitle:
    """Tombstone of a title whose row was deleted."""

    id: int
    language: str
    audience: str
    classification: str
    changed_at: datetime


def complete_until() -> datetime:
    """Returns the moment before which every change is committed and visible. It is MARGIN before
    now, or before the start of the oldest writing transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPLETE)
        moment: datetime = cursor.fetchone()[0]
    return moment - MARGIN


def earliest() -> datetime | None:
    """Returns the earliest datestamp, None where no title was ever published."""
    with connection.cursor() as cursor:
        cursor.execute(_EARLIEST)
        moment: datetime | None = cursor.fetchone()[0]
    return moment


def page(span: Span, *, after: Place | None, limit: int) -> list[Row | DeletedTitle]:
    """Returns the next titles after a place: public ones, and those that are reported as deleted
    (withdrawn, joined, and deleted rows). Two queries."""
    order = "ORDER BY {0}.changed_at, {0}.{1} LIMIT %s"
    where, parameters = _where(span, after, "t", "id")
    titles: list[Row | DeletedTitle] = list(
        rows.select(where + order.format("t", "id"), [*parameters, limit])
    )
    where, parameters = _where(span, after, "g", "title_id")
    titles += _deleted_titles(where + order.format("g", "title_id"), [*parameters, limit])
    return sorted(titles, key=lambda title: (title.changed_at, title.id))[:limit]


def count(span: Span) -> int:
    """Returns the number of titles that `page` lists in all."""
    titles, first = _where(span, None, "t", "id")
    stones, second = _where(span, None, "g", "title_id")
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(titles=titles, stones=stones), [*first, *second])
        (number,) = cursor.fetchone()
    return int(number)


def ever_public_title(title_id: int) -> Row | DeletedTitle | None:
    """Returns a title that was published at some time, None for any other id."""
    titles = rows.select(f"WHERE t.id = %s AND {rows.KNOWN}", [title_id])
    if titles:
        return titles[0]
    return next(iter(_deleted_titles("WHERE g.title_id = %s", [title_id])), None)


def parts() -> list[Part]:
    """Returns the parts that have titles, ordered by kind and value, the whole of a kind first."""
    with connection.cursor() as cursor:
        cursor.execute(_PARTS)
        rows = cursor.fetchall()
    languages = sorted({language for language, _ in rows if language})
    classes = sorted({tens[:digits] for _, tens in rows if tens for digits in (1, 2)})
    values: list[tuple[Kind, Sequence[str]]] = [
        (Kind.LANGUAGE, languages),
        (Kind.AUDIENCE, list(Audience)),
        (Kind.FORMAT, list(Format)),
        (Kind.CLASS, classes),
    ]
    return [Part(kind, value) for kind, known in values for value in ("", *known)]


def _where(span: Span, after: Place | None, table: str, key: str) -> tuple[str, list[Any]]:
    terms, parameters = [f"{table}.changed_at < %s"], list[Any]([span.before])
    if table == "t":
        terms.append(rows.KNOWN)
    if span.since:
        terms.append(f"{table}.changed_at >= %s")
        parameters.append(span.since)
    if after:
        terms.append(f"({table}.changed_at, {table}.{key}) > (%s, %s)")
        parameters.extend(after)
    if span.part:
        term, value = _in_part(span.part, table)
        terms.append(term)
        parameters.extend(value)
    return f"WHERE {' AND '.join(terms)} ", parameters


def _in_part(part: Part, table: str) -> tuple[str, list[Any]]:
    """Returns an SQL condition and its parameters. A tombstone does not store formats, so it is
    listed in every format's part."""
    if part.kind is Kind.FORMAT and table == "g":
        return "true", []
    if part.kind is Kind.FORMAT:
        return _HAS_FILE, [[part.value] if part.value else list(Format)]
    if part.kind is Kind.CLASS:
        shape = f"^{part.value}[0-9]{{{3 - len(part.value)}}}"
        return f"{table}.classification ~ %s", [shape]
    if not part.value:
        return "true", []
    if part.kind is Kind.LANGUAGE:
        return f"split_part({table}.language, '-', 1) = %s", [part.value]
    return f"{table}.audience = %s", [part.value]


def _deleted_titles(condition: str, parameters: Sequence[Any]) -> list[DeletedTitle]:
    with connection.cursor() as cursor:
        cursor.execute(_DELETED + condition, parameters)
        return [DeletedTitle(*values) for values in cursor.fetchall()]


_COMPLETE: Final = """
SELECT least(statement_timestamp(), min(xact_start)) FROM pg_stat_activity
WHERE backend_xid IS NOT NULL AND datname = current_database() AND pid <> pg_backend_pid()
"""
_EARLIEST: Final = f"""
SELECT least(
    (SELECT changed_at FROM catalogue_title t WHERE {rows.KNOWN} ORDER BY changed_at, id LIMIT 1),
    (SELECT min(changed_at) FROM catalogue_tombstone))
"""  # noqa: S608
_COUNT: Final = """
SELECT (SELECT count(*) FROM catalogue_title t {titles})
     + (SELECT count(*) FROM catalogue_tombstone g {stones})
"""
_PARTS: Final = """
SELECT split_part(language, '-', 1), substring(classification FROM '^([0-9][0-9])[0-9]')
FROM catalogue_title WHERE state <> 'draft' GROUP BY GROUPING SETS ((1), (2))
"""
_DELETED: Final = """
SELECT g.title_id, g.language, g.audience, g.classification, g.changed_at
FROM catalogue_tombstone g
"""
_HAS_FILE: Final = """
EXISTS (SELECT FROM catalogue_bookfile f WHERE f.title_id = t.id AND f.format = ANY(%s))
"""
