"""States of an import into the catalogue and of proposals to join. Pure data."""

from enum import StrEnum


class ImportState(StrEnum):
    """Where an import stands."""

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
    """What staff said of two titles that look alike."""

    OPEN = "open"
    JOINED = "joined"
    APART = "apart"


_I = ImportState
_P = ProposalState

# What needs no mapping may be taken in without a dry run.
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
"""A job works on it."""
LEFT = frozenset({_I.MAPPING, _I.CHECKED})
"""It waits for a member of staff."""
OVER = frozenset({_I.DONE, _I.UNDONE, _I.REFUSED, _I.DISCARDED})
