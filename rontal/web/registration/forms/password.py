"""Forms of activation: password, resending the link, guardian."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rontal.ui import sentences
from rontal.ui.forms import RontalForm

MAX_LENGTH = 200


class PasswordForm(RontalForm):
    """Password; entered once, since it can be made visible."""

    use_required_attribute = False
    password = forms.CharField(
        label=_("Your password"),
        help_text=_(
            "At least 10 characters. A few words that only you would combine are easy to remember "
            "and hard to guess."
        ),
        strip=False,
        max_length=MAX_LENGTH,
        widget=forms.PasswordInput({"autocomplete": "new-password", "data-password": True}),
    )

    def clean_password(self) -> str:
        """Returns the password unchanged; refuses one of spaces only."""
        password: str = self.cleaned_data["password"]
        if not password.strip():
            raise ValidationError(sentences.of_code("weak_password"), code="weak_password")
        return password


class ResendForm(RontalForm):
    """Address to which the activation link is sent again."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("Email address that you registered with"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
    )


class GuardianForm(RontalForm):
    """Guardian's declaration before consenting."""

    use_required_attribute = False
    parent = forms.BooleanField(
        label=_("I am the parent or guardian of this child and at least 18 years old."),
    )
