"""States of applications and members, and their transitions. Pure data."""

from enum import StrEnum


class ApplicationState(StrEnum):
    """States of an application."""

    AWAITING_ACTIVATION = "awaiting_activation"
    CHECKING = "checking"
    IN_REVIEW = "in_review"
    NEEDS_CORRECTION = "needs_correction"
    APPROVED = "approved"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class MemberState(StrEnum):
    """States of a membership."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    CLOSED = "closed"


_A = ApplicationState
_M = MemberState

TRANSITIONS: dict[ApplicationState, frozenset[ApplicationState]] = {
    _A.AWAITING_ACTIVATION: frozenset({_A.CHECKING, _A.LAPSED, _A.WITHDRAWN}),
    _A.CHECKING: frozenset({_A.IN_REVIEW, _A.APPROVED, _A.WITHDRAWN}),
    _A.IN_REVIEW: frozenset({_A.APPROVED, _A.NEEDS_CORRECTION, _A.REJECTED, _A.WITHDRAWN}),
    _A.NEEDS_CORRECTION: frozenset({_A.CHECKING, _A.LAPSED, _A.WITHDRAWN}),
}

MEMBER_TRANSITIONS: dict[MemberState, frozenset[MemberState]] = {
    _M.ACTIVE: frozenset({_M.SUSPENDED, _M.EXPIRED, _M.CLOSED}),
    _M.SUSPENDED: frozenset({_M.ACTIVE, _M.EXPIRED, _M.CLOSED}),
    _M.EXPIRED: frozenset({_M.ACTIVE, _M.CLOSED}),
}

OPEN = frozenset(TRANSITIONS)
FINAL = frozenset(ApplicationState) - OPEN
CLOCK_RUNS = frozenset({_A.CHECKING, _A.IN_REVIEW})
