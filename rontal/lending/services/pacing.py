"""How many loans a member begins within a day.

Whoever borrows and gives back without a pause spends in a minute what a licence counts for years,
or goes through the collection book by book with a program. Nobody reads like that: it is stopped,
and staff see that it was, never of which titles. What is counted is a keyed hash and a number, so
that erasing a history changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from rontal.kernel.actors import Actor
from rontal.kernel.errors import DomainError
from rontal.kernel.events import emit
from rontal.kernel.limits import Limit, counted, take_back
from rontal.lending import events
from rontal.lending.errors import BorrowedEnough, BorrowedTooOften
from rontal.lending.models import Loan
from rontal.lending.services.borrowing import borrow
from rontal.lending.services.settling import CLOCK
from rontal.membership.selectors import member_of
from rontal.standard.selectors import library

DAY: Final = timedelta(days=1)
OF_ONE_TITLE: Final = Limit("lending.begun_of_title", 5, DAY)
"""Who gives a book back by mistake borrows it again, and does not do so all day."""
TOLD: Final = Limit("lending.hurried", 1, DAY)


def borrow_at_a_pace(*, title_id: int, actor: Actor, days: int | None = None) -> Loan:
    """`borrow` for the doors by which readers come. Raises what it raises, BorrowedTooOften for one
    title and BorrowedEnough for all. What is refused counts nothing."""
    with (
        _one_more(OF_ONE_TITLE, f"{actor.id}:{title_id}", BorrowedTooOften, actor),
        _one_more(_of_all(), f"{actor.id}", BorrowedEnough, actor),
    ):
        return borrow(title_id=title_id, actor=actor, days=days)


def _of_all() -> Limit:
    return Limit("lending.begun", library().policies.loans_begun_a_day, DAY)


@contextmanager
def _one_more(limit: Limit, key: str, refused: type[DomainError], actor: Actor) -> Iterator[None]:
    """Counts a loan that begins within; raises `refused`, and tells staff once a day, where it is
    one too many."""
    count, seconds = counted(limit, key)
    if count > limit.count:
        take_back(limit, key)
        _tell(actor)
        raise refused(limit=limit.count, hours=-(-seconds // 3600))
    try:
        yield
    except DomainError:
        take_back(limit, key)
        raise


def _tell(actor: Actor) -> None:
    member = member_of(actor.id)
    if member is not None and counted(TOLD, f"{actor.id}")[0] == 1:
        emit(events.LOAN_HURRIED, actor=CLOCK, subject=member)
