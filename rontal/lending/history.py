"""Selectors for a member's own loan history."""

from rontal.core.actors import Actor
from rontal.lending.models import KeptHistory, Loan
from rontal.lending.selectors import NOBODY
from rontal.lending.states import LoanState


def keeps_history(actor: Actor) -> bool:
    """Returns True where the actor has switched the loan history on."""
    return KeptHistory.objects.filter(member__user_id=actor.id or NOBODY).exists()


def past_loans_of(actor: Actor, limit: int) -> list[Loan]:
    """Returns the actor's ended loans with their titles, newest first. One query.

    Anonymised loans are not among them.
    """
    rows = Loan.objects.filter(member__user_id=actor.id or NOBODY).exclude(state=LoanState.ACTIVE)
    rows = rows.select_related("title").defer("title__description")
    return list(rows.order_by("-ended_at", "-pk")[:limit])
