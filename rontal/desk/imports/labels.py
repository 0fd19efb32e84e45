"""Labels of the states of imports."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, str | Promise]

STATES: Words = {
    "mapping": _("Check columns"),
    "checking": _("Dry run"),
    "checked": _("Ready to import"),
    "taking": _("Being imported"),
    "done": pgettext_lazy("import", "Imported"),
    "undoing": _("Being undone"),
    "undone": _("Undone"),
    "refused": _("Could not be read"),
    "discarded": _("Discarded"),
}
STATE_STYLES: Mapping[str, tuple[str, str]] = {
    "mapping": ("care", "eye"),
    "checking": ("open", "clock"),
    "checked": ("care", "eye"),
    "taking": ("open", "clock"),
    "done": ("good", "check"),
    "undoing": ("open", "clock"),
    "undone": ("", "back"),
    "refused": ("wrong", "warn"),
    "discarded": ("", "cross"),
}
