"""Sentences of the registration's door."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "proof_refused": _(
        "Your browser's calculation against mass registration did not fit. Please press Send "
        "again; everything you typed is still here."
    ),
    "passkey_refused": _("The passkey was not made. Try again, or choose a password."),
    "date_impossible": _("The calendar has no such day. Write day and year in digits."),
}
