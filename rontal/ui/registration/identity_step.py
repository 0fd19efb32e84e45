"""Step two of registration: identity, as on the identity card."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.ui.registration.base import DraftForm
from rontal.ui.registration.choice_labels import IDENTITY_KINDS, SEXES
from rontal.ui.registration.dates import DraftDateField


class IdentityForm(DraftForm):
    """Identity kind and number, name, birth, sex."""

    identity_kind = forms.ChoiceField(
        label=_("Which card did you take a photo of?"),
        widget=forms.RadioSelect,
        choices=list(IDENTITY_KINDS.items()),
    )
    number = forms.CharField(
        label=_("NIK, or the number of the permit or student card"),
        help_text=_("The 16 digits are at the top of a KTP or KIA."),
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "maxlength": 40, "inputmode": "text"}
        ),
    )
    name = forms.CharField(
        label=_("Full name, as on the card"),
        widget=forms.TextInput({"autocomplete": "name", "autocapitalize": "words"}),
    )
    birth_place = forms.CharField(
        label=_("Place of birth"),
        help_text=_("As on the card, for example Tabanan."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "words"}),
    )
    birth_date = DraftDateField(label=_("Date of birth"))
    sex = forms.ChoiceField(
        label=_("Sex, as on the card"), widget=forms.RadioSelect, choices=list(SEXES.items())
    )
