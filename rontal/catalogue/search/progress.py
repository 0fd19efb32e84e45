"""Progress of this machine's index, for operators."""

from dataclasses import dataclass
from typing import Final

from django.db import connection

from rontal.catalogue.search import index_location
from rontal.catalogue.search.follower import Position

_BEHIND: Final = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(noted_at)), 0)::bigint
  FROM catalogue_change
 WHERE transaction >= pg_snapshot_xmin(%(before)s::pg_snapshot)
   AND NOT pg_visible_in_snapshot(transaction, %(before)s::pg_snapshot)
"""


@dataclass(frozen=True)
class IndexProgress:
    """Number of titles in the index, number of changes not indexed yet, and the age in seconds of
    the oldest of them."""

    titles: int
    behind: int
    seconds: int


def of_this_machine() -> IndexProgress | None:
    """Returns the progress, None where there is no readable index."""
    folder = index_location.current(index_location.root())
    position = Position.read(folder) if folder is not None else None
    if folder is None or position is None:
        return None
    try:
        with index_location.guarded():
            titles = index_location.opened(folder).size
    except index_location.Broken:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, {"before": position.snapshot})
        behind, seconds = cursor.fetchone()
    return IndexProgress(titles, behind, seconds)
