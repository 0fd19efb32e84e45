"""Labels of findings, except of card and faces (`card_and_face_labels`), for clerks.

`finding:<code>` is what was found, `advice:<code>` what to do about it, `check:<name>` what a
check looks at.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

FINDINGS: Words = {
    "machine_unable": _("The system could not check this photo."),
    "finding:nik_sound": _("The number format is valid."),
    "finding:nik_not_on_document": _("This kind of document has no NIK."),
    "finding:nik_malformed": _("The number is not a valid NIK."),
    "advice:nik_malformed": _("Compare it with the card, digit by digit."),
    "finding:nik_region_fits": _("The number was issued in the region of the address."),
    "finding:nik_region_differs": _(
        "The number was issued in %(place)s, not where the address is."
    ),
    "advice:nik_region_differs": _("People move and keep their number. Compare it with the card."),
    "finding:nik_region_unknown": _("The first six digits are not a known region."),
    "advice:nik_region_unknown": _("Old codes are possible. Compare the digits with the card."),
    "finding:nik_person_fits": _("Birth date and sex match the number."),
    "finding:nik_birth_differs": _("The birth date does not match the number."),
    "advice:nik_birth_differs": _(
        "The number keeps the old birth date even after a correction. Use the date on the card."
    ),
    "finding:nik_sex_differs": _("The sex does not match the number."),
    "advice:nik_sex_differs": _("Use what is printed on the card."),
    "finding:document_fits_age": _("The document is right for age %(age)s."),
    "finding:document_early": _("A KTP at age %(age)s."),
    "advice:document_early": _("Only married people get one before 17. Check what the card says."),
    "finding:document_too_young": _("A child's document at age %(age)s."),
    "advice:document_too_young": _("Ask for the KTP."),
    "finding:birth_in_future": _("The birth date is in the future."),
    "advice:birth_in_future": _("Ask for the date on the card."),
    "finding:age_unknown": _("The age could not be checked without a birth date or document."),
    "advice:age_unknown": _("Read both from the card."),
    "finding:guardian_named": _("A parent or guardian is named."),
    "finding:guardian_absent": _("Under 18, and no parent or guardian is named."),
    "advice:guardian_absent": _("Ask for the name and email address of a parent or guardian."),
    "finding:identity_new": _("Nobody else here has this number."),
    "finding:identity_vouched": _("Identity by %(provider)s on %(day)s."),
    "finding:identity_is_member": _("A member has this number already."),
    "advice:identity_is_member": _("Each person has one membership. Check who this is first."),
    "finding:identity_elsewhere": _("Application %(application)s has the same number."),
    "advice:identity_elsewhere": _("Open both and check the outcome of the other one."),
    "finding:photos_new": _("No other application has these photos."),
    "finding:photo_elsewhere": _("Application %(application)s has the same photo."),
    "advice:photo_elsewhere": _("Compare both. Families can share one family card."),
    "finding:photo_used_twice": _("The card photo and the face photo are the same."),
    "advice:photo_used_twice": _("Ask for a new photo of the face."),
    "finding:photo_without_detail": _("A photo is almost blank."),
    "advice:photo_without_detail": _("Check whether it shows a card or a face."),
    "finding:card_clear": _("The photo of the card is sharp and bright enough."),
    "finding:face_clear": _("The photo of the face is sharp and bright enough."),
    "finding:card_missing": _("There is no photo of the card."),
    "finding:face_missing": _("There is no photo of the face."),
    "finding:card_seen_by_staff": _("Staff saw the original card; there is no photo of it."),
    "finding:face_seen_by_staff": _("Staff saw the person; there is no photo of the face."),
    "finding:card_left_out": _("There is no photo of the card: identity by a provider."),
    "finding:face_left_out": _("There is no photo of the face: identity by a provider."),
    "finding:face_not_needed": _(
        "Cards for children under 6 have no photo, so no face photo is needed."
    ),
    "finding:card_too_small": _("The photo of the card is very small."),
    "finding:face_too_small": _("The photo of the face is very small."),
    "finding:card_dark": _("The photo of the card is too dark."),
    "finding:face_dark": _("The photo of the face is too dark."),
    "finding:card_glare": _("There is glare on the card."),
    "finding:face_glare": _("Part of the face photo is overexposed."),
    "finding:card_blurred": _("The photo of the card is blurred."),
    "finding:face_blurred": _("The photo of the face is blurred."),
    "advice:card_missing": _("Ask for the photo."),
    "advice:face_missing": _("Ask for the photo."),
    "advice:card_too_small": _("If you cannot read every field, ask for a new photo."),
    "advice:card_dark": _("If you cannot read every field, ask for a new photo."),
    "advice:card_glare": _("If you cannot read every field, ask for a new photo."),
    "advice:card_blurred": _("If you cannot read every field, ask for a new photo."),
    "advice:face_too_small": _("If you cannot compare the face, ask for a new photo."),
    "advice:face_dark": _("If you cannot compare the face, ask for a new photo."),
    "advice:face_glare": _("If you cannot compare the face, ask for a new photo."),
    "advice:face_blurred": _("If you cannot compare the face, ask for a new photo."),
    "check:card": _("text on the card"),
    "check:document_age": _("document against age"),
    "check:face": _("the face"),
    "check:guardian": _("parent or guardian"),
    "check:identity_provider": _("identity by a provider"),
    "check:nik_person": _("birth date and sex in the number"),
    "check:nik_region": _("region of the number"),
    "check:nik_structure": _("number format"),
    "check:photo_quality": _("photo quality"),
    "check:same_identity": _("same number elsewhere"),
    "check:same_photo": _("same photo elsewhere"),
    "finding:check_unable": _("One check could not be completed: %(check)s."),
    "advice:check_unable": _("Check this yourself. The administrator can see why it failed."),
    "finding:examination_failed": _("The system could not check this application."),
    "advice:examination_failed": _("Check everything yourself, or run the system check again."),
}
