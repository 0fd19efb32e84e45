"""Step four of registration: consent, separately for each purpose (UU 27/2022)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.membership.rules import ages
from rontal.membership.selectors import today
from rontal.ui.registration.base import DraftForm, Values


class ConsentForm(DraftForm):
    """Consents; only that for membership is required.

    Comparison of faces is not offered to children below the age for it.
    """

    consent_membership = forms.BooleanField(
        label=_("Membership: I agree"),
        help_text=_(
            "The library may use what I wrote and my photos to check who I am and to keep my "
            "membership. Without this there is no membership."
        ),
    )
    consent_face_comparison = forms.BooleanField(
        required=False,
        label=_("Comparison of faces by machine: I agree"),
        help_text=_(
            "A program of the library compares the photo of my face with the one on my card. "
            "If I do not agree, staff compare them by eye: this takes no longer."
        ),
    )
    consent_news = forms.BooleanField(
        required=False,
        label=_("News: I agree"),
        help_text=_("The library may write to me now and then about new books and events."),
    )

    def __init__(self, values: Values, data: Any = None) -> None:
        super().__init__(values, data)
        birth = self.whole().birth_date
        if birth is not None and not ages.face_comparable(birth, today()):
            del self.fields["consent_face_comparison"]
