"""States of an incident and its transitions. Pure data."""

from enum import StrEnum


class IncidentState(StrEnum):
    """States of an incident."""

    OPEN = "open"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    DISMISSED = "dismissed"


_S = IncidentState

INCIDENT_TRANSITIONS: dict[IncidentState, frozenset[IncidentState]] = {
    _S.OPEN: frozenset({_S.SUBMITTED, _S.DISMISSED}),
    _S.SUBMITTED: frozenset({_S.OPEN, _S.CONFIRMED}),
    _S.CONFIRMED: frozenset({_S.CLOSED}),
}
"""Transitions of an incident. Notices leave the library with `CONFIRMED`."""

RUNNING = frozenset({_S.OPEN, _S.SUBMITTED})
"""States in which nobody has been notified, while the clock runs."""

OVER = frozenset({_S.CLOSED, _S.DISMISSED})
