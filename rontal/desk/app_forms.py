"""Forms in which administrators enter certificates and the store address of the Android app."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.android.labels import SIGNER_HELP
from rontal.android.labels import SIGNERS as SIGNER_NAMES
from rontal.android.rules import MAX_LABEL_LENGTH, MAX_TYPED_LENGTH
from rontal.ui.forms import CleanCharField, CleanTextField, Helped, RontalForm

SIGNERS = {code: Helped(name, SIGNER_HELP[code]) for code, name in SIGNER_NAMES.items()}


class CertificateForm(RontalForm):
    """Fingerprint of a signing certificate, its signer (library or store), and a note."""

    signer = forms.ChoiceField(
        label=_("Whose key is it?"),
        widget=forms.RadioSelect,
        choices=[(code.value, name) for code, name in SIGNERS.items()],
    )
    fingerprint = CleanTextField(
        label=_("SHA-256 fingerprint of the certificate"),
        help_text=_("64 letters and digits, with or without colons, spaces and capitals."),
        max_length=MAX_TYPED_LENGTH,
        rows=3,
    )
    note = CleanCharField(
        label=_("Note"),
        help_text=_("For example: key of 2026, kept in the safe."),
        max_length=MAX_LABEL_LENGTH,
        required=False,
    )


class StoreAddressForm(RontalForm):
    """Address of the app's page in the Play Store; empty while there is none."""

    store_address = forms.CharField(
        label=_("Address in the Play Store"),
        help_text=_("Open the app's page in the store and copy the address from the browser."),
        max_length=500,
        required=False,
    )
