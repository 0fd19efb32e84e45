"""Events of membership, without personal data or tokens, as they are never erased (UU 27/2022)."""

from rontal.core.events import declare
from rontal.privacy.access_events import register_access_event

PHOTO_ADDED = declare("draft:photo_added", "Somebody added a photo to a form.")
SUBMITTED = declare("application:submitted", "Somebody sent an application.")
REGISTERED = declare("application:registered", "A clerk registered somebody at the counter.")
CARD_SEEN = declare(
    "application:card_seen", "A clerk saw the original card and that it is the person's."
)
VERIFIED_IN_PERSON = declare(
    "application:verified_in_person",
    "A clerk saw the person, so that no mail has to prove an address.",
)
DUPLICATE = declare(
    "application:duplicate", "Somebody applied with the number of a member or open application."
)
ACTIVATION_RESENT = declare("application:activation_resent", "A new activation link was asked for.")
ACTIVATED = declare("application:activated", "The applicant proved the e-mail address.")
CHECKING_FINISHED = declare("application:checking_finished", "The system's checks are done.")
OPENED = register_access_event(
    declare("application:opened", "Somebody opened the personal data of an application.")
)
CORRECTED = declare("application:corrected", "The applicant sent what staff had asked for.")
CORRECTION_ASKED = declare("application:correction_asked", "Staff asked for a correction.")
APPROVED = declare("application:approved", "An application was approved.")
REJECTED = declare("application:rejected", "An application was rejected.")
ASSIGNED = declare("application:assigned", "The head gave a case to a clerk.")
NOTED = declare("application:noted", "Staff wrote a note for colleagues on a case.")
UNASSIGNED = declare("application:unassigned", "The head gave a case back to all clerks.")
TAKEN_OVER = declare(
    "application:taken_over", "The head took a case over that another clerk had in hand."
)
DELETION_ASKED = declare(
    "application:deletion_asked", "Somebody asked to delete an account without signing in."
)
DELETION_CONFIRMED = declare(
    "application:deletion_confirmed", "The link for deleting an account was used."
)
WITHDRAWN = declare("application:withdrawn", "The applicant or the guardian withdrew.")
LAPSED = declare("application:lapsed", "An application ended because nobody went on with it.")
ERASED = declare("application:erased", "Photos and details of an ended application were erased.")
GUARDIAN_ASKED = declare("guardian:asked", "A guardian was asked to consent.")
GUARDIAN_CONSENTED = declare("guardian:consented", "A guardian consented.")
GUARDIAN_REFUSED = declare("guardian:refused", "A guardian refused, or took the consent back.")
CONSENT_GIVEN = declare("consent:given", "Consent was given for one purpose.")
CONSENT_WITHDRAWN = declare("consent:withdrawn", "Consent was withdrawn for one purpose.")
MEMBER_JOINED = declare("member:joined", "A person became a member.")
MEMBER_CLOSED = declare("member:closed", "A membership was closed.")
MEMBER_CORRECTED = declare("member:corrected", "Staff corrected what is kept about a member.")
MEMBER_SUSPENDED = declare("member:suspended", "Staff suspended a membership.")
MEMBER_LIFTED = declare("member:lifted", "The suspension of a membership was lifted or ran out.")
MEMBER_RENEWED = declare("member:renewed", "Staff renewed a membership.")
MEMBER_EXPIRED = declare("member:expired", "The time of a membership ran out.")
MEMBER_ENDS_SOON = declare("member:ends_soon", "A member is told that the time runs out soon.")
MEMBER_JOINED_INTO = declare(
    "member:joined_into", "Two memberships of one person became one; tells of the one that went."
)
EMAIL_ASKED = declare(
    "member:email_asked", "Staff entered a new address, which the member has to confirm."
)
EMAIL_CONFIRMED = declare("member:email_confirmed", "A member confirmed a new address.")
EMAIL_DROPPED = declare(
    "member:email_dropped", "A new address was dropped before it was confirmed."
)
AT_RISK = declare(
    "application:at_risk", "The last quarter of the promise began; staff are reminded once."
)
LATE = declare("application:late", "The promise was not kept; the applicant gets a new time once.")
REMINDED = declare("promise:reminder_due", "Clerks are to be reminded of cases, all in one mail.")
RECOMPUTED = declare(
    "calendar:due_times_recomputed", "Due times of open applications follow a changed calendar."
)
