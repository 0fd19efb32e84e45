"""What a member says of a reading app."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.accounts.reading_apps.rules import LONGEST_NAME
from rontal.ui.forms import CleanCharField


class AppForm(forms.Form):
    """A name by which the member knows the app again."""

    name = CleanCharField(
        label=_("Name of the app and the device"),
        help_text=_("For your list only, such as Thorium on my laptop."),
        max_length=LONGEST_NAME,
    )
