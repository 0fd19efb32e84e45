"""Forms of requests about one's own data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.data_requests.labels import KIND_HELP, KINDS
from rontal.data_requests.rules.kinds import (
    MAX_NAME_LENGTH,
    MAX_PHONE_LENGTH,
    MAX_TEXT_LENGTH,
    RequestKind,
)
from rontal.membership.rules.text import email_fault
from rontal.ui.forms import CleanCharField, CleanTextField, Helped, RontalForm


class OwnRequestForm(RontalForm):
    """Request of a person who is signed in."""

    kind = forms.ChoiceField(
        label=_("What would you like us to do?"),
        choices=[(kind.value, Helped(KINDS[kind], KIND_HELP[kind])) for kind in RequestKind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like us to do.")},
    )
    words = CleanTextField(
        label=_("Details"),
        help_text=_("Which data, and what exactly? You do not need to give a reason."),
        max_length=MAX_TEXT_LENGTH,
        rows=5,
    )


class RequestForm(OwnRequestForm):
    """Request of anybody: with a name, and a way to reach them."""

    name = CleanCharField(
        label=_("Name"),
        help_text=_("As the library knows you."),
        max_length=MAX_NAME_LENGTH,
    )
    email = CleanCharField(
        label=_("Email"),
        help_text=_("We tell you here at each step. Use the address that the library knows."),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
    )
    phone = CleanCharField(
        label=_("Phone or WhatsApp"), max_length=MAX_PHONE_LENGTH, required=False
    )

    def clean_email(self) -> str:
        """Refuses a malformed e-mail address."""
        email: str = self.cleaned_data["email"]
        if email and email_fault(email):
            raise forms.ValidationError(_("Enter an email address in the format name@example.id."))
        return email


class MessageForm(RontalForm):
    """Message to the library about a request."""

    words = CleanTextField(label=_("Your message"), max_length=MAX_TEXT_LENGTH, rows=4)
