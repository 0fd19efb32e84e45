"""Sentences for applicants about a photo, shown before sending: the problem and the remedy.

`hint:<code>` for every code that `verification.models.PhotoReading.hints` may hold.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

HINTS: Words = {
    "hint:card_none": _(
        "We cannot see a card in this photo. Lay the card on a dark table and take the photo "
        "again, so that the card nearly fills the picture."
    ),
    "hint:card_wordless": _(
        "We cannot read the text on the card. Take the photo again from closer, in bright light, "
        "and hold the phone still."
    ),
    "hint:card_several": _(
        "There is more than one card in this photo. Take it again with only your card."
    ),
    "hint:card_cut_off": _(
        "Part of the card is missing. Take the photo again from a little further away, with all "
        "four corners in the picture."
    ),
    "hint:card_back": _(
        "This is the back of the card. Turn it over and take a photo of the side with the name."
    ),
    "hint:card_foreign": _(
        "This does not look like a card we accept. Take a photo of the card you chose in the form."
    ),
    "hint:card_only_text": _(
        "This looks like a page of text, not a card. Take a photo of the card itself."
    ),
    "hint:card_grey": _("This looks like a black-and-white copy. Take a photo of the card itself."),
    "hint:card_screen": _("This looks like a photo of a screen. Take a photo of the card itself."),
    "hint:card_too_small": _(
        "This photo is too small. Take it with your phone's camera and send the original."
    ),
    "hint:card_dark": _(
        "The photo is too dark. Go to a window or turn on a light, and take it again."
    ),
    "hint:card_glare": _(
        "There is glare on the card. Tilt the card a little or turn off the flash, and take the "
        "photo again."
    ),
    "hint:card_blurred": _(
        "The photo is blurred. Lay the card on a table, hold the phone still until the picture is "
        "sharp, and take it again."
    ),
    "hint:face_none": _(
        "We cannot see a face in this photo. Take it again looking at the camera, with your whole "
        "face in the picture."
    ),
    "hint:face_several": _(
        "There is more than one face in this photo. Take it again with only yourself."
    ),
    "hint:face_small": _(
        "Your face is too far away. Hold the phone closer, so that your face fills about half of "
        "the picture."
    ),
    "hint:face_turned": _("Look straight at the camera and take the photo again."),
    "hint:face_printed": _(
        "This looks like a photo of a printed photo. Take a new photo of yourself."
    ),
    "hint:face_screen": _("This looks like a photo of a screen. Take a new photo of yourself."),
    "hint:face_too_small": _(
        "This photo is too small. Take it with your phone's camera and send the original."
    ),
    "hint:face_dark": _(
        "The photo is too dark. Turn your face to a window or a lamp, and take it again."
    ),
    "hint:face_glare": _(
        "Part of the photo is too bright. Take it again with the light in front of you, not behind"
        " you."
    ),
    "hint:face_blurred": _("The photo is blurred. Hold the phone still and take it again."),
}
