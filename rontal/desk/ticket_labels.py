"""Labels of complaints and suggestions at the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
