"""Labels of the states of a row in an import of members."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.membership.importing.states import RowState

Words = Mapping[str, str | Promise]

ROW_STATES: Words = {
    RowState.READY: _("New"),
    RowState.KNOWN: _("Already here"),
    RowState.REPEATED: _("Twice in the file"),
    RowState.WRONG: _("Wrong"),
    RowState.TAKEN: pgettext_lazy("import", "Imported"),
    RowState.UNDONE: _("Undone"),
}
