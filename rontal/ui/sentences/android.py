"""Sentences for errors of the library's Android app."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "fingerprint_not_hex": _(
        "A fingerprint can only contain the digits 0 to 9 and the letters A to F. Copy it again."
    ),
    "fingerprint_sha1": _("This is the SHA-1 fingerprint. Copy the longer SHA-256 fingerprint."),
    "fingerprint_length": _(
        "Enter the whole SHA-256 fingerprint: 64 digits and letters, in 32 pairs."
    ),
    "certificate_known": _("This certificate has already been added."),
    "too_many_certificates": _(
        "You already have the maximum of %(number)s certificates. Remove one that is no longer "
        "used."
    ),
    "label_too_long": _("Enter a shorter note."),
    "store_address_not_play": _(
        "Enter the address of the app's page in the Play Store, for example "
        "https://play.google.com/store/apps/details?id=id.go.tabanan.baca"
    ),
    "store_address_other_package": _(
        "This is the address of another app. Enter the address of the app whose package name is "
        "shown on this page."
    ),
}
