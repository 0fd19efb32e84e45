"""Sentences of the registration pages."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "proof_refused": _(
        "Your browser's anti-spam check failed. Send again; everything you entered is still here."
    ),
    "passkey_refused": _("The passkey was not created. Try again, or choose a password."),
    "date_impossible": _("Enter a real date, with the day and year in digits."),
}
