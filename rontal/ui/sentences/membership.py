"""Sentences of membership: refusals and faults of the form."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "photo_refused": _("This photo cannot be taken. Please choose another one."),
    "photo_empty": _("The file is empty. Please choose the photo again."),
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
    "photo_wrong_type": _("This is not a photo. JPEG, PNG, WebP and HEIC pictures can be taken."),
    "photo_animated": _("This is a moving picture. Please choose a still photo."),
    "photo_damaged": _("The file is damaged or incomplete. Please take or choose the photo again."),
    "storage_full": _(
        "There is no room for the photo just now. What you sent before is kept. "
        "Please try again later."
    ),
    "storage_away": _(
        "The photo could not be kept just now. What you sent before is kept. "
        "Please try again in a few minutes."
    ),
    "link_unknown": _(
        "This link is not complete. Open it again from the e-mail, or copy all of it."
    ),
    "link_used": _("This link has done its work already. You can sign in."),
    "link_expired": _("This link is too old. Ask for a new one; it comes by e-mail."),
    "link_over": _(
        "This application has ended, so the link leads nowhere. You can register again."
    ),
    "registration_closed": _("The library takes only people who live in its area at present."),
    "guardian_consent_missing": _(
        "The parent or guardian has not consented yet. The decision has to wait for that."
    ),
    "already_member": _("This person is a member already."),
    "already_applied": _(
        "This person has an application that is on its way: %(code)s. Go on with that one."
    ),
    "four_eyes": _(
        "You registered this person. In this library a colleague decides; the case stays here for "
        "them."
    ),
    "has_signed_in": _("This person signs in with a password of their own already."),
    "paper_in_future": _("This day is still to come. Write the date that stands on the form."),
    "paper_too_old": _("This signature is older than 90 days. Let the person sign a new form."),
    "guardian_must_sign": _(
        "Under 18 a parent or guardian signs too. Tick this when the signature is on the form."
    ),
    "card_not_seen": _(
        "Add both photos, or tick this when you hold the original card and it is the person."
    ),
    "number_needs_library": _(
        "This number cannot be changed here. Please write to the library or call it."
    ),
    "too_many_reminders": _(
        "The parent or guardian has been asked several times already. Please talk to them."
    ),
    "taken_by_other": _(
        "A colleague has this case in hand. Nothing of yours was sent; see who it is below."
    ),
    "no_such_clerk": _("Please choose a colleague who decides applications."),
    "too_many_views": _("You have %(number)s views of your own. Please delete one first."),
    "changed_meanwhile": _(
        "A colleague changed this membership a moment ago. Look at what is there now, then decide "
        "again. What you typed is still here."
    ),
    "membership_closed": _("This membership is closed; nothing of it can be changed any more."),
    "membership_held": _("This membership is paused. Lift the pause first."),
    "too_early_to_renew": _(
        "It is too early: a membership can be renewed in its last %(days)s days."
    ),
    "suspension_over": _("This day is over. Choose today or a later day, or leave it empty."),
    "number_is_members": _(
        "Membership %(number)s has this number. If it is the same person, join the two."
    ),
    "number_is_taken": _(
        "Somebody else is a member with this number. Compare it with the card; if it is right, "
        "ask the head to look at both memberships."
    ),
    "same_membership": _("That is this membership. Enter the number of the other one."),
    "different_persons": _(
        "The two have different identity numbers, so they are two people. If one number is wrong, "
        "correct it first."
    ),
    "suspension_would_be_lost": _(
        "The one that would go is paused. Lift the pause first, or let that one stay."
    ),
    "no_such_reason": _("Please choose at least one reason."),
}

FAULTS = {
    "field_required": _("Please fill this in."),
    "field_too_long": _("This is too long."),
    "field_hidden_characters": _("This holds characters that cannot be seen. Please type it anew."),
    "name_without_letters": _("A name needs letters."),
    "name_characters": _("Please write the name as on the card, without digits and signs."),
    "email_malformed": _("This is not an e-mail address such as name@example.org."),
    "phone_malformed": _("This is not a phone number such as 0812 3456 7890."),
    "nik_16_digits": _("A NIK has exactly 16 digits."),
    "nik_region_impossible": _("A NIK cannot begin like this. Please compare it with the card."),
    "nik_serial_zero": _("A NIK cannot end in 0000. Please compare it with the card."),
    "nik_date_impossible": _(
        "Digits 7 to 12 of a NIK are a date, and this is none. Please compare it with the card."
    ),
    "document_number_malformed": _("Please write the number as it stands on the document."),
    "birth_in_future": _("This date is still to come."),
    "birth_too_long_ago": _("Please check the year."),
    "document_for_children": _("This document is for people under 18. Please choose another one."),
    "document_for_adults": _("This card is for people from 17. Please choose another document."),
    "region_unknown": _("Please choose from the list."),
    "residents_only": _("The library takes only people who live in its area at present."),
    "consent_needed": _("Without this consent the library may not handle the application."),
    "photo_card_missing": _("The photo of the identity card is missing."),
    "photo_face_missing": _("The photo of the face is missing."),
    "photo_extra_missing": _(
        "People who live elsewhere add a document, such as a letter from school or work."
    ),
    "birth_date_differs_from_nik": _(
        "The NIK holds another date of birth. If the card says so, leave it as it is."
    ),
    "sex_differs_from_nik": _("The NIK says otherwise. If the card says so, leave it as it is."),
    "nik_region_unknown": _(
        "The NIK begins with a region that is not in the list. "
        "If the card says so, leave it as it is."
    ),
}

SENTENCES = {**REFUSALS, **FAULTS}
