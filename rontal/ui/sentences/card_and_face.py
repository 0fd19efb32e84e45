"""What examinations say to a clerk about the card, the values read on it, and the faces.

`finding:<code>` is what was found, `advice:<code>` what to do about it.
"""

from django.utils.translation import gettext_lazy as _

_NOT_A_CARD = _("Look at the photo. If it is not the card, ask for a new photo.")
_BY_EYE = _("Compare it with the card by eye.")
_AS_PRINTED = _("Compare it with the card. If it differs, ask for a correction.")
_OTHER_PHOTO = _("Look at the photo. If it is not taken from life, ask for a new one.")
_FACES_BY_EYE = _("Please compare the faces yourself.")

SENTENCES = {
    "finding:card_found": _("The photo shows one card."),
    "finding:card_none": _("No card could be found in the photo."),
    "advice:card_none": _NOT_A_CARD,
    "finding:card_wordless": _("There is a card, but no word on it could be read."),
    "advice:card_wordless": _("If you cannot read it either, ask for a new photo."),
    "finding:card_several": _("There is more than one card in the photo."),
    "advice:card_several": _("Ask for a photo with the applicant's card alone."),
    "finding:card_cut_off": _("A part of the card lies outside of the photo."),
    "advice:card_cut_off": _("If something is missing that you need, ask for a new photo."),
    "finding:card_back": _("The photo shows the back of a card."),
    "advice:card_back": _("Ask for a photo of the front."),
    "finding:card_foreign": _("The card is none of the kinds that we accept."),
    "advice:card_foreign": _("Look at the card. If it is another kind, ask for one we accept."),
    "finding:card_only_text": _("The photo shows a page of text, not a card."),
    "advice:card_only_text": _NOT_A_CARD,
    "finding:card_grey": _("This may be a copy without colours."),
    "advice:card_grey": _(
        "Look at the photo. If it is a copy, ask for a photo of the card itself."
    ),
    "finding:card_screen": _("This may be a photo of a screen."),
    "advice:card_screen": _(
        "Look for stripes and the edge of a screen. If you see them, ask for a photo of the card "
        "itself."
    ),
    "finding:kind_fits": _("The card is of the kind that the form says."),
    "finding:kind_differs": _("The card is of another kind than the form says."),
    "advice:kind_differs": _("Look at the card. If it is another kind, ask for a correction."),
    "finding:kind_unknown": _("What kind of card it is could not be told."),
    "advice:kind_unknown": _("See whether it is the kind that the form says."),
    "finding:person_absent": _("No row of the family card fits the form."),
    "advice:person_absent": _("Look for the person on the card. Without a row, ask what is wrong."),
    "finding:person_differs": _(
        "Number, name and birth date all differ: it may not be their card."
    ),
    "advice:person_differs": _("See whose card it is before you ask for anything."),
    "finding:number_same": _("The number is the one on the card."),
    "finding:number_one_off": _("One digit of the number differs from the card."),
    "advice:number_one_off": _(
        "Compare digit by digit. If the card prints another number, ask for a correction."
    ),
    "finding:number_differs": _(
        "The number differs from the card (digits that differ: %(digits_off)s)."
    ),
    "advice:number_differs": _(
        "Compare digit by digit. If the card prints another number, ask for a correction."
    ),
    "finding:number_of_another_kind": _(
        "The card prints another kind of number than the form gives."
    ),
    "advice:number_of_another_kind": _(
        "A school prints its own number. See by name and birth date that the card is theirs."
    ),
    "finding:number_unsure": _("The number could not be read surely."),
    "advice:number_unsure": _("Compare it with the card, digit by digit."),
    "finding:number_unread": _("No number could be read on the card."),
    "advice:number_unread": _("Compare it with the card, digit by digit."),
    "finding:name_same": _("The name is the one on the card."),
    "finding:name_alike": _("The name is the one on the card, in another spelling."),
    "finding:name_differs": _(
        "The name differs from the card (letters that differ: %(letters_off)s)."
    ),
    "advice:name_differs": _AS_PRINTED,
    "finding:name_unsure": _("The name could not be read surely."),
    "advice:name_unsure": _BY_EYE,
    "finding:name_unread": _("No name could be read on the card."),
    "advice:name_unread": _BY_EYE,
    "finding:birth_date_same": _("The birth date is the one on the card."),
    "finding:birth_date_differs": _("The birth date differs from the card."),
    "advice:birth_date_differs": _AS_PRINTED,
    "finding:birth_date_unsure": _("The birth date could not be read surely."),
    "advice:birth_date_unsure": _BY_EYE,
    "finding:birth_date_unread": _("No birth date could be read on the card."),
    "advice:birth_date_unread": _BY_EYE,
    "finding:birth_place_same": _("The birth place is the one on the card."),
    "finding:birth_place_alike": _("The birth place is the one on the card, in another spelling."),
    "finding:birth_place_differs": _("The birth place differs from the card."),
    "advice:birth_place_differs": _("If it is more than a spelling, ask for a correction."),
    "finding:birth_place_unsure": _("The birth place could not be read surely."),
    "advice:birth_place_unsure": _BY_EYE,
    "finding:sex_same": _("The sex is the one on the card."),
    "finding:sex_differs": _("The sex does not match the card."),
    "advice:sex_differs": _AS_PRINTED,
    "finding:sex_unsure": _("The sex could not be read surely."),
    "advice:sex_unsure": _BY_EYE,
    "finding:sex_unread": _("The sex could not be read on the card."),
    "advice:sex_unread": _BY_EYE,
    "finding:region_same": _("Province, regency and district are those on the card."),
    "finding:region_differs": _("The address lies in another region than the card's."),
    "advice:region_differs": _("People move. If both are close, see which one is meant."),
    "finding:region_unsure": _("The region of the address could not be read surely."),
    "advice:region_unsure": _BY_EYE,
    "finding:region_unread": _("The region of the address could not be read on the card."),
    "advice:region_unread": _BY_EYE,
    "finding:village_same": _("The village is the one on the card."),
    "finding:village_alike": _("The village is the one on the card, in another spelling."),
    "finding:village_differs": _("The village differs from the card."),
    "advice:village_differs": _("People move. If it is only a spelling, it is fine."),
    "finding:village_unsure": _("The village could not be read surely."),
    "advice:village_unsure": _BY_EYE,
    "finding:validity_for_life": _("The card is valid for life."),
    "finding:validity_running": _("The card is still valid."),
    "finding:validity_over": _("The card is no longer valid."),
    "advice:validity_over": _("See the date on the card. If it is over, ask for a valid card."),
    "finding:validity_unsure": _("Until when the card is valid could not be told surely."),
    "advice:validity_unsure": _(
        "See the date on the card. A citizen's KTP is valid for life, whatever date it prints."
    ),
    "finding:validity_unread": _("Until when the card is valid could not be read."),
    "advice:validity_unread": _(
        "See the date on the card. A citizen's KTP is valid for life, whatever date it prints."
    ),
    "finding:face_found": _("The photo of the face shows one face."),
    "finding:face_none": _("No face could be found in the photo of the face."),
    "advice:face_none": _("Look at the photo. If there is no face, ask for a new one."),
    "finding:face_several": _("There is more than one face in the photo of the face."),
    "advice:face_several": _("Ask for a photo of the applicant alone."),
    "finding:face_small": _("The face is small in its photo."),
    "advice:face_small": _("If you cannot compare the face, ask for a new photo."),
    "finding:face_turned": _("The face does not look into the camera."),
    "advice:face_turned": _("If you cannot compare the face, ask for a new photo."),
    "finding:face_printed": _("This may be a photo of a printed photo."),
    "advice:face_printed": _OTHER_PHOTO,
    "finding:face_screen": _("The photo of the face may be one of a screen."),
    "advice:face_screen": _OTHER_PHOTO,
    "finding:faces_match": _("The face matches the one on the card."),
    "finding:faces_unsure": _("Whether the face is the one on the card is not sure."),
    "advice:faces_unsure": _FACES_BY_EYE,
    "finding:faces_differ": _("The face does not look like the one on the card."),
    "advice:faces_differ": _(
        "Please compare the faces yourself. Photos on cards can be old: if you are in doubt, "
        "ask a colleague."
    ),
    "finding:faces_not_on_card": _("No face could be found on the card."),
    "advice:faces_not_on_card": _FACES_BY_EYE,
    "finding:faces_not_in_photo": _("The face could not be compared: the photo is too difficult."),
    "advice:faces_not_in_photo": _FACES_BY_EYE,
    "finding:faces_no_portrait": _("This card carries no portrait to compare the face with."),
    "advice:faces_no_portrait": _("See whether the photo can be of a person of this age and sex."),
    "finding:face_not_compared": _(
        "The faces were not compared by machine: there is no consent to it."
    ),
    "advice:face_not_compared": _FACES_BY_EYE,
}
