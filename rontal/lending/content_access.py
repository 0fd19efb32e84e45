"""Access check for the book of a running loan: one query for each requested page or picture.

Nothing is cached: a returned loan or an ended session is refused at the next request, in every
process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from records.codes import Format
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.statements import Statement
from rontal.lending.device_pseudonyms import device_pseudonym
from rontal.lending.rules import is_inside
from rontal.standard.selectors import library

ANONYMOUS: Final = 0  # no account has this id
_COLUMNS: Final = """f.id, f.format, l.title_id, l.member_id, m.number,
  extract(epoch FROM l.started_at)::float8, c.page_mark,
  c.devices IS NULL OR EXISTS (SELECT 1 FROM lending_sitting i
    WHERE i.loan_id = l.id AND i.session = %(seat)s)"""
_RUNNING: Final = """
  FROM lending_loan l
  JOIN lending_licence c ON c.id = l.licence_id
  JOIN membership_member m ON m.id = l.member_id
  JOIN LATERAL (
       SELECT b.id, b.format FROM catalogue_bookfile b
        WHERE b.title_id = l.title_id AND b.format = ANY(%(formats)s::text[])
        ORDER BY array_position(%(formats)s::text[], b.format::text), b.imported_at DESC, b.id DESC
        LIMIT 1) AS f ON true
"""
_IS_OPEN: Final = """
 WHERE l.id = %(loan)s AND l.state = 'active' AND l.due_at > %(now)s
   AND (NOT l.in_library OR %(here)s) AND m.user_id = %(user)s
"""
_LOANED_FILE: Final = Statement(
    f"SELECT {_COLUMNS}{_RUNNING}{_IS_OPEN}"  # noqa: S608 - built from constants only
)


@dataclass(frozen=True, slots=True)
class LoanedFile:
    """The file of a member's running loan.

    `number` is that of the member's card, `began` when the loan started (seconds since 1970),
    `mark` whether drawn pages carry the card number. `here` is False where the licence limits the
    number of devices and this session is not one of them (`services.sitting`).
    """

    file_id: int
    format: str
    title_id: int
    member_id: int
    number: str
    began: float
    mark: bool
    here: bool


def loaned_file(
    loan_id: int, actor: Actor, formats: Sequence[Format] = (Format.EPUB,)
) -> LoanedFile:
    """Returns the newest file, in the first available of `formats`, of the actor's running loan.

    One query. Raises NotFound, also outside the library where the loan is for reading in it only.
    """
    row = _LOANED_FILE.row({
        "loan": loan_id,
        "user": actor.id or ANONYMOUS,
        "seat": device_pseudonym(loan_id, actor.session),
        "formats": f"{{{','.join(formats)}}}",
        "now": clock.now(),
        "here": is_inside(actor.address, library().networks),
    })  # fmt: skip
    if row is None:
        raise NotFound
    return LoanedFile(*row)
