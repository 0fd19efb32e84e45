"""Form for a new reading app."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.accounts.reading_apps.rules import MAX_NAME_LENGTH
from rontal.ui.forms import CleanCharField


class AppForm(forms.Form):
    """Name by which the member recognises the app."""

    name = CleanCharField(
        label=_("App and device name"),
        help_text=_("For your list only, for example Thorium on my laptop."),
        max_length=MAX_NAME_LENGTH,
    )
