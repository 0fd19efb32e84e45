"""Events of membership, without personal data or tokens, as they are never erased (UU 27/2022)."""

from django.utils.translation import gettext_lazy as _

from rontal.core.event_labels import label_keys, label_subjects, label_values
from rontal.core.events import declare
from rontal.privacy.access_events import register_access_event

PHOTO_ADDED = declare(
    "draft:photo_added",
    "A photo was added to a draft application.",
    label=_("Photo added to a form"),
    sentence=_("%(who)s added a photo to a form."),
)
SUBMITTED = declare(
    "application:submitted",
    "An application was submitted.",
    label=_("Application sent"),
    sentence=_("%(who)s sent %(what)s."),
)
REGISTERED = declare(
    "application:registered",
    "A clerk registered a person at the counter.",
    label=_("Registered at the counter"),
    sentence=_("%(who)s registered %(what)s at the counter."),
)
CARD_SEEN = declare(
    "application:card_seen",
    "A clerk saw the original card of the person.",
    label=_("Original card checked by staff"),
    sentence=_("%(who)s checked the original card of %(what)s."),
)
VERIFIED_IN_PERSON = declare(
    "application:verified_in_person",
    "A clerk verified the person, so that no activation mail is needed.",
    label=_("Verified in person"),
    sentence=_("%(who)s verified %(what)s in person."),
)
DUPLICATE = declare(
    "application:duplicate",
    "An application was submitted for a number that is in use.",
    label=_("Someone applied again with the same number"),
    sentence=_("%(who)s applied again with the number of %(what)s."),
)
ACTIVATION_RESENT = declare(
    "application:activation_resent",
    "A new activation link was requested.",
    label=_("New activation link requested"),
    sentence=_("%(who)s asked for a new activation link of %(what)s."),
)
ACTIVATED = declare(
    "application:activated",
    "The applicant confirmed the e-mail address.",
    label=_("Activated by email"),
    sentence=_("%(who)s verified the email address of %(what)s."),
)
CHECKING_FINISHED = declare(
    "application:checking_finished",
    "The automatic checks were completed.",
    label=_("Ready for staff"),
    sentence=_("%(who)s finished checking; %(what)s is ready for staff."),
)
OPENED = register_access_event(
    declare(
        "application:opened",
        "The personal data of an application were opened.",
        label=_("Personal data opened"),
        sentence=_("%(who)s opened the personal data of %(what)s."),
    )
)
PAGE_OPENED = register_access_event(
    declare(
        "member:page_opened",
        "Staff opened the page of a member.",
        label=_("Member's page opened"),
        sentence=_("%(who)s opened the member's page of %(what)s."),
    )
)
SEARCHED_BY_IDENTITY = register_access_event(
    declare(
        "member:searched_by_identity",
        "Staff searched by an identity number, which the event does not hold. The subject is the"
        " application that was found, or else the account of the member of staff.",
        label=_("Search by identity number"),
        sentence=_("%(who)s searched by identity number: %(what)s."),
    )
)
CORRECTED = declare(
    "application:corrected",
    "The applicant submitted the requested correction.",
    label=_("Correction sent"),
    sentence=_("%(who)s submitted a correction of %(what)s."),
)
CORRECTION_ASKED = declare(
    "application:correction_asked",
    "Staff requested a correction.",
    label=_("Correction requested"),
    sentence=_("%(who)s asked for a correction of %(what)s."),
)
APPROVED = declare(
    "application:approved",
    "An application was approved.",
    label=_("Approved"),
    sentence=_("%(who)s approved %(what)s."),
)
REJECTED = declare(
    "application:rejected",
    "An application was rejected.",
    label=_("Rejected"),
    sentence=_("%(who)s rejected %(what)s."),
)
ASSIGNED = declare(
    "application:assigned",
    "The head assigned a case to a clerk.",
    label=_("Assigned to staff"),
    sentence=_("%(who)s assigned %(what)s to a staff member."),
)
NOTED = declare(
    "application:noted",
    "Staff added a note to a case.",
    label=_("Note written"),
    sentence=_("%(who)s added a note on %(what)s."),
)
UNASSIGNED = declare(
    "application:unassigned",
    "The head removed the assignment of a case.",
    label=_("Released to all staff"),
    sentence=_("%(who)s released %(what)s to all staff."),
)
TAKEN_OVER = declare(
    "application:taken_over",
    "The head took over a case from another clerk.",
    label=_("Taken over by the head"),
    sentence=_("%(who)s took %(what)s over from a colleague."),
)
DELETION_ASKED = declare(
    "application:deletion_asked",
    "Deletion of an account was requested without signing in.",
    label=_("Account deletion requested"),
    sentence=_("%(who)s asked to delete the account of %(what)s."),
)
DELETION_CONFIRMED = declare(
    "application:deletion_confirmed",
    "The link for deleting an account was used.",
    label=_("Account deletion confirmed"),
    sentence=_("%(who)s confirmed the deletion of %(what)s."),
)
WITHDRAWN = declare(
    "application:withdrawn",
    "The applicant or the guardian withdrew the application.",
    label=_("Application withdrawn"),
    sentence=_("%(who)s withdrew %(what)s."),
)
LAPSED = declare(
    "application:lapsed",
    "An application ended because it was not continued in time.",
    label=_("Lapsed"),
    sentence=_("%(who)s ended %(what)s because it was not completed."),
)
ERASED = declare(
    "application:erased",
    "Photos and details of an ended application were erased.",
    label=_("Photos and details deleted"),
    sentence=_("%(who)s deleted the photos and details of %(what)s."),
)
GUARDIAN_ASKED = declare(
    "guardian:asked",
    "The consent of a guardian was requested.",
    label=_("Guardian asked"),
    sentence=_("%(who)s asked the guardian of %(what)s."),
)
GUARDIAN_CONSENTED = declare(
    "guardian:consented",
    "A guardian consented.",
    label=_("Guardian consented"),
    sentence=_("%(who)s consented as guardian of %(what)s."),
)
GUARDIAN_REFUSED = declare(
    "guardian:refused",
    "A guardian refused or withdrew the consent.",
    label=_("Guardian refused"),
    sentence=_("%(who)s refused as guardian of %(what)s."),
)
GUARDIAN_LINK_ASKED = declare(
    "guardian:link_asked",
    "A link to the guardians' page was requested for a guardian's address.",
    label=_("Link to the guardians' page requested"),
    sentence=_("%(who)s asked for a link to the guardians' page of %(what)s."),
)
GUARDIAN_OPENED = register_access_event(
    declare(
        "guardian:opened",
        "The guardian opened data of the child on the guardians' page.",
        label=_("Opened by the guardian"),
        sentence=_("%(who)s opened data of %(what)s as guardian."),
    ),
    by_representative=True,
    copies=("guardian_copy",),
)
GUARDIAN_ENDED = declare(
    "guardian:ended",
    "The rights of a guardian ended: the young person took over, or is 18.",
    label=_("Guardian's rights ended"),
    sentence=_("%(who)s ended the rights of the guardian of %(what)s."),
)
HAND_OVER_ASKED = declare(
    "handover:asked",
    "A young person was asked to take over the membership.",
    label=_("Asked to take over"),
    sentence=_("%(who)s asked the person of %(what)s to take over from the guardian."),
)
HAND_OVER_REMINDED = declare(
    "handover:reminded",
    "A young person was reminded to take over the membership.",
    label=_("Reminded to take over"),
    sentence=_("%(who)s reminded the person of %(what)s to take over from the guardian."),
)
HAND_OVER_DONE = declare(
    "handover:done",
    "A young person took over the membership.",
    label=_("Taken over from the guardian"),
    sentence=_("%(who)s took over %(what)s from the guardian."),
)
CONSENT_GIVEN = declare(
    "consent:given",
    "Consent was given for one purpose.",
    label=_("Consent given"),
    sentence=_("%(who)s gave a consent for %(what)s."),
)
CONSENT_WITHDRAWN = declare(
    "consent:withdrawn",
    "Consent was withdrawn for one purpose.",
    label=_("Consent withdrawn"),
    sentence=_("%(who)s withdrew a consent for %(what)s."),
)
MEMBER_JOINED = declare(
    "member:joined",
    "A person became a member.",
    label=_("Became a member"),
    sentence=_("%(who)s made %(what)s a member."),
)
MEMBER_CLOSED = declare(
    "member:closed",
    "A membership was closed.",
    label=_("Membership closed"),
    sentence=_("%(who)s closed the membership of %(what)s."),
)
MEMBER_CORRECTED = declare(
    "member:corrected",
    "Staff corrected the data of a member.",
    label=_("Membership corrected"),
    sentence=_("%(who)s corrected the data of %(what)s."),
)
MEMBER_SUSPENDED = declare(
    "member:suspended",
    "Staff suspended a membership.",
    label=_("Membership paused"),
    sentence=_("%(who)s paused the membership of %(what)s."),
)
MEMBER_LIFTED = declare(
    "member:lifted",
    "The suspension of a membership was lifted or ended.",
    label=_("Pause ended"),
    sentence=_("%(who)s ended the pause of %(what)s."),
)
MEMBER_RENEWED = declare(
    "member:renewed",
    "Staff renewed a membership.",
    label=_("Membership renewed"),
    sentence=_("%(who)s renewed the membership of %(what)s."),
)
MEMBER_EXPIRED = declare(
    "member:expired",
    "A membership expired.",
    label=_("Membership expired"),
    sentence=_("%(who)s recorded that the membership of %(what)s expired."),
)
MEMBER_ENDS_SOON = declare(
    "member:ends_soon",
    "A membership ends soon; the member is notified.",
    label=_("Reminded that the membership is ending"),
    sentence=_("%(who)s reminded %(what)s that the membership is ending soon."),
)
MEMBER_JOINED_INTO = declare(
    "member:joined_into",
    "A membership was merged into another one of the same person.",
    label=_("Memberships merged"),
    sentence=_("%(who)s merged %(what)s into another membership."),
)
EMAIL_ASKED = declare(
    "member:email_asked",
    "Staff or the member entered a new e-mail address, which its owner must confirm.",
    label=_("New address entered"),
    sentence=_("%(who)s entered a new address for %(what)s."),
)
EMAIL_CONFIRMED = declare(
    "member:email_confirmed",
    "A member confirmed a new e-mail address.",
    label=_("New address confirmed"),
    sentence=_("%(who)s confirmed the new address of %(what)s."),
)
EMAIL_DROPPED = declare(
    "member:email_dropped",
    "A new e-mail address was discarded before it was confirmed.",
    label=_("New address removed"),
    sentence=_("%(who)s removed the new address of %(what)s."),
)
EMAIL_TAKEN_BACK = declare(
    "member:email_taken_back",
    "The owner of the former address took a change of address back, by the link in the notice.",
    label=_("Change of address taken back"),
    sentence=_("%(who)s took a change of the address of %(what)s back."),
)
CONTACT_CHANGED = declare(
    "member:contact_changed",
    "A member changed phone or home address.",
    label=_("Phone or home address changed"),
    sentence=_("%(who)s changed the phone or home address of %(what)s."),
)
AT_RISK = declare(
    "application:at_risk",
    "The last quarter of the promised time began; staff are reminded once.",
    label=_("Last quarter of promised time"),
    sentence=_("%(who)s recorded that the promised time for %(what)s is at risk."),
)
LATE = declare(
    "application:late",
    "The promised time passed; the applicant gets a new due time once.",
    label=_("Promise missed, new time given"),
    sentence=_("%(who)s recorded that the promised time for %(what)s was missed."),
)
REMINDED = declare(
    "promise:reminder_due",
    "Clerks are to be reminded of cases, in one mail.",
    label=_("Staff reminded"),
    sentence=_("%(who)s reminded staff of cases due soon."),
)
RECOMPUTED = declare(
    "calendar:due_times_recomputed",
    "Due times of open applications were recomputed after a calendar change.",
    label=_("Due times recalculated"),
    sentence=_("%(who)s recalculated the due times of open cases."),
)

label_subjects(
    {
        "membership.application": _("application %(code)s"),
        "membership.member": _("member %(code)s"),
    }
)
label_keys(
    {
        "automatic": _("automatic"),
        "before": _("before"),
        "cases": _("cases"),
        "change": _("event number"),
        "changed": _("was in use already"),
        "form": _("given"),
        "former": _("before"),
        "had_one": _("had an address before"),
        "reversal": _("link to take it back"),
        "in_person": _("in person"),
        "moved": _("moved"),
        "open": _("open cases"),
        "photos": _("erased photos"),
        "slot": _("photo"),
        "staff": _("clerk"),
        "until": _("valid or paused until"),
    }
)
label_values(
    {
        "address_owner": _("who owns the address"),
        "applicant": _("the applicant"),
        "draft_over": _("the form was abandoned"),
        "guardian": _("the guardian"),
        "identity_search": _("search by identity number"),
        "joined": _("merging two memberships"),
        "member": _("the member"),
        "member_page": _("member's page"),
        "over": _("its last day is over"),
        "overdue": _("too late"),
        "own": _("own data"),
        "paper": _("on paper"),
        "replaced": _("replaced by a new one"),
        "retention": _("retention period has ended"),
    }
)
