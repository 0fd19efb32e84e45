"""Reasons in words, as mails and pages say them to an applicant."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CORRECTION_REASONS: dict[str, str | Promise] = {
    "photo_card_unreadable": _(
        "The photo of the card cannot be read. Take it again in good light, the whole card in the "
        "picture, without glare."
    ),
    "photo_face_unclear": _(
        "The face cannot be seen well. Take a new photo from the front, in good light."
    ),
    "name_differs": _("The name differs from the card. Write it as the card prints it."),
    "number_differs": _("The number differs from the card. Copy all of its digits."),
    "birth_differs": _("Place or date of birth differ from the card."),
    "sex_differs": _("The sex differs from the card."),
    "address_incomplete": _("The address is not complete."),
    "document_expired": _("The card is no longer valid. Use a valid one."),
    "wrong_document": _("The photo shows another kind of card than the one you chose."),
    "guardian_missing": _("We need the name and address of a parent or guardian."),
    "other": _("Please read what our staff wrote."),
}
REJECTION_REASONS: dict[str, str | Promise] = {
    "not_eligible": _("The library's rules do not allow this membership."),
    "not_own_identity": _("The card and the face belong to different people."),
    "identity_invalid": _("The identity card cannot be accepted."),
    "suspected_fraud": _("The application looks as if it was not made in good faith."),
    "duplicate": _("There already is a membership or another application for this person."),
    "other": _("Please read what our staff wrote."),
}


def reason(code: str) -> str:
    """The words of a correction or rejection reason; the code where it is unknown."""
    return str(CORRECTION_REASONS.get(code) or REJECTION_REASONS.get(code) or code)
