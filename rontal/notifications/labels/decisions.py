"""Labels of correction and rejection reasons, in mails and on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CORRECTION_REASONS: dict[str, str | Promise] = {
    "photo_card_unreadable": _(
        "The photo of the card cannot be read. Take it again in good light, without glare, with "
        "the whole card in the picture."
    ),
    "photo_face_unclear": _(
        "The face cannot be seen well. Take a new photo from the front, in good light."
    ),
    "name_differs": _("The name does not match the card. Enter it as it appears on the card."),
    "number_differs": _("The number does not match the card. Enter all of its digits."),
    "birth_differs": _("The place or date of birth does not match the card."),
    "sex_differs": _("The sex does not match the card."),
    "address_incomplete": _("The address is not complete."),
    "document_expired": _("The card is no longer valid. Use a valid one."),
    "wrong_document": _("The card in the photo is not the kind you chose."),
    "guardian_missing": _("We need the name and address of a parent or guardian."),
    "other": _("Read the note from our staff."),
}
REJECTION_REASONS: dict[str, str | Promise] = {
    "not_eligible": _("The library's rules do not allow this membership."),
    "not_own_identity": _("The card and the face belong to different people."),
    "identity_invalid": _("The identity card cannot be accepted."),
    "suspected_fraud": _("The application does not appear to have been made in good faith."),
    "duplicate": _("This person already has a membership or another application."),
    "other": _("Read the note from our staff."),
}


def reason(code: str) -> str:
    """Returns the label of a correction or rejection reason; the code where it is unknown."""
    return str(CORRECTION_REASONS.get(code) or REJECTION_REASONS.get(code) or code)
