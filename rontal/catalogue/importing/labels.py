"""Labels of the outcomes of an import of titles."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.catalogue.importing.kinds import Outcome

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
