"""Events of messages."""

from rontal.kernel.events import declare

SENT = declare("message:sent", "A mail was handed over to the mail server.")
FAILED = declare("message:failed", "A mail could not be handed over; staff see it.")
QUEUED_AGAIN = declare("message:queued_again", "Staff sent a failed mail on its way again.")
