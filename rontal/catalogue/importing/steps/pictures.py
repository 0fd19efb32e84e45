"""Pictures of covers that an undo took from titles: those that no title shows, and none can come
back to, go from the storage."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from rontal.catalogue import stored
from rontal.catalogue.importing.steps import taking
from rontal.catalogue.models import Cover

ERASE: Final = "catalogue:erase_covers"
AT_ONCE: Final = 20
"""Covers that are erased while imports wait."""
_REMEMBERED: Final = """
SELECT DISTINCT r.changes->'cover'->side->>0
  FROM catalogue_revision r, generate_series(0, 1) AS side
 WHERE r.changes ? 'cover' AND r.changes->'cover'->side->>0 = ANY(%s)
"""


def erase_later(digests: Iterable[str]) -> None:
    """Lets a job erase what is unused of these covers, deferred in the caller's transaction."""
    found: list[JSONValue] = [*sorted(set(digests))]
    if found:
        app.configure_task(ERASE, queue="imports").defer(digests=found)


def erase_unused(digests: Sequence[str]) -> int:
    """Erases those that no title has and that no change of a title could bring back; returns how
    many. Twice changes nothing. No import writes meanwhile: one that brings the same picture sees
    after its own writing that it is gone, and keeps it anew."""
    left = sorted(set(digests) - _remembered(digests))
    some = (left[begin : begin + AT_ONCE] for begin in range(0, len(left), AT_ONCE))
    return sum(_erase(part) for part in some)


def _remembered(digests: Sequence[str]) -> set[str]:
    """Those that a change of a title gave or took."""
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBERED, [list(digests)])
        return {row[0] for row in cursor.fetchall()}


@transaction.atomic
def _erase(digests: Sequence[str]) -> int:
    taking.lock_catalogue()
    shown = set(Cover.objects.filter(digest__in=digests).values_list("digest", flat=True))
    unused = [digest for digest in digests if digest not in shown]
    for digest in unused:
        stored.erase_cover(digest)
    return len(unused)
