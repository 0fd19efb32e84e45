"""Labels of the states of an import of members and of its rows."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.membership.importing.states import ImportState, RowState

Words = Mapping[str, str | Promise]

STATES: Words = {
    ImportState.MAPPING: _("Check columns"),
    ImportState.CHECKING: _("Dry run"),
    ImportState.CHECKED: _("Ready to import"),
    ImportState.TAKING: _("Being imported"),
    ImportState.DONE: pgettext_lazy("import", "Imported"),
    ImportState.UNDOING: _("Being undone"),
    ImportState.UNDONE: _("Undone"),
    ImportState.REFUSED: _("Could not be read"),
    ImportState.DISCARDED: _("Discarded"),
}
ROW_STATES: Words = {
    RowState.READY: _("New"),
    RowState.KNOWN: _("Already here"),
    RowState.REPEATED: _("Twice in the file"),
    RowState.WRONG: _("Wrong"),
    RowState.TAKEN: pgettext_lazy("import", "Imported"),
    RowState.UNDONE: _("Undone"),
}
