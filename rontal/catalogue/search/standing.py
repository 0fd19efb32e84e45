"""Progress of this machine's index, for operators."""

from dataclasses import dataclass
from typing import Final

from django.db import connection

from rontal.catalogue.search import place
from rontal.catalogue.search.follower import Position

_BEHIND: Final = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(noted_at)), 0)::bigint
  FROM catalogue_change
 WHERE transaction >= pg_snapshot_xmin(%(before)s::pg_snapshot)
   AND NOT pg_visible_in_snapshot(transaction, %(before)s::pg_snapshot)
"""


@dataclass(frozen=True)
class Standing:
    """Number of titles in the index, number of changes not indexed yet, and the age in seconds of
    the oldest of them."""

    titles: int
    behind: int
    seconds: int


def of_this_machine() -> Standing | None:
    """Returns the progress, None where there is no readable index."""
    folder = place.current(place.root())
    position = Position.read(folder) if folder is not None else None
    if folder is None or position is None:
        return None
    try:
        with place.guarded():
            titles = place.opened(folder).size
    except place.Broken:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, {"before": position.snapshot})
        behind, seconds = cursor.fetchone()
    return Standing(titles, behind, seconds)
