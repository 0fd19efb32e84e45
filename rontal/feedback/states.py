"""States of a ticket, and which may follow which. Pure data."""

from enum import StrEnum


class TicketState(StrEnum):
    """Where a complaint, suggestion, question or praise stands."""

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
"""`answered` and `closed` go back to `in_progress` once (`Ticket.reopened_at`)."""

WITH_LIBRARY = frozenset({_T.RECEIVED, _T.IN_PROGRESS})
"""The library owes the next step; its time runs."""
DONE = frozenset({_T.ANSWERED, _T.CLOSED})
