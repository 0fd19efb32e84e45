"""Why the library paused or closed a membership, as mails and pages say it to the member."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.membership.rules.care import ClosingReason, SuspensionReason

Words = Mapping[str, str | Promise]

SUSPENDED: Words = {
    SuspensionReason.ASKED: _("You asked for it."),
    SuspensionReason.GUARDIAN_ASKED: _("Your parent or guardian asked for it."),
    SuspensionReason.SHARED_ACCESS: _(
        "It looks as if somebody else uses your access. This protects you."
    ),
    SuspensionReason.RULES_BROKEN: _("The library's rules were not kept."),
    SuspensionReason.IDENTITY_DOUBTED: _("We would like to see your identity card once more."),
    SuspensionReason.OTHER: _("Please read what our staff wrote."),
}
CLOSED: Words = {
    ClosingReason.ASKED: _("You asked for it."),
    ClosingReason.MOVED_AWAY: _("You have moved away."),
    ClosingReason.DECEASED: _("We were told that the member has died."),
    ClosingReason.FALSE_IDENTITY: _("The identity card was not the member's own."),
    ClosingReason.RULES_BROKEN: _("The library's rules were not kept."),
    ClosingReason.OTHER: _("Please ask us for the reason."),
}
