"""Who knows which titles have a copy that can be had now. Lending lies above the catalogue: it
gives its answer here when the program starts, and notes the titles for which it changed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection

Free = Callable[[Any, Sequence[int]], Iterable[int]]
"""A database cursor and ids of titles → those of them with a copy free now."""
_sources: list[Free] = []


def register(source: Free) -> None:
    """Adds somebody who knows; twice is once."""
    if source not in _sources:
        _sources.append(source)


def free(cursor: Any, title_ids: Sequence[int]) -> set[int]:
    """Those of the titles that can be had now."""
    return {pk for source in _sources for pk in source(cursor, title_ids)} if title_ids else set()


def note(*title_ids: int) -> None:
    """Says that titles can be had now and could not before, or the other way round; indexes look
    at them again when the transaction is committed. Too often does no harm."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_change (title_id) SELECT unnest(%s::bigint[])", [list(title_ids)]
        )
