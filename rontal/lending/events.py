"""Events of lending.

They name no title, because the event log must not show what a person reads.
"""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_subjects
from rontal.core.events import declare
from rontal.privacy.access_reasons import register_access_reason

LICENCE_GRANTED = declare(
    "licence:granted",
    "The library got the right to lend copies of a title.",
    label=_("Licence added"),
    sentence=_("%(who)s added copies of %(what)s."),
)
LICENCE_BOUGHT = declare(
    "licence:bought",
    "Staff entered a purchased licence.",
    label=_("Licence purchased"),
    sentence=_("%(who)s added the purchased %(what)s."),
)
LICENCE_REDUCED = declare(
    "licence:reduced",
    "The number of copies of a licence was reduced.",
    label=_("Copies removed"),
    sentence=_("%(who)s removed copies of %(what)s."),
)
LICENCE_NEARING = declare(
    "licence:nearing",
    "Librarians are to be notified of licences near their end, in one mail.",
    label=_("Licences ending soon"),
    sentence=_("%(who)s notified librarians of licences ending soon (%(what)s)."),
)
LICENCE_CORRECTED = declare(
    "licence:corrected",
    "Staff corrected the terms of a licence.",
    label=_("Licence corrected"),
    sentence=_("%(who)s corrected %(what)s."),
)
LICENCE_CLOSED = declare(
    "licence:closed",
    "Staff ended a licence early.",
    label=_("Licence ended by staff"),
    sentence=_("%(who)s ended %(what)s early."),
)
LICENCE_ENDED = declare(
    "licence:ended",
    "A licence ended at its end date.",
    label=_("Licence term ended"),
    sentence=_("%(who)s recorded that the time of %(what)s has ended."),
)
LOAN_STARTED = declare(
    "loan:started",
    "A member borrowed a copy.",
    label=_("Borrowed"),
    sentence=_("%(who)s borrowed a copy (%(what)s)."),
)
LOAN_ENDS_SOON = declare(
    "loan:ends_soon",
    "A loan ends in a few days.",
    label=_("Reminded that a loan is ending"),
    sentence=_("%(who)s recorded that a loan is ending soon (%(what)s)."),
)
LOAN_HURRIED = declare(
    "loan:hurried",
    "A member reached the limit on loans within a day.",
    label=_("Borrowed too quickly"),
    sentence=_("%(who)s blocked new loans for %(what)s, who borrowed too many in a day."),
)
LOAN_RENEWED = declare(
    "loan:renewed",
    "A loan was renewed.",
    label=_("Loan renewed"),
    sentence=_("%(who)s renewed %(what)s."),
)
LOAN_RETURNED = declare(
    "loan:returned",
    "A member returned a copy.",
    label=_("Returned"),
    sentence=_("%(who)s returned a copy (%(what)s)."),
)
LOAN_EXPIRED = declare(
    "loan:expired",
    "A loan ended at its due time.",
    label=_("Loan ended automatically"),
    sentence=_("%(who)s recorded the end of a loan (%(what)s)."),
)
LOAN_REVOKED = declare(
    "loan:revoked",
    "Staff ended a loan.",
    label=_("Loan ended by staff"),
    sentence=_("%(who)s ended a loan (%(what)s)."),
)
HISTORY_KEPT = declare(
    "history:kept",
    "A member switched the loan history on.",
    label=_("Loan history on"),
    sentence=_("%(who)s turned on loan history."),
)
HISTORY_OFF = declare(
    "history:off",
    "A member switched the loan history off.",
    label=_("Loan history off"),
    sentence=_("%(who)s turned off loan history."),
)
HISTORY_ERASED = declare(
    "history:erased",
    "A member erased the loan history.",
    label=_("Loan history deleted"),
    sentence=_("%(who)s deleted the loan history."),
)
HOLD_PLACED = declare(
    "hold:placed",
    "A member placed a hold on a title.",
    label=_("Hold placed on title"),
    sentence=_("%(who)s placed a hold (%(what)s)."),
)
HOLD_READY = declare(
    "hold:ready",
    "A copy was reserved for the first in the queue.",
    label=_("Copy reserved"),
    sentence=_("%(who)s reserved a copy for the first hold (%(what)s)."),
)
HOLD_FULFILLED = declare(
    "hold:fulfilled",
    "The member borrowed the reserved copy.",
    label=_("Reserved copy borrowed"),
    sentence=_("%(who)s borrowed the reserved copy (%(what)s)."),
)
HOLD_LAST_DAY = declare(
    "hold:last_day",
    "The last day to borrow a reserved copy began.",
    label=_("Last day of a copy on hold"),
    sentence=_("%(who)s recorded the last day of a reserved copy (%(what)s)."),
)
HOLD_MISSED = declare(
    "hold:missed",
    "A reserved copy was not borrowed in time.",
    label=_("Hold not borrowed in time"),
    sentence=_("%(who)s recorded that a reserved copy was not borrowed (%(what)s)."),
)
HOLD_STRANDED = declare(
    "hold:stranded",
    "The library has no licence any more for a title with holds.",
    label=_("Notified that no copies are left"),
    sentence=_("%(who)s recorded that no copies are left for a hold (%(what)s)."),
)
HOLD_CANCELLED = declare(
    "hold:cancelled",
    "A member cancelled a hold.",
    label=_("Hold cancelled by reader"),
    sentence=_("%(who)s cancelled a hold (%(what)s)."),
)
HOLD_DROPPED = declare(
    "hold:dropped",
    "A hold ended because the title was withdrawn from the collection.",
    label=_("Hold ended with its title"),
    sentence=_("%(who)s ended a hold on a withdrawn title (%(what)s)."),
)
HOLD_SUSPENDED = declare(
    "hold:suspended",
    "A member suspended a hold.",
    label=_("Hold suspended by reader"),
    sentence=_("%(who)s suspended a hold (%(what)s)."),
)
HOLD_RESUMED = declare(
    "hold:resumed",
    "A member resumed a hold, at the former place in the queue.",
    label=_("Hold resumed"),
    sentence=_("%(who)s resumed a hold (%(what)s)."),
)

label_subjects(
    {
        "lending.loan": _("loan %(code)s"),
        "lending.hold": _("hold %(code)s"),
        "lending.licence": _("licence %(code)s"),
    }
)
LOANS_VIEWED = register_access_reason(
    "member_loans", label=_("viewing the loans"), for_person=_("To view your loans")
)
"""Reason recorded when staff open a member's loans."""
