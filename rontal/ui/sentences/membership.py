"""Sentences of membership: refusals and faults of the form."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "photo_refused": _("This photo cannot be used. Choose another one."),
    "photo_empty": _("The file is empty. Choose the photo again."),
    "photo_too_large": _(
        "The file is larger than %(megabytes)s MB. Choose a smaller size in the camera settings."
    ),
    "photo_too_many_pixels": _(
        "The picture has more than %(megapixels)s megapixels. "
        "Choose a smaller size in the camera settings."
    ),
    "photo_too_small": _(
        "The picture is too small to read. Its shorter side needs at least %(pixels)s pixels."
    ),
    "photo_wrong_type": _("This is not a photo. Choose a JPEG, PNG, WebP or HEIC image."),
    "photo_animated": _("This is an animated image. Choose a still photo."),
    "photo_damaged": _("The file is damaged or incomplete. Take or choose the photo again."),
    "storage_full": _(
        "There is no space for the photo at the moment. What you sent before is saved. Try again "
        "later."
    ),
    "storage_away": _(
        "The photo could not be saved. What you sent before is saved. Try again in a few minutes."
    ),
    "link_unknown": _("This link is incomplete. Open it again from the email, or copy all of it."),
    "link_used": _("This link has already been used. You can sign in."),
    "link_expired": _("This link has expired. Request a new one; we will send it by email."),
    "link_over": _(
        "This application has ended, so the link no longer works. You can register again."
    ),
    "registration_closed": _("At present, only people who live in the library's area can join."),
    "guardian_consent_missing": _(
        "The parent or guardian has not consented yet. You can decide once they have."
    ),
    "already_member": _("This person is already a member."),
    "already_applied": _(
        "This person already has an open application: %(code)s. Continue with that one."
    ),
    "four_eyes": _(
        "You registered this person, so a colleague must decide. The case stays here for them."
    ),
    "has_signed_in": _("This person already signs in with their own password."),
    "paper_in_future": _("Enter the date on the form. It cannot be in the future."),
    "paper_too_old": _(
        "This signature is more than 90 days old. Ask the person to sign a new form."
    ),
    "guardian_must_sign": _(
        "Under 18, a parent or guardian must sign too. Tick this when the signature is on the form."
    ),
    "card_not_seen": _(
        "Add both photos, or tick this if you have checked the original card and it belongs to the"
        " person."
    ),
    "email_locked": _(
        "A change of this address was taken back a few days ago. For now only the head of the"
        " library's service can change it."
    ),
    "address_needs_library": _("Our staff need to look at this address. Send them a request."),
    "number_needs_library": _("You cannot change this number here. Contact the library."),
    "own_address_needed": _(
        "You need an email address of your own first. Enter one, and open the link that we send."
    ),
    "too_many_reminders": _(
        "The parent or guardian has already been asked several times. Talk to them."
    ),
    "taken_by_other": _(
        "A colleague is working on this case, so nothing you entered was sent. See who it is below."
    ),
    "no_such_clerk": _("Choose a colleague who decides applications."),
    "too_many_views": _("You have %(number)s saved views, which is the limit. Delete one first."),
    "changed_meanwhile": _(
        "A colleague has just changed this membership. Check the changes, then decide again. What "
        "you entered is still here."
    ),
    "membership_closed": _("This membership is closed and can no longer be changed."),
    "membership_held": _("This membership is paused. End the pause first."),
    "too_early_to_renew": _(
        "It is too early to renew. You can renew a membership in its last %(days)s days."
    ),
    "suspension_over": _("Choose today or a later date, or leave it empty."),
    "number_is_members": _(
        "Membership %(number)s has this number. If it is the same person, merge the two."
    ),
    "number_is_taken": _(
        "Another member has this number. Compare it with the card; if it is correct, ask the head "
        "to check both memberships."
    ),
    "same_membership": _(
        "That is the number of this membership. Enter the number of the other one."
    ),
    "different_persons": _(
        "The two memberships have different identity numbers, so they are different people. If one"
        " number is wrong, correct it first."
    ),
    "suspension_would_be_lost": _(
        "The membership to be removed is paused. End the pause first, or keep that membership."
    ),
    "no_such_reason": _("Choose at least one reason."),
}

FAULTS = {
    "field_required": _("Fill in this field."),
    "field_too_long": _("Enter a shorter text."),
    "field_hidden_characters": _("This contains invisible characters. Enter it again."),
    "name_without_letters": _("Enter a name that contains letters."),
    "name_characters": _("Enter the name as it appears on the card, without digits or symbols."),
    "address_of_guardian": _(
        "This is the address of your parent or guardian. Enter one that only you read."
    ),
    "email_unchanged": _("This is your address already. Enter another one."),
    "email_malformed": _(
        "Enter an email address in the correct format, for example name@example.org."
    ),
    "phone_malformed": _("Enter a phone number, for example 0812 3456 7890."),
    "nik_16_digits": _("Enter all 16 digits of the NIK."),
    "nik_region_impossible": _("A NIK cannot start with these digits. Check it against the card."),
    "nik_serial_zero": _("A NIK cannot end in 0000. Check it against the card."),
    "nik_date_impossible": _(
        "Digits 7 to 12 of the NIK must be a birth date. Check them against the card."
    ),
    "document_number_malformed": _("Enter the number as it appears on the document."),
    "birth_in_future": _("Enter a date in the past."),
    "birth_too_long_ago": _("Check the year."),
    "document_for_children": _("This document is for people under 18. Choose another one."),
    "document_for_adults": _("This card is for people aged 17 and over. Choose another document."),
    "region_unknown": _("Choose an option from the list."),
    "residents_only": _("At present, only people who live in the library's area can join."),
    "consent_needed": _("Without this consent, the library cannot process the application."),
    "photo_card_missing": _("The photo of the identity card is missing."),
    "photo_face_missing": _("The photo of the face is missing."),
    "photo_extra_missing": _(
        "People who live elsewhere add a document, such as a letter from school or work."
    ),
    "birth_date_differs_from_nik": _(
        "The NIK contains a different date of birth. If your entry matches the card, leave it as "
        "it is."
    ),
    "sex_differs_from_nik": _(
        "This does not match the NIK. If it matches the card, leave it as it is."
    ),
    "nik_region_unknown": _(
        "The NIK starts with a region that is not in our list. If it matches the card, leave it as "
        "it is."
    ),
}

SENTENCES = {**REFUSALS, **FAULTS}
