"""Events that the desk emits."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys
from rontal.core.events import declare
from rontal.privacy.access_events import AccessTexts, register_bulk_access_event
from rontal.privacy.access_reasons import register_access_reason

RECORD_EXPORTED = register_bulk_access_event(
    declare(
        "record:exported",
        "An administrator downloaded the audit log.",
        label=_("Audit log downloaded"),
        sentence=_("%(who)s downloaded the audit log."),
    ),
    texts=AccessTexts(_("Audit log of the whole library"), _("To look into what happened")),
)
JOB_TRIED_AGAIN = declare(
    "job:tried_again",
    "An administrator queued a failed job again.",
    label=_("Failed job queued again"),
    sentence=_("%(who)s queued a failed job again."),
)

label_keys({"task": _("job")})
CASE_REVIEW = register_access_reason(
    "case_review",
    label=_("work on the case"),
    for_person=_("To decide on your application"),
)
PHOTO_PAIRS = register_access_reason(
    "photo_pairs",
    label=_("photos side by side"),
    for_person=_("To decide on your application"),
)
COUNTER = register_access_reason(
    "counter", label=_("at the counter"), for_person=_("To register you at the counter")
)
