"""States of a request and its transitions. Pure data."""

from enum import StrEnum


class DataRequestState(StrEnum):
    """States of a request about personal data."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    AWAITING_PERSON = "awaiting_person"
    FULFILLED = "fulfilled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_S = DataRequestState

DATA_REQUEST_TRANSITIONS: dict[DataRequestState, frozenset[DataRequestState]] = {
    _S.RECEIVED: frozenset({_S.IN_PROGRESS, _S.WITHDRAWN}),
    _S.IN_PROGRESS: frozenset({_S.AWAITING_PERSON, _S.FULFILLED, _S.REFUSED, _S.WITHDRAWN}),
    _S.AWAITING_PERSON: frozenset({_S.IN_PROGRESS, _S.REFUSED, _S.WITHDRAWN}),
}
"""Transitions of a request. The clock runs in every open state: the law counts from the receipt."""

OPEN = frozenset({_S.RECEIVED, _S.IN_PROGRESS, _S.AWAITING_PERSON})
CLOSED = frozenset(_S) - OPEN
