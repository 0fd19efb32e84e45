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
            "The library may use my details and photos to check my identity and manage my "
            "membership. Membership is not possible without this."
        ),
    )
    consent_face_comparison = forms.BooleanField(
        required=False,
        label=_("Automatic face comparison: I agree"),
        help_text=_(
            "The library's software compares the photo of my face with the one on my card. If I do"
            " not agree, staff compare them; this takes no longer."
        ),
    )
    consent_news = forms.BooleanField(
        required=False,
        label=_("News: I agree"),
        help_text=_("The library may write to me occasionally about new books and events."),
    )

    def __init__(self, values: Values, data: Any = None) -> None:
        super().__init__(values, data)
        birth = self.whole().birth_date
        if birth is not None and not ages.face_comparable(birth, today()):
            del self.fields["consent_face_comparison"]
