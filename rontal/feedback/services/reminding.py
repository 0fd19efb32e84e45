"""Reminders before a ticket is late, and recomputation of due times."""

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.feedback import events
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Pace
from rontal.feedback.selectors.promise import answer_due, first_due, punctuality_of, start_of_clock
from rontal.feedback.states import WITH_LIBRARY
from rontal.feedback.steps.ticket_changes import change, lock
from rontal.standard.rules import Punctuality

REMINDER = Actor.system("feedback.remind_before_late")
CLOCK = Actor.system("feedback.recompute_due")


def remind_before_late() -> int:
    """Emits a reminder, once for each due time, of tickets in the last quarter; returns their
    number.
    """
    rows = Ticket.objects.filter(state__in=WITH_LIBRARY, reminded_at=None)
    return sum(_remind(pk) for pk in rows.order_by("due_at").values_list("pk", flat=True))


def recompute_due() -> int:
    """Recomputes the due times of open tickets; returns the number of changed tickets."""
    rows = Ticket.objects.filter(state__in=WITH_LIBRARY).order_by("pk")
    return sum(_recompute(pk) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _remind(ticket_id: int) -> bool:
    ticket = lock(ticket_id)
    if ticket.reminded_at or punctuality_of(ticket) in (None, Punctuality.ON_TIME):
        return False
    change(ticket, reminded_at=clock.now())
    emit(events.DUE_SOON, actor=REMINDER, subject=ticket, data={"handler": ticket.handler_id})
    return True


@transaction.atomic
def _recompute(ticket_id: int) -> bool:
    ticket = lock(ticket_id)
    first = first_due(ticket.received_at)
    due = answer_due(start_of_clock(ticket), Pace(ticket.pace))
    if not ticket.runs or (first, due) == (ticket.first_due_at, ticket.due_at):
        return False
    data = {"from": ticket.due_at.isoformat(), "to": due.isoformat()}
    change(ticket, first_due_at=first, due_at=due)
    emit(events.DUE_MOVED, actor=CLOCK, subject=ticket, data=data)
    return True
