"""Events of membership, without personal data or tokens, as they are never erased (UU 27/2022)."""

from rontal.core.events import declare
from rontal.privacy.access_events import register_access_event

PHOTO_ADDED = declare("draft:photo_added", "A photo was added to a draft application.")
SUBMITTED = declare("application:submitted", "An application was submitted.")
REGISTERED = declare("application:registered", "A clerk registered a person at the counter.")
CARD_SEEN = declare("application:card_seen", "A clerk saw the original card of the person.")
VERIFIED_IN_PERSON = declare(
    "application:verified_in_person",
    "A clerk verified the person, so that no activation mail is needed.",
)
DUPLICATE = declare(
    "application:duplicate", "An application was submitted for a number that is in use."
)
ACTIVATION_RESENT = declare("application:activation_resent", "A new activation link was requested.")
ACTIVATED = declare("application:activated", "The applicant confirmed the e-mail address.")
CHECKING_FINISHED = declare("application:checking_finished", "The automatic checks were completed.")
OPENED = register_access_event(
    declare("application:opened", "The personal data of an application were opened.")
)
CORRECTED = declare("application:corrected", "The applicant submitted the requested correction.")
CORRECTION_ASKED = declare("application:correction_asked", "Staff requested a correction.")
APPROVED = declare("application:approved", "An application was approved.")
REJECTED = declare("application:rejected", "An application was rejected.")
ASSIGNED = declare("application:assigned", "The head assigned a case to a clerk.")
NOTED = declare("application:noted", "Staff added a note to a case.")
UNASSIGNED = declare("application:unassigned", "The head removed the assignment of a case.")
TAKEN_OVER = declare("application:taken_over", "The head took over a case from another clerk.")
DELETION_ASKED = declare(
    "application:deletion_asked", "Deletion of an account was requested without signing in."
)
DELETION_CONFIRMED = declare(
    "application:deletion_confirmed", "The link for deleting an account was used."
)
WITHDRAWN = declare(
    "application:withdrawn", "The applicant or the guardian withdrew the application."
)
LAPSED = declare("application:lapsed", "An application ended because it was not continued in time.")
ERASED = declare("application:erased", "Photos and details of an ended application were erased.")
GUARDIAN_ASKED = declare("guardian:asked", "The consent of a guardian was requested.")
GUARDIAN_CONSENTED = declare("guardian:consented", "A guardian consented.")
GUARDIAN_REFUSED = declare("guardian:refused", "A guardian refused or withdrew the consent.")
CONSENT_GIVEN = declare("consent:given", "Consent was given for one purpose.")
CONSENT_WITHDRAWN = declare("consent:withdrawn", "Consent was withdrawn for one purpose.")
MEMBER_JOINED = declare("member:joined", "A person became a member.")
MEMBER_CLOSED = declare("member:closed", "A membership was closed.")
MEMBER_CORRECTED = declare("member:corrected", "Staff corrected the data of a member.")
MEMBER_SUSPENDED = declare("member:suspended", "Staff suspended a membership.")
MEMBER_LIFTED = declare("member:lifted", "The suspension of a membership was lifted or ended.")
MEMBER_RENEWED = declare("member:renewed", "Staff renewed a membership.")
MEMBER_EXPIRED = declare("member:expired", "A membership expired.")
MEMBER_ENDS_SOON = declare("member:ends_soon", "A membership ends soon; the member is notified.")
MEMBER_JOINED_INTO = declare(
    "member:joined_into", "A membership was merged into another one of the same person."
)
EMAIL_ASKED = declare(
    "member:email_asked", "Staff entered a new e-mail address, which the member must confirm."
)
EMAIL_CONFIRMED = declare("member:email_confirmed", "A member confirmed a new e-mail address.")
EMAIL_DROPPED = declare(
    "member:email_dropped", "A new e-mail address was discarded before it was confirmed."
)
AT_RISK = declare(
    "application:at_risk", "The last quarter of the promised time began; staff are reminded once."
)
LATE = declare(
    "application:late", "The promised time passed; the applicant gets a new due time once."
)
REMINDED = declare("promise:reminder_due", "Clerks are to be reminded of cases, in one mail.")
RECOMPUTED = declare(
    "calendar:due_times_recomputed",
    "Due times of open applications were recomputed after a calendar change.",
)
