"""States of an import of members and of its rows. Pure data."""

from enum import StrEnum


class ImportState(StrEnum):
    """States of an import of members."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    REFUSED = "refused"
    DISCARDED = "discarded"


class RowState(StrEnum):
    """States of a row of an import."""

    READY = "ready"
    KNOWN = "known"
    REPEATED = "repeated"
    WRONG = "wrong"
    TAKEN = "taken"
    UNDONE = "undone"


_I = ImportState
_R = RowState

TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    _I.MAPPING: frozenset({_I.CHECKING, _I.DISCARDED}),
    _I.CHECKING: frozenset({_I.CHECKED, _I.MAPPING, _I.REFUSED, _I.DISCARDED}),
    _I.CHECKED: frozenset({_I.TAKING, _I.MAPPING, _I.DISCARDED}),
    _I.TAKING: frozenset({_I.DONE}),
    _I.DONE: frozenset({_I.UNDOING}),
    _I.UNDOING: frozenset({_I.UNDONE}),
}
ROW_TRANSITIONS: dict[RowState, frozenset[RowState]] = {
    _R.READY: frozenset({_R.TAKEN, _R.KNOWN, _R.WRONG}),
    _R.TAKEN: frozenset({_R.UNDONE}),
}
BUSY = frozenset({_I.CHECKING, _I.TAKING, _I.UNDOING})
"""States in which a job is working on the import."""
LEFT = frozenset({_I.MAPPING, _I.CHECKED})
"""States in which the import waits for staff."""
OVER = frozenset({_I.DONE, _I.UNDONE, _I.REFUSED, _I.DISCARDED})
