"""Limits on how many loans a member starts within a day.

A program could borrow and return without pause and so use up a licence that counts loans, or fetch
the whole collection. Such members are stopped and staff see it, without the titles. The counters
hold only keyed hashes, so they are independent of the loan history.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from rontal.core.actors import Actor
from rontal.core.errors import DomainError
from rontal.core.events import emit
from rontal.core.limits import Limit, count_attempt, remove_attempt
from rontal.lending import events
from rontal.lending.errors import BorrowedEnough, BorrowedTooOften
from rontal.lending.models import Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.services.borrowing import borrow
from rontal.lending.services.settling import CLOCK
from rontal.membership.selectors import member_of

DAY: Final = timedelta(days=1)
OF_ONE_TITLE: Final = Limit("lending.begun_of_title", 5, DAY)
"""Limit per title: enough for a reader who returned a book by mistake."""
STAFF_NOTICE: Final = Limit("lending.hurried", 1, DAY)


def borrow_within_limits(*, title_id: int, actor: Actor, days: int | None = None) -> Loan:
    """Calls `borrow` within the daily limits, for the public interfaces.

    Raises its errors, BorrowedTooOften for one title and BorrowedEnough for all. A refused request
    is not counted.
    """
    with (
        _counted_loan(OF_ONE_TITLE, f"{actor.id}:{title_id}", BorrowedTooOften, actor),
        _counted_loan(_daily_limit(), f"{actor.id}", BorrowedEnough, actor),
    ):
        return borrow(title_id=title_id, actor=actor, days=days)


def _daily_limit() -> Limit:
    return Limit("lending.begun", LendingPolicies.current().loans_begun_a_day, DAY)


@contextmanager
def _counted_loan(
    limit: Limit, key: str, refused: type[DomainError], actor: Actor
) -> Iterator[None]:
    """Counts the loan that starts inside the block.

    Above the limit it raises `refused` and notifies staff once a day.
    """
    count, seconds = count_attempt(limit, key)
    if count > limit.count:
        remove_attempt(limit, key)
        _notify_staff(actor)
        raise refused(limit=limit.count, hours=-(-seconds // 3600))
    try:
        yield
    except DomainError:
        remove_attempt(limit, key)
        raise


def _notify_staff(actor: Actor) -> None:
    member = member_of(actor.id)
    if member is not None and count_attempt(STAFF_NOTICE, f"{actor.id}")[0] == 1:
        emit(events.LOAN_HURRIED, actor=CLOCK, subject=member)
