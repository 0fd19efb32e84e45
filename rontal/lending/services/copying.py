"""Copying words out of a lent book, as far as its licence lets readers copy.

The number is kept with the loan and goes on counting when the loan is renewed. It is a courtesy
between reader and publisher, kept by the readers of our own pages, and no lock: whoever can read
words can write them down.
"""

from django.db.models import F

from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.lending.errors import CopiedAll, CopiedEnough, NotForCopying
from rontal.lending.models import Loan
from rontal.lending.selectors import running_loan
from rontal.lending.states import LoanState


def copy_words(*, loan_id: int, characters: int, actor: Actor) -> int | None:
    """Counts characters that are copied out of the book of a running loan, all or none of them.
    Returns how many may be copied after them, None without a limit: then nothing is counted.

    One statement looks and counts, so that two windows together copy no more than one could.
    Raises NotFound without a running loan, and CopiedEnough, CopiedAll or NotForCopying for what
    does not fit.
    """
    loan = running_loan(loan_id, actor)
    most = loan.licence.copy_characters
    if most is None:
        return None
    if characters <= most and _count(loan, characters, most):
        return _left(loan, most)
    raise _why(_left(loan, most), characters, most)


def _count(loan: Loan, characters: int, most: int) -> bool:
    """True where they fitted, and are counted."""
    running = Loan.objects.filter(pk=loan.pk, state=LoanState.ACTIVE)
    fitting = running.filter(copied__lte=most - characters)
    return fitting.update(copied=F("copied") + characters) == 1


def _left(loan: Loan, most: int) -> int:
    copied = Loan.objects.filter(pk=loan.pk).values_list("copied", flat=True).first()
    if copied is None:
        raise NotFound
    return max(0, most - copied)


def _why(left: int, characters: int, most: int) -> CopiedEnough:
    if most == 0:
        return NotForCopying(left=0)
    return CopiedEnough(left=left, characters=characters) if left else CopiedAll(left=0)
