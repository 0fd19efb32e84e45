"""Labels of memberships at the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.membership import labels as membership
from rontal.membership import reason_labels as reasons
from rontal.membership.rules.staff_reasons import BY_STAFF
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
STATES: Words = membership.MEMBER_STATES
STATE_STYLES: Mapping[str, tuple[str, str]] = {
    MemberState.ACTIVE: ("good", "check"),
    MemberState.SUSPENDED: ("care", "clock"),
    MemberState.EXPIRED: ("open", "clock"),
    MemberState.CLOSED: ("", "cross"),
}
ORIGINS: Words = membership.ORIGINS
SUSPENSIONS: Words = reasons.SUSPENSION_REASONS
SUSPENSIONS_TO_CHOOSE: Words = {
    code: label for code, label in SUSPENSIONS.items() if code in BY_STAFF
}
CLOSINGS: Words = reasons.CLOSING_REASONS
CORRECTIONS: Words = reasons.CORRECTION_CAUSES
JOININGS: Words = reasons.JOINING_CAUSES
OPENING_REASONS: Words = reasons.OPENING_REASONS
FIELDS: Words = membership.MEMBER_FIELDS
