"""Events of the standard."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_subjects
from rontal.core.events import declare

CALENDAR_CHANGED = declare(
    "calendar:changed",
    "Staff changed the working calendar; due times are recomputed.",
    label=_("Working calendar changed"),
    sentence=_("%(who)s changed the working calendar."),
)
DRAFT_STARTED = declare(
    "standard:draft_started",
    "A draft of a new version of the standard was created.",
    label=_("New version of the standard started"),
    sentence=_("%(who)s started a new version of the service standard."),
)
DRAFT_CHANGED = declare(
    "standard:draft_changed",
    "A component of the draft of the standard was saved.",
    label=_("Draft of the standard edited"),
    sentence=_("%(who)s changed the draft of the service standard."),
)
DRAFT_DISCARDED = declare(
    "standard:draft_discarded",
    "The draft of the standard was discarded.",
    label=_("Draft of the standard deleted"),
    sentence=_("%(who)s deleted the draft of the service standard."),
)
PUBLISHED = declare(
    "standard:published",
    "A version of the service standard was published.",
    label=_("Service standard published"),
    sentence=_("%(who)s published a version of the service standard."),
)
REPLY_ADDED = declare(
    "reply:added",
    "A reply template was added.",
    label=_("Reply template added"),
    sentence=_("%(who)s added %(what)s."),
)
REPLY_CHANGED = declare(
    "reply:changed",
    "A reply template got a new version.",
    label=_("Reply template changed"),
    sentence=_("%(who)s saved a new version of %(what)s."),
)
REPLY_RETIRED = declare(
    "reply:retired",
    "A reply template was retired.",
    label=_("Reply template retired"),
    sentence=_("%(who)s retired %(what)s."),
)
REPLY_RESTORED = declare(
    "reply:restored",
    "A retired reply template was restored.",
    label=_("Reply template restored"),
    sentence=_("%(who)s restored %(what)s."),
)

label_subjects({"standard.replytemplate": _("reply template %(code)s")})
label_keys({"part": _("component")})
