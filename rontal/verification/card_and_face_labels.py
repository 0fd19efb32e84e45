"""Sentences for clerks about the card, the values read from it, and the faces.

`finding:<code>` is the finding, `advice:<code>` the recommended action.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

_NOT_A_CARD = _("Check the photo. If it is not the card, ask for a new photo.")
_BY_EYE = _("Compare it with the card yourself.")
_AS_PRINTED = _("Compare it with the card. If it differs, ask for a correction.")
_OTHER_PHOTO = _("Check the photo. If it was not taken of the person directly, ask for a new one.")
_FACES_BY_EYE = _("Compare the faces yourself.")

CARD_AND_FACE: Words = {
    "finding:card_found": _("The photo shows one card."),
    "finding:card_none": _("No card could be found in the photo."),
    "advice:card_none": _NOT_A_CARD,
    "finding:card_wordless": _("There is a card, but its text could not be read."),
    "advice:card_wordless": _("If you cannot read it either, ask for a new photo."),
    "finding:card_several": _("There is more than one card in the photo."),
    "advice:card_several": _("Ask for a photo of the applicant's card only."),
    "finding:card_cut_off": _("Part of the card is outside the photo."),
    "advice:card_cut_off": _("If something is missing that you need, ask for a new photo."),
    "finding:card_back": _("The photo shows the back of a card."),
    "advice:card_back": _("Ask for a photo of the front."),
    "finding:card_foreign": _("We do not accept this kind of card."),
    "advice:card_foreign": _("Check the card. If it is another kind, ask for one we accept."),
    "finding:card_only_text": _("The photo shows a page of text, not a card."),
    "advice:card_only_text": _NOT_A_CARD,
    "finding:card_grey": _("This may be a black-and-white copy."),
    "advice:card_grey": _(
        "Check the photo. If it is a photocopy, ask for a photo of the card itself."
    ),
    "finding:card_screen": _("This may be a photo of a screen."),
    "advice:card_screen": _(
        "Look for stripes and the edge of a screen. If you see them, ask for a photo of the card "
        "itself."
    ),
    "finding:kind_fits": _("The card is the kind chosen in the form."),
    "finding:kind_differs": _("The card is not the kind chosen in the form."),
    "advice:kind_differs": _("Check the card. If it is another kind, ask for a correction."),
    "finding:kind_unknown": _("The kind of card could not be recognised."),
    "advice:kind_unknown": _("Check that it is the kind chosen in the form."),
    "finding:person_absent": _("Nobody on the family card matches the form."),
    "advice:person_absent": _(
        "Find the person on the family card. If they are not listed, ask what is wrong."
    ),
    "finding:person_differs": _(
        "The number, name and birth date all differ. It may not be their card."
    ),
    "advice:person_differs": _("Check whose card it is before you ask for anything."),
    "finding:number_same": _("The number matches the card."),
    "finding:number_one_off": _("One digit of the number differs from the card."),
    "advice:number_one_off": _(
        "Compare digit by digit. If the card prints another number, ask for a correction."
    ),
    "finding:number_differs": _(
        "The number does not match the card (different digits: %(digits_off)s)."
    ),
    "advice:number_differs": _(
        "Compare digit by digit. If the card prints another number, ask for a correction."
    ),
    "finding:number_of_another_kind": _(
        "The kind of number on the card is not the kind in the form."
    ),
    "advice:number_of_another_kind": _(
        "Schools use their own numbers. Check the name and birth date on the card."
    ),
    "finding:number_unsure": _("The number could not be read clearly."),
    "advice:number_unsure": _("Compare it with the card, digit by digit."),
    "finding:number_unread": _("The number on the card could not be read."),
    "advice:number_unread": _("Compare it with the card, digit by digit."),
    "finding:name_same": _("The name matches the card."),
    "finding:name_alike": _("The name matches the card, with a different spelling."),
    "finding:name_differs": _(
        "The name does not match the card (different letters: %(letters_off)s)."
    ),
    "advice:name_differs": _AS_PRINTED,
    "finding:name_unsure": _("The name could not be read clearly."),
    "advice:name_unsure": _BY_EYE,
    "finding:name_unread": _("The name on the card could not be read."),
    "advice:name_unread": _BY_EYE,
    "finding:birth_date_same": _("The birth date matches the card."),
    "finding:birth_date_differs": _("The birth date does not match the card."),
    "advice:birth_date_differs": _AS_PRINTED,
    "finding:birth_date_unsure": _("The birth date could not be read clearly."),
    "advice:birth_date_unsure": _BY_EYE,
    "finding:birth_date_unread": _("The birth date on the card could not be read."),
    "advice:birth_date_unread": _BY_EYE,
    "finding:birth_place_same": _("The place of birth matches the card."),
    "finding:birth_place_alike": _(
        "The place of birth matches the card, with a different spelling."
    ),
    "finding:birth_place_differs": _("The place of birth does not match the card."),
    "advice:birth_place_differs": _(
        "If it is more than a spelling difference, ask for a correction."
    ),
    "finding:birth_place_unsure": _("The place of birth could not be read clearly."),
    "advice:birth_place_unsure": _BY_EYE,
    "finding:sex_same": _("The sex matches the card."),
    "finding:sex_differs": _("The sex does not match the card."),
    "advice:sex_differs": _AS_PRINTED,
    "finding:sex_unsure": _("The sex could not be read clearly."),
    "advice:sex_unsure": _BY_EYE,
    "finding:sex_unread": _("The sex could not be read on the card."),
    "advice:sex_unread": _BY_EYE,
    "finding:region_same": _("Province, regency and district match the card."),
    "finding:region_differs": _("The address is in a different region from the card."),
    "advice:region_differs": _(
        "People move. If the two are close to each other, check which one is meant."
    ),
    "finding:region_unsure": _("The region of the address could not be read clearly."),
    "advice:region_unsure": _BY_EYE,
    "finding:region_unread": _("The region of the address could not be read on the card."),
    "advice:region_unread": _BY_EYE,
    "finding:village_same": _("The village matches the card."),
    "finding:village_alike": _("The village matches the card, with a different spelling."),
    "finding:village_differs": _("The village does not match the card."),
    "advice:village_differs": _("People move. A spelling difference is fine."),
    "finding:village_unsure": _("The village could not be read clearly."),
    "advice:village_unsure": _BY_EYE,
    "finding:validity_for_life": _("The card is valid for life."),
    "finding:validity_running": _("The card is still valid."),
    "finding:validity_over": _("The card is no longer valid."),
    "advice:validity_over": _(
        "Check the date on the card. If it has passed, ask for a valid card."
    ),
    "finding:validity_unsure": _("The card's expiry date could not be read clearly."),
    "advice:validity_unsure": _(
        "Check the date on the card. A citizen's KTP is valid for life, whatever date is printed "
        "on it."
    ),
    "finding:validity_unread": _("The card's expiry date could not be read."),
    "advice:validity_unread": _(
        "Check the date on the card. A citizen's KTP is valid for life, whatever date is printed "
        "on it."
    ),
    "finding:face_found": _("The photo of the face shows one face."),
    "finding:face_none": _("No face could be found in the photo of the face."),
    "advice:face_none": _("Check the photo. If there is no face, ask for a new one."),
    "finding:face_several": _("There is more than one face in the photo of the face."),
    "advice:face_several": _("Ask for a photo of the applicant alone."),
    "finding:face_small": _("The face is too small in the photo."),
    "advice:face_small": _("If you cannot compare the face, ask for a new photo."),
    "finding:face_turned": _("The face is not looking at the camera."),
    "advice:face_turned": _("If you cannot compare the face, ask for a new photo."),
    "finding:face_printed": _("This may be a photo of a printed photo."),
    "advice:face_printed": _OTHER_PHOTO,
    "finding:face_screen": _("The photo of the face may be of a screen."),
    "advice:face_screen": _OTHER_PHOTO,
    "finding:faces_match": _("The face matches the one on the card."),
    "finding:faces_unsure": _("It is not certain that the face matches the card."),
    "advice:faces_unsure": _FACES_BY_EYE,
    "finding:faces_differ": _("The face does not look like the one on the card."),
    "advice:faces_differ": _(
        "Compare the faces yourself. Card photos can be old; if in doubt, ask a colleague."
    ),
    "finding:faces_not_on_card": _("No face could be found on the card."),
    "advice:faces_not_on_card": _FACES_BY_EYE,
    "finding:faces_not_in_photo": _(
        "The face could not be compared because the photo is not clear enough."
    ),
    "advice:faces_not_in_photo": _FACES_BY_EYE,
    "finding:faces_no_portrait": _("This card has no photo to compare the face with."),
    "advice:faces_no_portrait": _(
        "Check whether the photo could show a person of this age and sex."
    ),
    "finding:face_not_compared": _(
        "The faces were not compared automatically because there is no consent."
    ),
    "advice:face_not_compared": _FACES_BY_EYE,
}
