"""Public titles as lists for search engines and feed readers, without what they do not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from rontal.catalogue import rows
from rontal.catalogue.rows import Row

PART: Final = 50_000
"""So many numbers make a part; a search engine takes no more addresses in one file."""

BATCH: Final = 5_000
MOST_PARTS: Final = 10**9


@dataclass(frozen=True)
class Part:
    """The public titles with numbers in one range, counted from 1. `mark` changes when a title
    comes in or goes."""

    number: int
    mark: int
    changed_at: datetime


def parts() -> list[Part]:
    """Every part that has public titles. A title stays in its part for ever, so that a part
    changes only when one of its titles does."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_PARTS} GROUP BY 1 ORDER BY 1", [PART])
        return [Part(*values) for values in cursor.fetchall()]


def part(number: int) -> Part | None:
    """One part, None where it has no public title."""
    if not 1 <= number <= MOST_PARTS:
        return None
    first, last = (number - 1) * PART + 1, number * PART
    with connection.cursor() as cursor:
        cursor.execute(f"{_PARTS} AND id BETWEEN %s AND %s GROUP BY 1", [PART, first, last])
        found = cursor.fetchone()
    return Part(*found) if found else None


def addresses(number: int) -> Iterator[list[tuple[str, datetime]]]:
    """Slugs and datestamps of a part, a batch at a time."""
    last = (number - 1) * PART
    end = number * PART
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ADDRESSES, [last, end, BATCH])
            found = cursor.fetchall()
        if not found:
            return
        yield [(slug, changed_at) for _pk, slug, changed_at in found]
        last = found[-1][0]


def newest(limit: int, *, language: str = "", subject: int | None = None) -> list[Row]:
    """Public titles that came in last, of a language tag and about a subject, where asked."""
    terms, given = ["t.state = 'public'"], list[Any]()
    if language:
        terms.append("t.language = %s")
        given.append(language)
    if subject is not None:
        terms.append(_ABOUT)
        given.append(subject)
    order = "ORDER BY t.added_at DESC, t.id DESC LIMIT %s"
    return rows.select(f"WHERE {' AND '.join(terms)} {order}", [*given, limit])


_PARTS: Final = """
SELECT (id - 1) / %s + 1, sum(id)::bigint, max(changed_at) FROM catalogue_title
WHERE state = 'public'
"""
_ADDRESSES: Final = """
SELECT id, slug, changed_at FROM catalogue_title
WHERE state = 'public' AND id > %s AND id <= %s ORDER BY id LIMIT %s
"""
_ABOUT: Final = "t.id IN (SELECT title_id FROM catalogue_titlesubject WHERE subject_id = %s)"
