"""Sentences for what the rules of the library's app refuse."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "fingerprint_not_hex": _(
        "A fingerprint has only the digits 0 to 9 and the letters A to F. Copy it once more."
    ),
    "fingerprint_sha1": _(
        "This is the SHA-1 fingerprint. Copy the one that is called SHA-256; it is longer."
    ),
    "fingerprint_length": _(
        "A SHA-256 fingerprint has 64 digits and letters, in 32 pairs. Copy all of it."
    ),
    "certificate_known": _("This certificate is entered already."),
    "too_many_certificates": _(
        "There are already %(number)s certificates, which is the most there can be. "
        "Remove one that is no longer used."
    ),
    "label_too_long": _("Write a shorter note."),
    "store_address_not_play": _(
        "Enter the address of the app's page in the Play Store, for example "
        "https://play.google.com/store/apps/details?id=id.go.tabanan.baca"
    ),
    "store_address_other_package": _(
        "This is the address of another app. Enter the one whose package name stands on this page."
    ),
}
