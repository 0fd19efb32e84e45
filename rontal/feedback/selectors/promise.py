"""The times that the library promises, as its profile says."""

from datetime import datetime

from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Pace
from rontal.feedback.rules.times import Promise, due_after, standing
from rontal.kernel import clock
from rontal.standard.rules import Punctuality
from rontal.standard.selectors import calendar, library


def promise() -> Promise:
    """Working days of each time."""
    policies = library().policies
    return Promise(
        first_response=policies.feedback_first_response_days,
        quick=policies.feedback_quick_days,
        office=policies.feedback_office_days,
        field=policies.feedback_field_days,
    )


def first_due(start: datetime) -> datetime:
    """When the library has to have taken up what came in at `start`."""
    return due_after(calendar(), start, promise().first_response)


def answer_due(start: datetime, pace: Pace) -> datetime:
    """When what came in at `start` has to be answered."""
    return due_after(calendar(), start, promise().days(pace))


def closes(answered: datetime) -> datetime:
    """When a ticket answered at `answered` closes by itself."""
    return due_after(calendar(), answered, library().policies.feedback_close_days)


def next_due(ticket: Ticket) -> datetime | None:
    """The time that runs: of the first response, then of the answer; None where none runs."""
    if not ticket.runs:
        return None
    return ticket.due_at if ticket.first_response_at else min(ticket.first_due_at, ticket.due_at)


def punctuality_of(ticket: Ticket) -> Punctuality | None:
    """How the running time of a ticket stands; None where none runs."""
    due = next_due(ticket)
    return None if due is None else standing(clock.now(), started(ticket), due)


def started(ticket: Ticket) -> datetime:
    """When the running time began: on receipt, or on reopening."""
    return ticket.reopened_at or ticket.received_at
