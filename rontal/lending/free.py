"""SQL for the search index: which titles have a free copy."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rontal.kernel import clock
from rontal.lending.counting import COPIES, LASTS, WAITS

_FREE: Final = f"""
SELECT l.title_id FROM lending_licence l
 WHERE l.title_id = ANY(%(ids)s) AND l.kind <> 'in_library' AND {LASTS}
 GROUP BY l.title_id
HAVING sum({COPIES}) >
       (SELECT count(*) FROM lending_loan n
         WHERE n.title_id = l.title_id AND n.state = 'active' AND n.due_at > %(now)s
           AND NOT n.in_library)
     + (SELECT count(*) FROM lending_hold h WHERE h.title_id = l.title_id
           AND ({WAITS} OR (h.state = 'ready' AND h.ready_until > %(now)s)))
"""  # noqa: S608 - built from constants only


def free_of(cursor: Any, title_ids: Sequence[int]) -> Iterable[int]:
    """Returns those of the titles that have a free copy for a new borrower outside the library."""
    cursor.execute(_FREE, {"ids": list(title_ids), "now": clock.now()})
    return [row[0] for row in cursor.fetchall()]
