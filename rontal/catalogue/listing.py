"""Lists of public titles for sitemaps and feeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from rontal.catalogue import rows
from rontal.catalogue.rows import Row

PART: Final = 50_000
"""Number of title ids in a part: the most URLs that a sitemap file may have."""

BATCH: Final = 5_000
MAX_PARTS: Final = 10**9


@dataclass(frozen=True)
class Part:
    """Part of a sitemap: the public titles with ids in one range. `number` counts from 1, `mark` is
    the sum of the ids, which changes when a title is published or withdrawn."""

    number: int
    mark: int
    changed_at: datetime


def parts() -> list[Part]:
    """Returns every part with public titles. A title always stays in the same part, so that a part
    changes only when one of its titles does."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_PARTS} GROUP BY 1 ORDER BY 1", [PART])
        return [Part(*values) for values in cursor.fetchall()]


def part(number: int) -> Part | None:
    """Returns one part, None where it has no public title."""
    if not 1 <= number <= MAX_PARTS:
        return None
    first, last = (number - 1) * PART + 1, number * PART
    with connection.cursor() as cursor:
        cursor.execute(f"{_PARTS} AND id BETWEEN %s AND %s GROUP BY 1", [PART, first, last])
        row = cursor.fetchone()
    return Part(*row) if row else None


def addresses(number: int) -> Iterator[list[tuple[str, datetime]]]:
    """Yields slugs and datestamps of a part in batches."""
    last = (number - 1) * PART
    end = number * PART
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ADDRESSES, [last, end, BATCH])
            rows = cursor.fetchall()
        if not rows:
            return
        yield [(slug, changed_at) for _pk, slug, changed_at in rows]
        last = rows[-1][0]


def newest(limit: int, *, language: str = "", subject: int | None = None) -> list[Row]:
    """Returns the newest public titles, optionally of a language tag or a subject id."""
    terms, parameters = ["t.state = 'public'"], list[Any]()
    if language:
        terms.append("t.language = %s")
        parameters.append(language)
    if subject is not None:
        terms.append(_ABOUT)
        parameters.append(subject)
    order = "ORDER BY t.added_at DESC, t.id DESC LIMIT %s"
    return rows.select(f"WHERE {' AND '.join(terms)} {order}", [*parameters, limit])


_PARTS: Final = """
SELECT (id - 1) / %s + 1, sum(id)::bigint, max(changed_at) FROM catalogue_title
WHERE state = 'public'
"""
_ADDRESSES: Final = """
SELECT id, slug, changed_at FROM catalogue_title
WHERE state = 'public' AND id > %s AND id <= %s ORDER BY id LIMIT %s
"""
_ABOUT: Final = "t.id IN (SELECT title_id FROM catalogue_titlesubject WHERE subject_id = %s)"
