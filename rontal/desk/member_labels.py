"""Labels of memberships at the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.membership.rules.kinds import Origin
from rontal.membership.rules.staff_reasons import (
    ClosingReason,
    CorrectionCause,
    JoiningCause,
    OpeningReason,
    SuspensionReason,
)
from rontal.membership.states import MemberState

Words = Mapping[str, str | Promise]

SHELVES: Words = {
    "aktif": pgettext_lazy("members", "Active"),
    "segera": _("Ending soon"),
    "dijeda": pgettext_lazy("members", "Paused"),
    "habis": _("Expired"),
    "ditutup": pgettext_lazy("members", "Closed"),
}
EMPTY: Words = {
    "aktif": _("No members yet. Approved applicants appear here automatically."),
    "segera": _("No memberships are ending soon."),
    "dijeda": _("No paused members."),
    "habis": _("No memberships have expired."),
    "ditutup": _("No memberships are closed."),
}
STATES: Words = {
    MemberState.ACTIVE: pgettext_lazy("member", "Active"),
    MemberState.SUSPENDED: pgettext_lazy("member", "Paused"),
    MemberState.EXPIRED: pgettext_lazy("member", "Expired"),
    MemberState.CLOSED: pgettext_lazy("member", "Closed"),
}
STATE_STYLES: Mapping[str, tuple[str, str]] = {
    MemberState.ACTIVE: ("good", "check"),
    MemberState.SUSPENDED: ("care", "clock"),
    MemberState.EXPIRED: ("open", "clock"),
    MemberState.CLOSED: ("", "cross"),
}
ORIGINS: Words = {
    Origin.ONLINE: _("by the form at home"),
    Origin.COUNTER: _("at the counter"),
    Origin.IMPORT: _("from the previous system"),
}
SUSPENSIONS: Words = {
    SuspensionReason.ASKED: _("The member asked for it"),
    SuspensionReason.GUARDIAN_ASKED: _("The guardian asked for it"),
    SuspensionReason.SHARED_ACCESS: _("Someone else uses the account"),
    SuspensionReason.RULES_BROKEN: _("The rules were broken"),
    SuspensionReason.IDENTITY_DOUBTED: _("The identity must be checked again"),
    SuspensionReason.OTHER: _("Something else"),
}
CLOSINGS: Words = {
    ClosingReason.ASKED: _("The member asked for it"),
    ClosingReason.MOVED_AWAY: _("The member moved away"),
    ClosingReason.DECEASED: _("The member has died"),
    ClosingReason.FALSE_IDENTITY: _("The identity card is not the member’s own"),
    ClosingReason.RULES_BROKEN: _("The rules were broken"),
    ClosingReason.OTHER: _("Something else"),
}
CORRECTIONS: Words = {
    CorrectionCause.ASKED: _("The member asked for it"),
    CorrectionCause.TYPING_MISTAKE: _("Typing error"),
    CorrectionCause.NEW_DOCUMENT: _("There is a new card or document"),
    CorrectionCause.MISSING: _("It was missing"),
}
JOININGS: Words = {
    JoiningCause.IMPORTED_TWICE: _("One was imported from the previous system"),
    JoiningCause.REGISTERED_TWICE: _("The person registered twice"),
    JoiningCause.OTHER_DOCUMENT: _("The person used two documents"),
}
OPENING_REASONS: Words = {
    OpeningReason.MEMBER_ASKS: _("The member is here or on the phone"),
    OpeningReason.CHECK_IDENTITY: _("To compare with the card"),
    OpeningReason.FIND_DUPLICATE: _("To see whether it is the same person"),
    OpeningReason.REACH_MEMBER: _("To contact the member"),
}
FIELDS: Words = {
    "identity_kind": _("Kind of card"),
    "number": _("Number on the card"),
    "name": _("Name"),
    "birth_place": _("Place of birth"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "email": _("Email"),
    "phone": _("Phone"),
    "street": _("Street"),
    "village": _("Village"),
    "district": _("District"),
    "regency": _("Regency"),
    "province": _("Province"),
}
