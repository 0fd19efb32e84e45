"""Labels of the states of an import."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.imports.states import ImportState

STATES: Final[Mapping[str, str | Promise]] = {
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
