"""Labels of the codes of applications and memberships; those of reasons are in `reason_labels`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idcard.kinds import IdentityKind, Sex
from rontal.membership.rules.kinds import (
    ConsentPurpose,
    Origin,
    Relation,
    Slot,
)
from rontal.membership.states import ApplicationState, MemberState

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
APPLICATION_STATES: Words = {
    ApplicationState.AWAITING_ACTIVATION: _("Waiting for activation"),
    ApplicationState.CHECKING: _("The system is checking"),
    ApplicationState.IN_REVIEW: _("To decide"),
    ApplicationState.NEEDS_CORRECTION: _("Waiting for a correction"),
    ApplicationState.APPROVED: _("Approved"),
    ApplicationState.REJECTED: _("Rejected"),
    ApplicationState.LAPSED: _("Lapsed"),
    ApplicationState.WITHDRAWN: _("Withdrawn by the applicant"),
}
MEMBER_FIELDS: Words = {
    "identity_kind": _("Kind of card"),
    "number": _("Number on the card"),
    "name": _("Name"),
    "birth_place": _("Place of birth"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "email": _("Email"),
    "phone": _("Phone"),
    "street": _("Street"),
    "village": _("Village"),
    "district": _("District"),
    "regency": _("Regency"),
    "province": _("Province"),
}
PHOTO_PURPOSES: Words = {
    f"application_{Slot.CARD}": _("photo of the card"),
    f"application_{Slot.FACE}": _("photo of the face"),
    f"application_{Slot.EXTRA}": _("further document"),
}
"""Labels of the purposes of sealed files, for staff."""
PHOTO_PURPOSES_FOR_PERSON: Words = {
    f"application_{Slot.CARD}": _("Photo of your card"),
    f"application_{Slot.FACE}": _("Photo of your face"),
    f"application_{Slot.EXTRA}": _("Your other document"),
}
"""The same purposes, for the person whose files they are."""
IDENTITY_KINDS_FOR_PERSON: Words = {
    IdentityKind.KTP: _("KTP"),
    IdentityKind.KIA: _("KIA, the child's card"),
    IdentityKind.FAMILY_CARD: _("Family card (KK)"),
    IdentityKind.STUDENT_CARD: _("Student card"),
    IdentityKind.STAY_PERMIT: _("Stay permit"),
}
IDENTITY_KIND_HELP: Words = {
    IdentityKind.KTP: _("Citizens from 17, or married"),
    IdentityKind.KIA: _("Children under 17"),
    IdentityKind.FAMILY_CARD: _("Children without their own card"),
    IdentityKind.STUDENT_CARD: _("Pupils under 18"),
    IdentityKind.STAY_PERMIT: _("Foreigners with a KITAS or KITAP"),
}
SEXES_ON_CARD: Words = {
    Sex.FEMALE: pgettext_lazy("as on the card", "Female"),
    Sex.MALE: pgettext_lazy("as on the card", "Male"),
}
SLOTS_FOR_PERSON: Words = {
    Slot.CARD: _("Identity card"),
    Slot.FACE: _("Face"),
    Slot.EXTRA: _("Other document"),
}
CONSENT_PURPOSES_FOR_PERSON: Words = {
    ConsentPurpose.MEMBERSHIP: _("Membership"),
    ConsentPurpose.FACE_COMPARISON: _("Automatic comparison of faces"),
    ConsentPurpose.NEWS: _("News"),
}
CONSENT_MEANINGS: Mapping[ConsentPurpose, str | Promise] = {
    ConsentPurpose.MEMBERSHIP: _(
        "The library may check your identity and manage your membership. Membership is not "
        "possible without this."
    ),
    ConsentPurpose.FACE_COMPARISON: _(
        "Software may compare your face with the photo on your card. If you do not agree, staff "
        "compare them."
    ),
    ConsentPurpose.NEWS: _("The library may write to you about new books and events."),
}
CONSENT_MEANINGS_FOR_GUARDIAN: Mapping[ConsentPurpose, str | Promise] = {
    ConsentPurpose.MEMBERSHIP: _(
        "The library may check your child's identity and manage the membership. Membership is not "
        "possible without this."
    ),
    ConsentPurpose.FACE_COMPARISON: _(
        "Software may compare your child's face with the photo on the card. If you do not agree, "
        "staff compare them."
    ),
    ConsentPurpose.NEWS: _("The library may write to your child about new books and events."),
}
CONSENT_GIVEN: Mapping[ConsentPurpose, str | Promise] = {
    ConsentPurpose.FACE_COMPARISON: _("You agree to automatic face comparison."),
    ConsentPurpose.NEWS: _("You agree to news from the library."),
}
CONSENT_WITHDRAWN: Mapping[ConsentPurpose, str | Promise] = {
    ConsentPurpose.FACE_COMPARISON: _(
        "Withdrawn: we will no longer compare your face automatically."
    ),
    ConsentPurpose.NEWS: _("Withdrawn: we will no longer send you news."),
}
