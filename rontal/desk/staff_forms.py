"""Form in which an administrator removes the lost second factor of a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.accounts.labels import LOSSES
from rontal.ui.forms import RontalForm


class FactorRemovalForm(RontalForm):
    """Reason, and the assurance that it is the colleague who asks."""

    reason = forms.ChoiceField(
        label=_("What happened?"), widget=forms.RadioSelect, choices=list(LOSSES.items())
    )
    identity = forms.BooleanField(
        label=_("I have met the person, or called them on a number that we knew before."),
        error_messages={"required": _("Make sure that your colleague asks, then tick this.")},
    )
