"""Labels for imports of titles: kinds, states, outcomes and columns."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.catalogue.importing.kinds import Outcome
from rontal.imports.labels import STATES as STATES_OF_IMPORTS

Words = Mapping[str, str | Promise]

OUTCOMES: Words = {
    Outcome.NEW: pgettext_lazy("titles", "New"),
    Outcome.PROPOSED: _("New, possible duplicate"),
    Outcome.JOINED: _("Merged with an existing title"),
    Outcome.SAME: _("Already here, unchanged"),
    Outcome.WRONG: _("Not imported"),
    Outcome.GONE: _("Undone"),
    Outcome.KEPT: _("Kept because it is in use"),
}
KINDS: Words = {
    "": _("Book files"),
    "marc": "MARC 21",
    "marcxml": "MARCXML",
    "onix": "ONIX 3",
    "table": _("Table"),
    "record": _("Another library's records"),
}
COLUMNS: Words = {
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
STATES: Words = {**STATES_OF_IMPORTS, "mapping": pgettext_lazy("titles", "Ready for dry run")}
