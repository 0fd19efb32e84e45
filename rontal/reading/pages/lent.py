"""Which book of pages somebody has on loan: one statement, asked for every page and picture."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.kernel.statements import prepared
from rontal.lending.selectors import in_library

_LENT: Final = """
SELECT f.id, f.format, l.title_id, l.member_id, m.number, l.started_at
  FROM lending_loan l
  JOIN membership_member m ON m.id = l.member_id
  JOIN LATERAL (
       SELECT b.id, b.format FROM catalogue_bookfile b
        WHERE b.title_id = l.title_id AND b.format IN ('pdf', 'images')
        ORDER BY b.format DESC, b.imported_at DESC, b.id DESC LIMIT 1
       ) f ON true
 WHERE l.id = %s AND m.user_id = %s AND l.state = 'active' AND l.due_at > %s
   AND (NOT l.in_library OR %s)
"""
NOBODY: Final = 0  # no account has this id


@dataclass(frozen=True, slots=True)
class Lent:
    """A file of pages in a member's hands: the newest PDF, else the newest row of pictures."""

    file_id: int
    format: str
    title_id: int
    member_id: int
    number: str
    since: datetime


def lent_pages(loan_id: int, actor: Actor) -> Lent:
    """The pages of the actor's running loan, in one query; raises NotFound, also
    from elsewhere for what is read in the library only."""
    with prepared() as cursor:
        cursor.execute(_LENT, [loan_id, actor.id or NOBODY, clock.now(), in_library(actor)])
        found = cursor.fetchone()
    if found is None:
        raise NotFound
    return Lent(*found)
