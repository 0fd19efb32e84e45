"""Labels of the reasons that staff give: for corrections, rejections, pauses, closings, merges and
for opening a member's details.

A reason that the person reads, too, has two labels in one entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.membership.rules.kinds import CorrectionReason, RejectionReason
from rontal.membership.rules.staff_reasons import (
    CORRECTION,
    JOINING,
    ClosingReason,
    CorrectionCause,
    JoiningCause,
    OpeningReason,
    SuspensionReason,
)
from rontal.privacy.access_reasons import REASONS, register_access_reason

Text = str | Promise
Words = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class ReasonLabel:
    """Labels of one reason: for staff at the desk, and for the person in mails and on pages."""

    staff: Text
    person: Text


CORRECTIONS: Mapping[str, ReasonLabel] = {
    CorrectionReason.PHOTO_CARD_UNREADABLE: ReasonLabel(
        _("Card cannot be read"),
        _(
            "The photo of the card cannot be read. Take it again in good light, without glare, "
            "with the whole card in the picture."
        ),
    ),
    CorrectionReason.PHOTO_FACE_UNCLEAR: ReasonLabel(
        _("Face is not clear"),
        _("The face cannot be seen well. Take a new photo from the front, in good light."),
    ),
    CorrectionReason.NAME_DIFFERS: ReasonLabel(
        _("Name differs"),
        _("The name does not match the card. Enter it as it appears on the card."),
    ),
    CorrectionReason.NUMBER_DIFFERS: ReasonLabel(
        _("Number differs"), _("The number does not match the card. Enter all of its digits.")
    ),
    CorrectionReason.BIRTH_DIFFERS: ReasonLabel(
        _("Birth place or date differ"), _("The place or date of birth does not match the card.")
    ),
    CorrectionReason.SEX_DIFFERS: ReasonLabel(
        _("Sex differs"), _("The sex does not match the card.")
    ),
    CorrectionReason.ADDRESS_INCOMPLETE: ReasonLabel(
        _("Address is incomplete"), _("The address is not complete.")
    ),
    CorrectionReason.DOCUMENT_EXPIRED: ReasonLabel(
        _("Document is no longer valid"), _("The card is no longer valid. Use a valid one.")
    ),
    CorrectionReason.WRONG_DOCUMENT: ReasonLabel(
        _("Another kind of document"), _("The card in the photo is not the kind you chose.")
    ),
    CorrectionReason.GUARDIAN_MISSING: ReasonLabel(
        _("Guardian is missing"), _("We need the name and address of a parent or guardian.")
    ),
    CorrectionReason.OTHER: ReasonLabel(_("Something else"), _("Read the note from our staff.")),
}
REJECTIONS: Mapping[str, ReasonLabel] = {
    RejectionReason.NOT_ELIGIBLE: ReasonLabel(
        _("The rules do not allow it"), _("The library's rules do not allow this membership.")
    ),
    RejectionReason.NOT_OWN_IDENTITY: ReasonLabel(
        _("Card and face show different people"),
        _("The card and the face belong to different people."),
    ),
    RejectionReason.IDENTITY_INVALID: ReasonLabel(
        _("The identity card is not valid"), _("The identity card cannot be accepted.")
    ),
    RejectionReason.SUSPECTED_FRAUD: ReasonLabel(
        _("Not made in good faith"),
        _("The application does not appear to have been made in good faith."),
    ),
    RejectionReason.DUPLICATE: ReasonLabel(
        _("Already has a membership"),
        _("This person already has a membership or another application."),
    ),
    RejectionReason.OTHER: ReasonLabel(_("Something else"), _("Read the note from our staff.")),
}
SUSPENSIONS: Mapping[str, ReasonLabel] = {
    SuspensionReason.ASKED: ReasonLabel(_("The member asked for it"), _("You asked for this.")),
    SuspensionReason.GUARDIAN_ASKED: ReasonLabel(
        _("The guardian asked for it"), _("Your parent or guardian asked for this.")
    ),
    SuspensionReason.SHARED_ACCESS: ReasonLabel(
        _("Someone else uses the account"),
        _("Somebody else may be using your account. We did this to protect you."),
    ),
    SuspensionReason.RULES_BROKEN: ReasonLabel(
        _("The rules were broken"), _("The library's rules were broken.")
    ),
    SuspensionReason.IDENTITY_DOUBTED: ReasonLabel(
        _("The identity must be checked again"), _("We need to see your identity card again.")
    ),
    SuspensionReason.OTHER: ReasonLabel(_("Something else"), _("Read the note from our staff.")),
    SuspensionReason.HAND_OVER: ReasonLabel(
        _("The young person has not taken over the membership"),
        _("You are old enough to decide for yourself. Take over your membership under My data."),
    ),
}
CLOSINGS: Mapping[str, ReasonLabel] = {
    ClosingReason.ASKED: ReasonLabel(_("The member asked for it"), _("You asked for this.")),
    ClosingReason.MOVED_AWAY: ReasonLabel(_("The member moved away"), _("You have moved away.")),
    ClosingReason.DECEASED: ReasonLabel(
        _("The member has died"), _("We were informed that the member has died.")
    ),
    ClosingReason.FALSE_IDENTITY: ReasonLabel(
        _("The identity card is not the member’s own"),
        _("The identity card was not the member's own."),
    ),
    ClosingReason.RULES_BROKEN: ReasonLabel(
        _("The rules were broken"), _("The library's rules were broken.")
    ),
    ClosingReason.OTHER: ReasonLabel(_("Something else"), _("Please ask us for the reason.")),
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
register_access_reason(
    OpeningReason.MEMBER_ASKS,
    label=_("The member is here or on the phone"),
    for_person=_("To help you"),
)
register_access_reason(
    OpeningReason.CHECK_IDENTITY,
    label=_("To compare with the card"),
    for_person=_("To compare your details with your card"),
)
register_access_reason(
    OpeningReason.FIND_DUPLICATE,
    label=_("To see whether it is the same person"),
    for_person=_("To see whether you have two memberships"),
)
register_access_reason(
    OpeningReason.REACH_MEMBER, label=_("To contact the member"), for_person=_("To contact you")
)
register_access_reason(CORRECTION, label=_("correcting data"), for_person=_("To correct your data"))
register_access_reason(
    JOINING,
    label=_("comparing two memberships"),
    for_person=_("To see whether you have two memberships"),
)


def for_staff(reasons: Mapping[str, ReasonLabel]) -> Words:
    """Returns the labels for staff by code."""
    return {code: reason.staff for code, reason in reasons.items()}


CORRECTION_REASONS = for_staff(CORRECTIONS)
REJECTION_REASONS = for_staff(REJECTIONS)
SUSPENSION_REASONS = for_staff(SUSPENSIONS)
CLOSING_REASONS = for_staff(CLOSINGS)
OPENING_REASONS: Words = {reason: REASONS[reason].label for reason in OpeningReason}


def decision_reason(code: str) -> str:
    """Returns the label of a correction or rejection reason for the person; the code where it is
    unknown.
    """
    reason = CORRECTIONS.get(code) or REJECTIONS.get(code)
    return str(reason.person) if reason else code


register_access_reason(
    "member_work", label=_("work with members"), for_person=_("To look after your membership")
)
register_access_reason(
    "supervision",
    label=_("guardian's supervision"),
    for_person=_("To look after you, as the law lets a parent or guardian do"),
)
