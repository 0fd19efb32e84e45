"""Events of privacy."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_subjects
from rontal.core.events import declare

ASSESSED = declare(
    "impact_assessment:saved",
    "The library's answers to the data protection impact assessment were saved.",
    label=_("Impact assessment saved"),
    sentence=_("%(who)s saved %(what)s."),
)
EXPORTED = declare(
    "data:exported",
    "A person downloaded a copy of their own data.",
    label=_("Downloaded own data"),
    sentence=_("%(who)s downloaded their own data."),
)

label_subjects({"privacy.impactassessment": _("the impact assessment")})
