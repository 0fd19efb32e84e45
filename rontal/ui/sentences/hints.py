"""What an applicant hears about a photo at once, before sending: what is wrong and what to do next.

`hint:<code>` for every code that `verification.models.PhotoReading.hints` may hold.
"""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "hint:card_none": _(
        "We see no card in this photo. Please lay the card on a dark table and take the photo "
        "again, so that the card nearly fills the picture."
    ),
    "hint:card_wordless": _(
        "We see a card, but cannot read a word on it. Please take the photo again: from closer by, "
        "in bright light, and hold the phone still."
    ),
    "hint:card_several": _(
        "There is more than one card in this photo. Please take the photo again with your card "
        "alone."
    ),
    "hint:card_cut_off": _(
        "A part of the card is missing. Please take the photo again from a little further away, "
        "so that all four corners are in the picture."
    ),
    "hint:card_back": _(
        "This is the back of the card. Please turn it over and photograph the side with the name."
    ),
    "hint:card_foreign": _(
        "This does not look like one of the cards that we know. Please photograph the card that "
        "you chose in the form."
    ),
    "hint:card_only_text": _(
        "This looks like a page of text, not like a card. Please photograph the card itself."
    ),
    "hint:card_grey": _(
        "This looks like a copy without colours. Please photograph the card itself."
    ),
    "hint:card_screen": _(
        "This looks like a photo of a screen. Please photograph the card itself."
    ),
    "hint:card_too_small": _(
        "This photo is very small. Please take it with the camera of your phone and send it as it "
        "is."
    ),
    "hint:card_dark": _(
        "The photo is dark. Please go to a window or switch on a light, and take it again."
    ),
    "hint:card_glare": _(
        "Light is reflected on the card. Please tilt the card a little or switch off the flash, "
        "and take the photo again."
    ),
    "hint:card_blurred": _(
        "The photo is blurred. Please lay the card on a table, hold the phone still until the "
        "picture is sharp, and take it again."
    ),
    "hint:face_none": _(
        "We see no face in this photo. Please take it again: look into the camera, with your whole "
        "face in the picture."
    ),
    "hint:face_several": _(
        "There is more than one face in this photo. Please take it again with yourself alone."
    ),
    "hint:face_small": _(
        "Your face is far away. Please hold the phone closer, so that your face fills about half "
        "of the picture."
    ),
    "hint:face_turned": _("Please look straight into the camera and take the photo again."),
    "hint:face_printed": _(
        "This looks like a photo of a printed photo. Please take a new photo of yourself."
    ),
    "hint:face_screen": _(
        "This looks like a photo of a screen. Please take a new photo of yourself."
    ),
    "hint:face_too_small": _(
        "This photo is very small. Please take it with the camera of your phone and send it as it "
        "is."
    ),
    "hint:face_dark": _(
        "The photo is dark. Please turn your face to a window or a lamp, and take it again."
    ),
    "hint:face_glare": _(
        "A part of the photo is much too bright. Please take it again with the light before you, "
        "not behind you."
    ),
    "hint:face_blurred": _("The photo is blurred. Please hold the phone still and take it again."),
}
