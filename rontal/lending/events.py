"""Events of lending.

They name no title, because the event log must not show what a person reads.
"""

from rontal.core.events import declare

LICENCE_GRANTED = declare("licence:granted", "The library may lend copies of a title.")
LICENCE_BOUGHT = declare("licence:bought", "Staff entered a licence that was bought.")
LICENCE_REDUCED = declare("licence:reduced", "The library may lend fewer copies of a title.")
LICENCE_NEARING = declare(
    "licence:nearing", "Librarians are to be told of licences near their end, all in one mail."
)
LICENCE_CORRECTED = declare("licence:corrected", "Staff put right what a licence says.")
LICENCE_CLOSED = declare("licence:closed", "Staff ended a licence before its time.")
LICENCE_ENDED = declare("licence:ended", "The time of a licence is over.")
LOAN_STARTED = declare("loan:started", "A member borrowed a copy.")
LOAN_ENDS_SOON = declare("loan:ends_soon", "The last days of a loan have come.")
LOAN_HURRIED = declare(
    "loan:hurried", "A member began more loans in a day than anybody reads, and was stopped."
)
LOAN_RENEWED = declare("loan:renewed", "A member has a loan for longer.")
LOAN_RETURNED = declare("loan:returned", "A member gave a copy back.")
LOAN_EXPIRED = declare("loan:expired", "A loan came to its end by itself.")
LOAN_REVOKED = declare("loan:revoked", "Staff ended a loan.")
HISTORY_KEPT = declare("history:kept", "A member wants to see later what they borrowed.")
HISTORY_OFF = declare("history:off", "A member wants no history of loans any more.")
HISTORY_ERASED = declare("history:erased", "A member erased the history of loans.")
HOLD_PLACED = declare("hold:placed", "A member took a place in the queue of a title.")
HOLD_READY = declare("hold:ready", "A copy is kept for the first in the queue.")
HOLD_FULFILLED = declare("hold:fulfilled", "The member borrowed the copy that was kept.")
HOLD_LAST_DAY = declare("hold:last_day", "The last day of a kept copy has come.")
HOLD_MISSED = declare("hold:missed", "A kept copy was not fetched in time.")
HOLD_STRANDED = declare(
    "hold:stranded", "The library has no licence any more of a title that a member waits for."
)
HOLD_CANCELLED = declare("hold:cancelled", "A member left the queue.")
HOLD_DROPPED = declare("hold:dropped", "The title left the collection, and nobody waits for it.")
HOLD_SUSPENDED = declare("hold:suspended", "A member lets others go first for a while.")
HOLD_RESUMED = declare("hold:resumed", "A member waits again, at the former place.")
