"""Erases cover pictures after an undo, where no title shows and no revision needs them."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from rontal.catalogue import book_storage
from rontal.catalogue.importing.steps import record_import
from rontal.catalogue.models import Cover

ERASE: Final = "catalogue:erase_covers"
AT_ONCE: Final = 20
"""Number of covers erased in one transaction, during which imports wait."""
_REMEMBERED: Final = """
SELECT DISTINCT r.changes->'cover'->side->>0
  FROM catalogue_revision r, generate_series(0, 1) AS side
 WHERE r.changes ? 'cover' AND r.changes->'cover'->side->>0 = ANY(%s)
"""


def erase_later(digests: Iterable[str]) -> None:
    """Defers a job that erases the unused ones of these covers, in the caller's transaction."""
    ordered: list[JSONValue] = [*sorted(set(digests))]
    if ordered:
        app.configure_task(ERASE, queue="imports").defer(digests=ordered)


def erase_unused(digests: Sequence[str]) -> int:
    """Erases covers that no title has and no revision could restore; returns their number.
    Idempotent. Holds the catalogue lock, so that no import writes meanwhile; an import with the
    same picture notices after its own write that it is missing, and stores it again."""
    left = sorted(set(digests) - _remembered(digests))
    some = (left[begin : begin + AT_ONCE] for begin in range(0, len(left), AT_ONCE))
    return sum(_erase(part) for part in some)


def _remembered(digests: Sequence[str]) -> set[str]:
    """Returns the digests that a revision of a title set or removed."""
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBERED, [list(digests)])
        return {row[0] for row in cursor.fetchall()}


@transaction.atomic
def _erase(digests: Sequence[str]) -> int:
    record_import.lock_catalogue()
    shown = set(Cover.objects.filter(digest__in=digests).values_list("digest", flat=True))
    unused = [digest for digest in digests if digest not in shown]
    for digest in unused:
        book_storage.erase_cover(digest)
    return len(unused)
