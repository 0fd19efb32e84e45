"""Labels of title imports."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from rontal.catalogue.importing import labels as imports
from rontal.catalogue.importing.kinds import Outcome
from rontal.desk.imports.labels import Words
from rontal.imports.labels import STATES as STATES_OF_IMPORTS
from rontal.ui import sentences

KINDS: Words = {
    "": _("Book files"),
    "marc": "MARC 21",
    "marcxml": "MARCXML",
    "onix": "ONIX 3",
    "table": _("Table"),
    "record": _("Another library's records"),
}
STATES: Words = {**STATES_OF_IMPORTS, "mapping": pgettext_lazy("titles", "Ready for dry run")}
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
FIELDS: Words = {
    "title": _("Title"),
    "subtitle": _("Subtitle"),
    "people": _("People"),
    "editors": _("Editors"),
    "translators": _("Translators"),
    "illustrators": _("Illustrators"),
    "bodies": _("Organisations"),
    "statement": _("Statement of responsibility"),
    "publication": _("Place, publisher and year combined"),
    "publisher": _("Publisher"),
    "place": _("Place"),
    "year": _("Year"),
    "edition": _("Edition"),
    "extent": _("Extent"),
    "series": _("Series"),
    "series_number": _("Number in the series"),
    "classification": _("Classification (DDC)"),
    "call_number": _("Call number"),
    "language": _("Language"),
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "address": _("Address of the title"),
    "control": _("Number in another catalogue"),
    "subjects": _("Subjects"),
    "description": _("Description"),
    "audience": _("For whom"),
    "ages": _("Ages"),
    "rights": _("Rights"),
    "people_sorted": _("Sort names of the people"),
    "people_roles": _("Roles of the people"),
    "people_kinds": _("Types of the people"),
    "people_dates": _("Years of the people"),
    "age_from": _("From age"),
    "age_to": _("To age"),
    "identifiers": _("Numbers"),
    "accessibility": _("Accessibility"),
}


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
