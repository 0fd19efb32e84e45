"""States of proposals to join titles, and what imports of titles allow. Pure data."""

from enum import StrEnum

from rontal.imports import states
from rontal.imports.states import ImportState


class ProposalState(StrEnum):
    """Decision about two similar titles."""

    OPEN = "open"
    JOINED = "joined"
    APART = "apart"


_I = ImportState
_P = ProposalState

# An import that needs no mapping may run without a dry run. A file that breaks in the middle leaves
# titles, which can be undone.
TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    **states.TRANSITIONS,
    _I.MAPPING: states.TRANSITIONS[_I.MAPPING] | {_I.TAKING},
    _I.TAKING: states.TRANSITIONS[_I.TAKING] | {_I.REFUSED},
    _I.REFUSED: frozenset({_I.UNDOING}),
}
PROPOSAL_TRANSITIONS: dict[ProposalState, frozenset[ProposalState]] = {
    _P.OPEN: frozenset({_P.JOINED, _P.APART}),
    _P.APART: frozenset({_P.JOINED}),
}
