"""Events of messages."""

from rontal.core.events import declare

SENT = declare("message:sent", "A message was passed to its channel.")
FAILED = declare("message:failed", "A message could not be passed to its channel; staff see it.")
QUEUED_AGAIN = declare("message:queued_again", "Staff queued a failed message again.")
NEW_TITLES = declare(
    "following:new_titles", "New titles are to be announced to a member who follows them."
)
CHOSEN = declare(
    "notifications:chosen", "A person changed which messages they get, and by which channel."
)
CONSENTED = declare(
    "notifications:consented", "A person consented to messages by WhatsApp for one purpose."
)
WITHDRAWN = declare(
    "notifications:withdrawn", "A person withdrew a consent to messages by WhatsApp."
)
DEVICE_ADDED = declare("device:added", "A person enabled push messages on a device.")
DEVICE_REMOVED = declare("device:removed", "Push messages to a device were disabled.")
TEST_ASKED = declare("device:test_asked", "A person requested a test message to a device.")
