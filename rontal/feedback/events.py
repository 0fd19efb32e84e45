"""Events of complaints and suggestions. None contains text, a name or an address."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_subjects
from rontal.core.events import declare

OPENED = declare(
    "ticket:opened",
    "A complaint, suggestion, question or praise was received.",
    label=_("Ticket received"),
    sentence=_("%(who)s submitted %(what)s."),
)
LOOKED_AT = declare(
    "ticket:looked_at",
    "Staff opened the page of a ticket.",
    label=_("Ticket viewed"),
    sentence=_("%(who)s viewed %(what)s."),
)
IDENTITY_OPENED = declare(
    "ticket:identity_opened",
    "A person opened name and contact of a ticket, for a recorded reason.",
    label=_("Name and contact of a ticket opened"),
    sentence=_("%(who)s opened name and contact of %(what)s."),
)
TAKEN = declare(
    "ticket:taken",
    "A member of staff took a ticket.",
    label=_("Ticket taken on"),
    sentence=_("%(who)s took on %(what)s."),
)
HANDED_ON = declare(
    "ticket:handed_on",
    "A ticket was assigned to another member of staff.",
    label=_("Ticket passed to a colleague"),
    sentence=_("%(who)s passed %(what)s to a colleague."),
)
SORTED = declare(
    "ticket:sorted",
    "Kind, category or pace of a ticket was changed.",
    label=_("Ticket recategorised"),
    sentence=_("%(who)s recategorised %(what)s."),
)
NOTED = declare(
    "ticket:noted",
    "A note for staff was added to a ticket.",
    label=_("Note written on a ticket"),
    sentence=_("%(who)s added a note to %(what)s."),
)
REPLIED = declare(
    "ticket:replied",
    "The sender of a ticket added a reply.",
    label=_("Ticket added to"),
    sentence=_("%(who)s added a message to %(what)s."),
)
ANSWERED = declare(
    "ticket:answered",
    "A ticket was answered.",
    label=_("Ticket answered"),
    sentence=_("%(who)s answered %(what)s."),
)
CLOSED = declare(
    "ticket:closed",
    "A ticket was closed, in a recorded way.",
    label=_("Ticket closed"),
    sentence=_("%(who)s closed %(what)s."),
)
REOPENED = declare(
    "ticket:reopened",
    "The sender of a ticket reopened it after the answer.",
    label=_("Ticket reopened"),
    sentence=_("%(who)s reopened %(what)s."),
)
RATED = declare(
    "ticket:rated",
    "The sender of a ticket rated the answer.",
    label=_("Answer rated"),
    sentence=_("%(who)s rated the answer of %(what)s."),
)
IDENTITY_WITHDRAWN = declare(
    "ticket:identity_withdrawn",
    "The sender of a ticket withdrew name and contact.",
    label=_("Name and contact details withdrawn"),
    sentence=_("%(who)s withdrew the name and contact details of %(what)s."),
)
DUE_MOVED = declare(
    "ticket:due_moved",
    "The due time of a ticket was recomputed.",
    label=_("Ticket due time recalculated"),
    sentence=_("%(who)s recalculated the due time of %(what)s."),
)
DUE_SOON = declare(
    "ticket:due_soon",
    "The due time of a ticket is near.",
    label=_("Ticket due soon"),
    sentence=_("%(who)s recorded that %(what)s is due soon."),
)
ERASED = declare(
    "ticket:erased",
    "Text, identity and attachments of a ticket were erased.",
    label=_("Ticket contents deleted"),
    sentence=_("%(who)s deleted the contents of %(what)s."),
)

label_subjects({"feedback.ticket": _("ticket %(code)s")})
label_keys({"handler": _("colleague")})
