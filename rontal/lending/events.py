"""Events of lending.

They name no title, because the event log must not show what a person reads.
"""

from rontal.core.events import declare

LICENCE_GRANTED = declare("licence:granted", "The library got the right to lend copies of a title.")
LICENCE_BOUGHT = declare("licence:bought", "Staff entered a purchased licence.")
LICENCE_REDUCED = declare("licence:reduced", "The number of copies of a licence was reduced.")
LICENCE_NEARING = declare(
    "licence:nearing", "Librarians are to be notified of licences near their end, in one mail."
)
LICENCE_CORRECTED = declare("licence:corrected", "Staff corrected the terms of a licence.")
LICENCE_CLOSED = declare("licence:closed", "Staff ended a licence early.")
LICENCE_ENDED = declare("licence:ended", "A licence ended at its end date.")
LOAN_STARTED = declare("loan:started", "A member borrowed a copy.")
LOAN_ENDS_SOON = declare("loan:ends_soon", "A loan ends in a few days.")
LOAN_HURRIED = declare("loan:hurried", "A member reached the limit on loans within a day.")
LOAN_RENEWED = declare("loan:renewed", "A loan was renewed.")
LOAN_RETURNED = declare("loan:returned", "A member returned a copy.")
LOAN_EXPIRED = declare("loan:expired", "A loan ended at its due time.")
LOAN_REVOKED = declare("loan:revoked", "Staff ended a loan.")
HISTORY_KEPT = declare("history:kept", "A member switched the loan history on.")
HISTORY_OFF = declare("history:off", "A member switched the loan history off.")
HISTORY_ERASED = declare("history:erased", "A member erased the loan history.")
HOLD_PLACED = declare("hold:placed", "A member placed a hold on a title.")
HOLD_READY = declare("hold:ready", "A copy was reserved for the first in the queue.")
HOLD_FULFILLED = declare("hold:fulfilled", "The member borrowed the reserved copy.")
HOLD_LAST_DAY = declare("hold:last_day", "The last day to borrow a reserved copy began.")
HOLD_MISSED = declare("hold:missed", "A reserved copy was not borrowed in time.")
HOLD_STRANDED = declare(
    "hold:stranded", "The library has no licence any more for a title with holds."
)
HOLD_CANCELLED = declare("hold:cancelled", "A member cancelled a hold.")
HOLD_DROPPED = declare(
    "hold:dropped", "A hold ended because the title was withdrawn from the collection."
)
HOLD_SUSPENDED = declare("hold:suspended", "A member suspended a hold.")
HOLD_RESUMED = declare("hold:resumed", "A member resumed a hold, at the former place in the queue.")
