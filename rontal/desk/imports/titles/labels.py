"""Labels of title imports."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext

from rontal.catalogue.importing import labels as imports
from rontal.catalogue.importing.kinds import Outcome
from rontal.desk.imports.labels import Words
from rontal.ui import sentences

KINDS: Words = imports.KINDS
STATES: Words = imports.STATES
OUTCOMES: Words = imports.OUTCOMES
OUTCOME_STYLES: Mapping[str, tuple[str, str]] = {
    Outcome.NEW: ("good", "check"),
    Outcome.PROPOSED: ("care", "copy"),
    Outcome.JOINED: ("open", "book"),
    Outcome.SAME: ("", "book"),
    Outcome.WRONG: ("wrong", "warn"),
    Outcome.GONE: ("", "back"),
    Outcome.KEPT: ("open", "lock"),
}
FIELDS: Words = imports.COLUMNS


def code(name: str) -> str:
    """Returns the sentence for the code of a record's outcome."""
    return sentences.of_code(name)


def report_heading() -> list[str]:
    """Returns the column headings of the CSV report."""
    return [
        gettext("Record"),
        gettext("Result"),
        gettext("Why, and what to look at"),
        gettext("As the file says"),
        gettext("Title in the collection"),
        gettext("Address"),
        gettext("Codes"),
    ]


def report_row(outcome: str, codes: Sequence[str]) -> tuple[str, str]:
    """Returns the label of an outcome, and the sentences of its codes as one text."""
    return str(OUTCOMES[outcome]), " ".join(map(code, codes))
