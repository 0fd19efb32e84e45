"""Labels of the codes of complaints and suggestions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.feedback.rules.kinds import Category, Channel, Kind, OpenReason, Pace, SetAside
from rontal.feedback.states import TicketState

Words = Mapping[str, str | Promise]

KINDS: Words = {
    Kind.COMPLAINT: _("Complaint"),
    Kind.SUGGESTION: _("Suggestion"),
    Kind.QUESTION: _("Question"),
    Kind.PRAISE: _("Praise"),
}
CATEGORIES: Words = {
    Category.MEMBERSHIP: _("Registration and membership"),
    Category.BORROWING: _("Borrowing and reading"),
    Category.COLLECTION: _("Books and collection"),
    Category.APP: _("This website"),
    Category.STAFF: _("Conduct of staff"),
    Category.BUILDING: _("Building and facilities"),
    Category.DATA: _("Personal data"),
    Category.OTHER: _("Something else"),
}
CHANNELS: Words = {
    Channel.FORM: _("Form on this website"),
    Channel.BOX: _("Suggestion box"),
    Channel.PHONE: _("Phone"),
    Channel.CHAT: _("SMS or WhatsApp"),
    Channel.EMAIL: _("Email"),
    Channel.COUNTER: _("At the counter"),
}
STATES: Words = {
    TicketState.RECEIVED: _("Received"),
    TicketState.IN_PROGRESS: _("In progress"),
    TicketState.ANSWERED: _("Answered"),
    TicketState.CLOSED: _("Finished"),
}
STATE_LOOKS: Mapping[str, tuple[str, str]] = {
    TicketState.RECEIVED: ("open", "mail"),
    TicketState.IN_PROGRESS: ("care", "person"),
    TicketState.ANSWERED: ("good", "check"),
    TicketState.CLOSED: ("", "lock"),
}
PACES: Words = {
    Pace.QUICK: _("Question or simple matter"),
    Pace.OFFICE: _("Without on-site check"),
    Pace.FIELD: _("With on-site check"),
}
SET_ASIDE: Words = {
    SetAside.SPAM: _("Spam or nonsense"),
    SetAside.DUPLICATE: _("Duplicate"),
    SetAside.UNREADABLE: _("Cannot be understood"),
    SetAside.NOT_OURS: _("Not for this library"),
}
OPEN_REASONS: Words = {
    OpenReason.CONTACT: _("To ask the person something"),
    OpenReason.CHECK: _("To verify information"),
    OpenReason.SUPERVISE: _("Supervision"),
}
RATINGS: Words = {
    "1": _("Not at all"),
    "2": _("A little"),
    "3": _("Yes"),
    "4": _("Yes, very much"),
}
KIND_HELP: Mapping[Kind, str | Promise] = {
    Kind.COMPLAINT: _("Something went wrong."),
    Kind.SUGGESTION: _("Something could be better."),
    Kind.QUESTION: _("You would like to know something."),
    Kind.PRAISE: _("Something was good."),
}
