"""States and transitions of loans and holds."""

from enum import StrEnum


class LoanState(StrEnum):
    """State of a loan."""

    ACTIVE = "active"
    RETURNED = "returned"
    EXPIRED = "expired"
    REVOKED = "revoked"


class HoldState(StrEnum):
    """State of a hold.

    A member who misses a ready copy is suspended until resuming; after the second miss the hold
    ends (MISSED). A ready hold whose licence ends returns to the queue without a miss. A hold is
    DROPPED when its title leaves the collection.
    """

    WAITING = "waiting"
    READY = "ready"
    SUSPENDED = "suspended"
    FULFILLED = "fulfilled"
    MISSED = "missed"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


_L = LoanState
_H = HoldState

LOAN_TRANSITIONS: dict[LoanState, frozenset[LoanState]] = {
    _L.ACTIVE: frozenset({_L.RETURNED, _L.EXPIRED, _L.REVOKED}),
}

HOLD_TRANSITIONS: dict[HoldState, frozenset[HoldState]] = {
    _H.WAITING: frozenset({_H.READY, _H.CANCELLED, _H.SUSPENDED, _H.DROPPED}),
    _H.READY: frozenset(
        {_H.FULFILLED, _H.WAITING, _H.SUSPENDED, _H.MISSED, _H.CANCELLED, _H.DROPPED}
    ),
    _H.SUSPENDED: frozenset({_H.WAITING}),
}

OPEN_HOLDS = frozenset(HOLD_TRANSITIONS)
