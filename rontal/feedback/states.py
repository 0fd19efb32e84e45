"""States of a ticket and its transitions. Pure data."""

from enum import StrEnum


class TicketState(StrEnum):
    """States of a complaint, suggestion, question or praise."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    CLOSED = "closed"


_T = TicketState

TICKET_TRANSITIONS: dict[TicketState, frozenset[TicketState]] = {
    _T.RECEIVED: frozenset({_T.IN_PROGRESS}),
    _T.IN_PROGRESS: frozenset({_T.ANSWERED, _T.CLOSED}),
    _T.ANSWERED: frozenset({_T.CLOSED, _T.IN_PROGRESS}),
    _T.CLOSED: frozenset({_T.IN_PROGRESS}),
}
"""Transitions of a ticket. `answered` and `closed` return to `in_progress` once
(`Ticket.reopened_at`).
"""

WITH_LIBRARY = frozenset({_T.RECEIVED, _T.IN_PROGRESS})
"""States in which the library has to take the next step and the due time runs."""
DONE = frozenset({_T.ANSWERED, _T.CLOSED})
