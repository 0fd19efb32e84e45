"""States of imports into the catalogue and of proposals to join titles. Pure data."""

from enum import StrEnum


class ImportState(StrEnum):
    """State of an import."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    REFUSED = "refused"
    DISCARDED = "discarded"


class ProposalState(StrEnum):
    """Decision about two similar titles."""

    OPEN = "open"
    JOINED = "joined"
    APART = "apart"


_I = ImportState
_P = ProposalState

# An import that needs no mapping may run without a dry run.
TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    _I.MAPPING: frozenset({_I.CHECKING, _I.TAKING, _I.DISCARDED}),
    _I.CHECKING: frozenset({_I.CHECKED, _I.MAPPING, _I.REFUSED, _I.DISCARDED}),
    _I.CHECKED: frozenset({_I.TAKING, _I.MAPPING, _I.DISCARDED}),
    _I.TAKING: frozenset({_I.DONE, _I.REFUSED}),
    _I.DONE: frozenset({_I.UNDOING}),
    _I.REFUSED: frozenset({_I.UNDOING}),
    _I.UNDOING: frozenset({_I.UNDONE}),
}
PROPOSAL_TRANSITIONS: dict[ProposalState, frozenset[ProposalState]] = {
    _P.OPEN: frozenset({_P.JOINED, _P.APART}),
    _P.APART: frozenset({_P.JOINED}),
}
BUSY = frozenset({_I.CHECKING, _I.TAKING, _I.UNDOING})
"""States in which a job works on the import."""
LEFT = frozenset({_I.MAPPING, _I.CHECKED})
"""States in which the import waits for staff."""
OVER = frozenset({_I.DONE, _I.UNDONE, _I.REFUSED, _I.DISCARDED})
