"""Due times by the library's policies."""

from datetime import datetime

from rontal.core import clock
from rontal.feedback.models import Ticket
from rontal.feedback.policies import FeedbackPolicies
from rontal.feedback.rules.kinds import Pace
from rontal.feedback.rules.times import Promise, due_after, punctuality
from rontal.standard.rules import Punctuality
from rontal.standard.selectors import calendar


def promise() -> Promise:
    """Returns the promised times in working days."""
    policies = FeedbackPolicies.current()
    return Promise(
        first_response=policies.feedback_first_response_days,
        quick=policies.feedback_quick_days,
        office=policies.feedback_office_days,
        field=policies.feedback_field_days,
    )


def first_due(start: datetime) -> datetime:
    """Returns when the first response to a ticket received at `start` is due."""
    return due_after(calendar(), start, promise().first_response)


def answer_due(start: datetime, pace: Pace) -> datetime:
    """Returns when the answer to a ticket received at `start` is due."""
    return due_after(calendar(), start, promise().days(pace))


def closes(answered: datetime) -> datetime:
    """Returns when a ticket answered at `answered` is closed automatically."""
    return due_after(calendar(), answered, FeedbackPolicies.current().feedback_close_days)


def next_due(ticket: Ticket) -> datetime | None:
    """Returns the next due time: of the first response, then of the answer; None when none is
    running.
    """
    if not ticket.runs:
        return None
    return ticket.due_at if ticket.first_response_at else min(ticket.first_due_at, ticket.due_at)


def punctuality_of(ticket: Ticket) -> Punctuality | None:
    """Returns the state of the running due time of a ticket; None when none is running."""
    due = next_due(ticket)
    return None if due is None else punctuality(clock.now(), start_of_clock(ticket), due)


def start_of_clock(ticket: Ticket) -> datetime:
    """Returns the start of the running time: the receipt, or the reopening."""
    return ticket.reopened_at or ticket.received_at
