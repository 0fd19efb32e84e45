"""Events of messages."""

from rontal.core.events import declare

SENT = declare("message:sent", "A message was handed over to its channel.")
FAILED = declare("message:failed", "A message could not be handed over; staff see it.")
QUEUED_AGAIN = declare("message:queued_again", "Staff sent a failed message on its way again.")
NEW_TITLES = declare("following:new_titles", "New titles wait for a member who follows them.")
CHOSEN = declare("notifications:chosen", "A person changed which messages reach them how.")
CONSENTED = declare("notifications:consented", "A person consented to a purpose by WhatsApp.")
WITHDRAWN = declare("notifications:withdrawn", "A person withdrew a consent to WhatsApp.")
DEVICE_ADDED = declare("device:added", "A person switched notifications on for a device.")
DEVICE_REMOVED = declare("device:removed", "A device gets no notifications any more.")
TEST_ASKED = declare("device:test_asked", "A person asked for a test message to a device.")
