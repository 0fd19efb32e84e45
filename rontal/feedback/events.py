"""Events of complaints and suggestions. None contains text, a name or an address."""

from rontal.core.events import declare

OPENED = declare("ticket:opened", "A complaint, suggestion, question or praise was received.")
LOOKED_AT = declare("ticket:looked_at", "Staff opened the page of a ticket.")
IDENTITY_OPENED = declare(
    "ticket:identity_opened", "A person opened name and contact of a ticket, for a recorded reason."
)
TAKEN = declare("ticket:taken", "A member of staff took a ticket.")
HANDED_ON = declare("ticket:handed_on", "A ticket was assigned to another member of staff.")
SORTED = declare("ticket:sorted", "Kind, category or pace of a ticket was changed.")
NOTED = declare("ticket:noted", "A note for staff was added to a ticket.")
REPLIED = declare("ticket:replied", "The sender of a ticket added a reply.")
ANSWERED = declare("ticket:answered", "A ticket was answered.")
CLOSED = declare("ticket:closed", "A ticket was closed, in a recorded way.")
REOPENED = declare("ticket:reopened", "The sender of a ticket reopened it after the answer.")
RATED = declare("ticket:rated", "The sender of a ticket rated the answer.")
IDENTITY_WITHDRAWN = declare(
    "ticket:identity_withdrawn", "The sender of a ticket withdrew name and contact."
)
DUE_MOVED = declare("ticket:due_moved", "The due time of a ticket was recomputed.")
DUE_SOON = declare("ticket:due_soon", "The due time of a ticket is near.")
ERASED = declare("ticket:erased", "Text, identity and attachments of a ticket were erased.")
