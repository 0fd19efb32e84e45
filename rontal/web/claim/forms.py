"""Form with which an imported member claims the account: consent, password, missing data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.membership.claiming.selectors import needs_guardian
from rontal.membership.claiming.services import Claim
from rontal.membership.labels import RELATIONS
from rontal.membership.rules.form import ApplicationForm, GuardianForm, parse_choice
from rontal.membership.rules.kinds import Relation
from rontal.ui.forms import CleanCharField, DateGroupField
from rontal.web.registration.forms.password import PasswordForm

GUARDIAN = ("guardian_name", "guardian_relation", "parent")


class ClaimForm(PasswordForm):
    """Consent and password, for a child also the parent or guardian.

    Asks for the date of birth where the imported record `known` has none.
    """

    birth_date = DateGroupField(
        label=_("Date of birth"),
        help_text=_("Under 18, a parent or guardian must also agree."),
    )
    guardian_name = CleanCharField(label=_("Your name, as parent or guardian"), max_length=100)
    guardian_relation = forms.ChoiceField(
        label=_("What is your relationship to the child?"),
        widget=forms.RadioSelect,
        choices=list(RELATIONS.items()),
    )
    parent = forms.BooleanField(
        label=_("I am the parent or guardian of this child and at least 18 years old."),
    )
    consent_membership = forms.BooleanField(
        label=_("Membership: I agree"),
        help_text=_(
            "The library may store and use the details above to manage this membership. Online "
            "membership is not possible without this."
        ),
    )
    consent_news = forms.BooleanField(
        required=False,
        label=_("News: I agree"),
        help_text=_("The library may write to me occasionally about new books and events."),
    )
    field_order = ("birth_date", *GUARDIAN, "consent_membership", "consent_news", "password")

    def __init__(self, known: ApplicationForm, data: Any = None, *, child: bool = False) -> None:
        super().__init__(data)
        if known.birth_date is not None:
            del self.fields["birth_date"]
        if not (child or needs_guardian(known)):
            for name in GUARDIAN:
                del self.fields[name]

    def claim(self) -> Claim:
        values = self.cleaned_data
        guardian = None
        if "guardian_name" in self.fields:
            relation = parse_choice(Relation, values["guardian_relation"])
            guardian = GuardianForm(values["guardian_name"], relation, "")
        return Claim(
            password=values["password"],
            birth_date=values.get("birth_date"),
            news=values["consent_news"],
            guardian=guardian,
        )
