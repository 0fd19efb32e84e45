"""Events of complaints and suggestions. None contains text, a name or an address."""

from rontal.core.events import declare

OPENED = declare("ticket:opened", "A complaint, suggestion, question or praise came in.")
LOOKED_AT = declare("ticket:looked_at", "Staff opened the page of a ticket.")
IDENTITY_OPENED = declare(
    "ticket:identity_opened", "Somebody opened name and contact of a ticket, and why."
)
TAKEN = declare("ticket:taken", "A member of staff took a ticket in hand.")
HANDED_ON = declare("ticket:handed_on", "A ticket was handed to another member of staff.")
SORTED = declare("ticket:sorted", "Kind, category or pace of a ticket were changed.")
NOTED = declare("ticket:noted", "A note for staff was added to a ticket.")
REPLIED = declare("ticket:replied", "The person who wrote in added something.")
ANSWERED = declare("ticket:answered", "A ticket was answered.")
CLOSED = declare("ticket:closed", "A ticket was closed, and how.")
REOPENED = declare("ticket:reopened", "The person who wrote in was not content: once more.")
RATED = declare("ticket:rated", "The person who wrote in rated the answer.")
IDENTITY_WITHDRAWN = declare("ticket:identity_withdrawn", "The person took name and contact back.")
DUE_MOVED = declare("ticket:due_moved", "The time of a ticket was computed anew.")
DUE_SOON = declare("ticket:due_soon", "A ticket comes near the end of its time.")
ERASED = declare("ticket:erased", "Words, identity and attachments of a ticket were erased.")
