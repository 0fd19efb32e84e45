"""States of an import. Pure data."""

from enum import StrEnum


class ImportState(StrEnum):
    """State of an import of members or titles. Imports of titles allow more
    transitions (`catalogue.importing.states`)."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    REFUSED = "refused"
    DISCARDED = "discarded"


_I = ImportState

TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    _I.MAPPING: frozenset({_I.CHECKING, _I.DISCARDED}),
    _I.CHECKING: frozenset({_I.CHECKED, _I.MAPPING, _I.REFUSED, _I.DISCARDED}),
    _I.CHECKED: frozenset({_I.TAKING, _I.MAPPING, _I.DISCARDED}),
    _I.TAKING: frozenset({_I.DONE}),
    _I.DONE: frozenset({_I.UNDOING}),
    _I.UNDOING: frozenset({_I.UNDONE}),
}
BUSY = frozenset({_I.CHECKING, _I.TAKING, _I.UNDOING})
"""States in which a job works on the import."""
WAITING = frozenset({_I.MAPPING, _I.CHECKED})
"""States in which the import waits for staff."""
FINISHED = frozenset({_I.DONE, _I.UNDONE, _I.REFUSED, _I.DISCARDED})
