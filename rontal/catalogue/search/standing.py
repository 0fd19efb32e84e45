"""How far the index of this machine is, for whoever looks after it."""

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
    """How many titles the index has, how many changes it does not know yet, and for how many
    seconds the oldest of them waits."""

    titles: int
    behind: int
    seconds: int


def of_this_machine() -> Standing | None:
    """None where there is no index that can be read."""
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
