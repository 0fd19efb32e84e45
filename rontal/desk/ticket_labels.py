"""Labels of complaints and suggestions at the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.feedback.rules.kinds import OpenReason

Words = Mapping[str, str | Promise]

SHELVES: Words = {
    "open": _("Still open"),
    "received": _("New"),
    "in_progress": _("In progress"),
    "answered": _("Answered"),
    "closed": _("Finished"),
    "late": _("Late"),
    "all": _("All"),
}
OPEN_REASONS: Words = {
    OpenReason.CONTACT: _("To ask the person something"),
    OpenReason.CHECK: _("To verify information"),
    OpenReason.SUPERVISE: _("Supervision"),
}
