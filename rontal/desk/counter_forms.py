"""Forms of registration at the counter: application, signed paper form, and what the clerk checked.

The validation rules are those of `rontal.membership.rules`.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.membership.rules import counter
from rontal.membership.rules.counter import noted
from rontal.membership.rules.form import is_child
from rontal.membership.rules.validation import AT_COUNTER_FREE, validate_at_counter
from rontal.membership.selectors import today
from rontal.standard.selectors import library
from rontal.ui.forms import RontalForm
from rontal.ui.registration.base import Values
from rontal.ui.registration.contact_step import GUARDIAN, ContactForm
from rontal.ui.registration.identity_step import IdentityForm


class CounterPhotos(RontalForm):
    """Optional photos of the card (fills the form by OCR) and of the face (compared by machine)."""

    use_required_attribute = False
    card = forms.FileField(
        label=_("Photo of the identity card"),
        help_text=_("It fills in the form automatically."),
        required=False,
    )
    face = forms.FileField(label=_("Photo of the face"), required=False)


class CounterForm(ContactForm, IdentityForm):
    """Application form of a person at the counter, on one page.

    `photos_missing` is True where the clerk has to check the original card by eye, because a
    photo is missing.
    """

    always_guardian = True
    consent_membership = forms.BooleanField(label=_("Membership"))
    consent_face_comparison = forms.BooleanField(
        label=_("Automatic comparison of faces"), required=False
    )
    consent_news = forms.BooleanField(label=_("News"), required=False)
    paper_signed_on = forms.DateField(
        label=_("Date on the signed form"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    paper_guardian_signed = forms.BooleanField(
        label=_("The parent or guardian has signed too"), required=False
    )
    saw_card = forms.BooleanField(
        label=_("I checked the original card and it belongs to the person"),
        help_text=_("Required if a photo is missing. It is recorded with your name."),
        required=False,
    )
    in_person = forms.BooleanField(
        label=_("Verified here, without an activation email"),
        help_text=_("Automatic if there is no email address."),
        required=False,
    )

    def __init__(self, values: Values, data: Any = None, *, photos_missing: bool = True) -> None:
        self.photos_missing = photos_missing
        super().__init__({"paper_signed_on": today().isoformat(), **values}, data)
        fields = self.fields
        fields["identity_kind"].label = _("Which card does the person show?")
        fields["email"].help_text = _(
            "Optional: without it, the person gets a slip with a first password."
        )
        fields["guardian_email"].help_text = _("Optional: the signature is on paper.")
        for name in (*AT_COUNTER_FREE, *GUARDIAN):
            fields[name].required = False

    def faults(self) -> dict[str, str]:
        """Returns error codes by field.

        The rules are those of the online form without the fields that the counter does not need,
        plus the rules for what the clerk has to record.
        """
        form, day = self.whole(), today()
        faults = validate_at_counter(form, today=day, library=library())
        faults |= counter.faults(
            noted(self.values | self.typed()),
            today=day,
            child=is_child(form, day),
            photos_missing=self.photos_missing,
        )
        mine = {name: code for name, code in faults.items() if name in self.fields}
        return mine | self._half_dates()
