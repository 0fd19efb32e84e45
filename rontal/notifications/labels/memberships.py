"""Labels of reasons why a membership was paused or closed, in mails and on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.membership.rules.staff_reasons import ClosingReason, SuspensionReason

Words = Mapping[str, str | Promise]

SUSPENDED: Words = {
    SuspensionReason.ASKED: _("You asked for this."),
    SuspensionReason.GUARDIAN_ASKED: _("Your parent or guardian asked for this."),
    SuspensionReason.SHARED_ACCESS: _(
        "Somebody else may be using your account. We did this to protect you."
    ),
    SuspensionReason.RULES_BROKEN: _("The library's rules were broken."),
    SuspensionReason.IDENTITY_DOUBTED: _("We need to see your identity card again."),
    SuspensionReason.OTHER: _("Read the note from our staff."),
}
CLOSED: Words = {
    ClosingReason.ASKED: _("You asked for this."),
    ClosingReason.MOVED_AWAY: _("You have moved away."),
    ClosingReason.DECEASED: _("We were informed that the member has died."),
    ClosingReason.FALSE_IDENTITY: _("The identity card was not the member's own."),
    ClosingReason.RULES_BROKEN: _("The library's rules were broken."),
    ClosingReason.OTHER: _("Please ask us for the reason."),
}
