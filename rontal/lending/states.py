"""States of loans and holds, and which may follow which. Pure data."""

from enum import StrEnum


class LoanState(StrEnum):
    """How a loan stands."""

    ACTIVE = "active"
    RETURNED = "returned"
    EXPIRED = "expired"
    REVOKED = "revoked"


class HoldState(StrEnum):
    """How a place in the queue stands. Whoever misses a kept copy for the first time lets others go
    first (`suspended`) until they come back; the second time the place is gone (`missed`). Whose
    copy goes because its licence ends has missed nothing and waits on. A place is `dropped` when
    its title leaves the collection."""

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
