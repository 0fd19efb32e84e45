"""Copying text from a book on loan, as far as its licence allows.

The count is stored with the loan and continues after a renewal. Only our own reading pages enforce
it; it cannot stop a reader from typing the text.
"""

from django.db.models import F

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.errors import CopiedAll, CopiedEnough, NotForCopying
from rontal.lending.models import Loan
from rontal.lending.selectors import running_loan
from rontal.lending.states import LoanState


def copy_words(*, loan_id: int, characters: int, actor: Actor) -> int | None:
    """Counts characters copied from the book of a running loan, all or none of them.

    Returns how many may still be copied; None means no limit, and nothing is counted. One statement
    checks and counts, so parallel requests cannot exceed the limit. Raises NotFound without a
    running loan; CopiedEnough, CopiedAll or NotForCopying where the characters exceed the limit.
    """
    loan = running_loan(loan_id, actor)
    most = loan.licence.copy_characters
    if most is None:
        return None
    if characters <= most and _count(loan, characters, most):
        return _remaining(loan, most)
    raise _refusal(_remaining(loan, most), characters, most)


def _count(loan: Loan, characters: int, most: int) -> bool:
    """Adds the characters to the loan; returns False where they exceed the limit."""
    running = Loan.objects.filter(pk=loan.pk, state=LoanState.ACTIVE)
    fitting = running.filter(copied__lte=most - characters)
    return fitting.update(copied=F("copied") + characters) == 1


def _remaining(loan: Loan, most: int) -> int:
    copied = NotFound.if_none(
        Loan.objects.filter(pk=loan.pk).values_list("copied", flat=True).first()
    )
    return max(0, most - copied)


def _refusal(left: int, characters: int, most: int) -> CopiedEnough:
    if most == 0:
        return NotForCopying(left=0)
    return CopiedEnough(left=left, characters=characters) if left else CopiedAll(left=0)
