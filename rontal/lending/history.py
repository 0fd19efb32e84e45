"""Questions about the history of loans, which is the member's own."""

from rontal.kernel.actors import Actor
from rontal.lending.models import KeptHistory, Loan
from rontal.lending.selectors import NOBODY
from rontal.lending.states import LoanState


def keeps_history(actor: Actor) -> bool:
    """True where the actor wants a history of loans."""
    return KeptHistory.objects.filter(member__user_id=actor.id or NOBODY).exists()


def past_loans_of(actor: Actor, limit: int) -> list[Loan]:
    """The actor's ended loans that are still known to be the actor's, newest first, with the names
    of their titles. One query."""
    rows = Loan.objects.filter(member__user_id=actor.id or NOBODY).exclude(state=LoanState.ACTIVE)
    rows = rows.select_related("title").defer("title__description")
    return list(rows.order_by("-ended_at", "-pk")[:limit])
