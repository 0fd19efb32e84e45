"""Form fields of what staff enter for somebody: a complaint, or a request about personal data."""

from datetime import date, datetime, time
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.core import clock
from rontal.membership.rules.text import email_fault
from rontal.standard.selectors import library
from rontal.ui.forms import CleanCharField, RontalForm

LANGUAGES: Final = [("id", "Bahasa Indonesia"), ("en", "English")]


class EntryForm(RontalForm):
    """Day on which it was received, and how the person is reached."""

    received_on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    email = CleanCharField(label=_("Email"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=LANGUAGES)

    def clean_received_on(self) -> date:
        """Refuses a day in the future."""
        day: date = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError(_("Enter today or an earlier date."))
        return day

    def clean_email(self) -> str:
        """Refuses a malformed e-mail address."""
        email: str = self.cleaned_data["email"]
        if email and email_fault(email):
            raise forms.ValidationError(_("Enter an email address in the format name@example.id."))
        return email

    def received_at(self) -> datetime:
        """Returns the start of the day in the library's zone."""
        return datetime.combine(self.cleaned_data["received_on"], time(0), library().tz)


def today() -> date:
    """Returns the day in the library's zone."""
    return clock.now().astimezone(library().tz).date()
