"""States of a row of an import of members. Pure data."""

from enum import StrEnum


class RowState(StrEnum):
    """States of a row of an import."""

    READY = "ready"
    KNOWN = "known"
    REPEATED = "repeated"
    WRONG = "wrong"
    TAKEN = "taken"
    UNDONE = "undone"


_R = RowState

ROW_TRANSITIONS: dict[RowState, frozenset[RowState]] = {
    _R.READY: frozenset({_R.TAKEN, _R.KNOWN, _R.WRONG}),
    _R.TAKEN: frozenset({_R.UNDONE}),
}
