"""Events of messages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.core.event_labels import label_subjects
from rontal.core.events import declare

SENT = declare(
    "message:sent",
    "A message was passed to its channel.",
    label=_("Message sent"),
    sentence=pgettext_lazy("message", "%(who)s sent %(what)s."),
)
FAILED = declare(
    "message:failed",
    "A message could not be passed to its channel; staff see it.",
    label=_("Message failed"),
    sentence=_("%(who)s could not deliver %(what)s."),
)
QUEUED_AGAIN = declare(
    "message:queued_again",
    "Staff queued a failed message again.",
    label=_("Message sent again"),
    sentence=_("%(who)s resent %(what)s."),
)
NEW_TITLES = declare(
    "following:new_titles",
    "New titles are to be announced to a member who follows them.",
    label=_("New titles that a member follows"),
    sentence=_("%(who)s found new titles for what %(what)s follows."),
)
CHOSEN = declare(
    "notifications:chosen",
    "A person changed which messages they get, and by which channel.",
    label=_("Message preferences changed"),
    sentence=_("%(who)s changed the message preferences of %(what)s."),
)
CONSENTED = declare(
    "notifications:consented",
    "A person consented to messages by WhatsApp for one purpose.",
    label=_("Consent to WhatsApp given"),
    sentence=_("%(who)s consented to %(what)s."),
)
WITHDRAWN = declare(
    "notifications:withdrawn",
    "A person withdrew a consent to messages by WhatsApp.",
    label=_("Consent to WhatsApp withdrawn"),
    sentence=_("%(who)s withdrew the consent to %(what)s."),
)
DEVICE_ADDED = declare(
    "device:added",
    "A person enabled push messages on a device.",
    label=_("Notifications turned on for a device"),
    sentence=_("%(who)s turned on notifications for %(what)s."),
)
DEVICE_REMOVED = declare(
    "device:removed",
    "Push messages to a device were disabled.",
    label=_("Notifications turned off for a device"),
    sentence=_("%(who)s turned off notifications for %(what)s."),
)
TEST_ASKED = declare(
    "device:test_asked",
    "A person requested a test message to a device.",
    label=_("Test message to a device"),
    sentence=_("%(who)s asked for a test message to %(what)s."),
)

label_subjects(
    {
        "notifications.message": _("a message about application %(code)s"),
        "notifications.subscription": _("a device"),
        "notifications.channelconsent": _("messages by WhatsApp"),
    }
)
