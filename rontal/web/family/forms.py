"""Forms of the guardians' page and of the hand-over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.membership.labels import CONSENT_MEANINGS, CONSENT_PURPOSES_FOR_PERSON
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.ui.forms import CleanCharField, RontalForm


class LinkForm(RontalForm):
    """Address to which the link to the guardians' page is sent."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("The one at which the library asked for your consent."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
    )


class TakeOverForm(RontalForm):
    """Consents of the young person, each separately."""

    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for purpose in ConsentPurpose:
            self.fields[f"consent_{purpose.value}"] = forms.BooleanField(
                label=str(CONSENT_PURPOSES_FOR_PERSON[purpose]),
                help_text=str(CONSENT_MEANINGS[purpose]),
                required=purpose is ConsentPurpose.MEMBERSHIP,
                error_messages={"required": _("Membership is not possible without your consent.")},
            )

    @property
    def purposes(self) -> list[ConsentPurpose]:
        """Purposes that were ticked."""
        ticked = self.cleaned_data
        return [purpose for purpose in ConsentPurpose if ticked[f"consent_{purpose.value}"]]


class OwnAddressForm(RontalForm):
    """E-mail address of the young person's own."""

    use_required_attribute = False
    email = CleanCharField(
        label=_("Your own email address"),
        help_text=_("Not that of your parent or guardian. We send a link to it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
    )
