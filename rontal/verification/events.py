"""Events of verification."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys
from rontal.core.events import declare
from rontal.privacy.access_reasons import register_access_reason

EXAMINED = declare(
    "application:examined",
    "An application was examined automatically, with a recommendation.",
    label=_("System check done"),
    sentence=_("%(who)s checked %(what)s."),
)
SAMPLED = declare(
    "application:sampled",
    "Random sampling sent an application, which the system could have approved, to a clerk.",
    label=_("Selected for staff check"),
    sentence=_("%(who)s selected %(what)s for a staff check."),
)
EXAMINATION_ASKED = declare(
    "application:examination_asked",
    "A clerk requested a new automatic examination of an application.",
    label=_("System check requested again"),
    sentence=_("%(who)s asked the system to check %(what)s again."),
)

label_keys({"recommendation": _("the system says")})
READING = register_access_reason(
    "reading",
    label=_("reading the card"),
    for_person=_("To read your photo automatically and fill in the form"),
)
EXAMINATION = register_access_reason(
    "examination",
    label=_("system check"),
    for_person=_("To check your application automatically"),
)
DUPLICATE_COMPARISON = register_access_reason(
    "duplicate_comparison",
    label=_("comparing similar photos"),
    for_person=_("To see whether another application has the same photo"),
)
