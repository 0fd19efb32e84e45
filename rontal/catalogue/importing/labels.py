"""Labels of the states of an import of titles and of its outcomes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.catalogue.importing.kinds import Outcome
from rontal.catalogue.importing.states import ImportState

Words = Mapping[str, str | Promise]

STATES: Words = {
    ImportState.MAPPING: pgettext_lazy("titles", "Ready for dry run"),
    ImportState.CHECKING: _("Dry run"),
    ImportState.CHECKED: _("Ready to import"),
    ImportState.TAKING: _("Being imported"),
    ImportState.DONE: pgettext_lazy("import", "Imported"),
    ImportState.UNDOING: _("Being undone"),
    ImportState.UNDONE: _("Undone"),
    ImportState.REFUSED: _("Could not be read"),
    ImportState.DISCARDED: _("Discarded"),
}
OUTCOMES: Words = {
    Outcome.NEW: pgettext_lazy("titles", "New"),
    Outcome.PROPOSED: _("New, possible duplicate"),
    Outcome.JOINED: _("Merged with an existing title"),
    Outcome.SAME: _("Already here, unchanged"),
    Outcome.WRONG: _("Not imported"),
    Outcome.GONE: _("Undone"),
    Outcome.KEPT: _("Kept because it is in use"),
}
