"""Labels of the codes of applications and memberships."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idcard.kinds import IdentityKind, Sex
from rontal.membership.rules.kinds import (
    ConsentPurpose,
    CorrectionReason,
    Origin,
    RejectionReason,
    Relation,
    Slot,
)
from rontal.membership.rules.staff_reasons import (
    ClosingReason,
    CorrectionCause,
    JoiningCause,
    OpeningReason,
    SuspensionReason,
)
from rontal.membership.states import MemberState

Words = Mapping[str, str | Promise]

IDENTITY_KINDS: Words = {
    IdentityKind.KTP: _("KTP"),
    IdentityKind.KIA: _("KIA"),
    IdentityKind.STAY_PERMIT: _("Stay permit"),
    IdentityKind.FAMILY_CARD: _("Family card"),
    IdentityKind.STUDENT_CARD: _("Student card"),
}
SEXES: Words = {Sex.FEMALE: _("Female"), Sex.MALE: _("Male")}
RELATIONS: Words = {
    Relation.MOTHER: _("Mother"),
    Relation.FATHER: _("Father"),
    Relation.GRANDPARENT: _("Grandparent"),
    Relation.LEGAL_GUARDIAN: _("Legal guardian"),
}
SLOTS: Words = {
    Slot.CARD: _("Card"),
    Slot.FACE: _("Face"),
    Slot.EXTRA: _("Other document"),
}
CONSENT_PURPOSES: Words = {
    ConsentPurpose.MEMBERSHIP: _("Membership"),
    ConsentPurpose.FACE_COMPARISON: _("Automatic comparison of the face"),
    ConsentPurpose.NEWS: _("News"),
}
CORRECTION_REASONS: Words = {
    CorrectionReason.PHOTO_CARD_UNREADABLE: _("Card cannot be read"),
    CorrectionReason.PHOTO_FACE_UNCLEAR: _("Face is not clear"),
    CorrectionReason.NAME_DIFFERS: _("Name differs"),
    CorrectionReason.NUMBER_DIFFERS: _("Number differs"),
    CorrectionReason.BIRTH_DIFFERS: _("Birth place or date differ"),
    CorrectionReason.SEX_DIFFERS: _("Sex differs"),
    CorrectionReason.ADDRESS_INCOMPLETE: _("Address is incomplete"),
    CorrectionReason.DOCUMENT_EXPIRED: _("Document is no longer valid"),
    CorrectionReason.WRONG_DOCUMENT: _("Another kind of document"),
    CorrectionReason.GUARDIAN_MISSING: _("Guardian is missing"),
    CorrectionReason.OTHER: _("Something else"),
}
REJECTION_REASONS: Words = {
    RejectionReason.NOT_ELIGIBLE: _("The rules do not allow it"),
    RejectionReason.NOT_OWN_IDENTITY: _("Card and face show different people"),
    RejectionReason.IDENTITY_INVALID: _("The identity card is not valid"),
    RejectionReason.SUSPECTED_FRAUD: _("Not made in good faith"),
    RejectionReason.DUPLICATE: _("Already has a membership"),
    RejectionReason.OTHER: _("Something else"),
}
MEMBER_STATES: Words = {
    MemberState.ACTIVE: pgettext_lazy("member", "Active"),
    MemberState.SUSPENDED: pgettext_lazy("member", "Paused"),
    MemberState.EXPIRED: pgettext_lazy("member", "Expired"),
    MemberState.CLOSED: pgettext_lazy("member", "Closed"),
}
ORIGINS: Words = {
    Origin.ONLINE: _("by the form at home"),
    Origin.COUNTER: _("at the counter"),
    Origin.IMPORT: _("from the previous system"),
}
SUSPENSION_REASONS: Words = {
    SuspensionReason.ASKED: _("The member asked for it"),
    SuspensionReason.GUARDIAN_ASKED: _("The guardian asked for it"),
    SuspensionReason.SHARED_ACCESS: _("Someone else uses the account"),
    SuspensionReason.RULES_BROKEN: _("The rules were broken"),
    SuspensionReason.IDENTITY_DOUBTED: _("The identity must be checked again"),
    SuspensionReason.OTHER: _("Something else"),
}
CLOSING_REASONS: Words = {
    ClosingReason.ASKED: _("The member asked for it"),
    ClosingReason.MOVED_AWAY: _("The member moved away"),
    ClosingReason.DECEASED: _("The member has died"),
    ClosingReason.FALSE_IDENTITY: _("The identity card is not the member’s own"),
    ClosingReason.RULES_BROKEN: _("The rules were broken"),
    ClosingReason.OTHER: _("Something else"),
}
CORRECTION_CAUSES: Words = {
    CorrectionCause.ASKED: _("The member asked for it"),
    CorrectionCause.TYPING_MISTAKE: _("Typing error"),
    CorrectionCause.NEW_DOCUMENT: _("There is a new card or document"),
    CorrectionCause.MISSING: _("It was missing"),
}
JOINING_CAUSES: Words = {
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
