"""Step three of registration: contact details, and the guardian of a child."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idcard import regions
from rontal.membership.labels import RELATIONS
from rontal.membership.models import Draft
from rontal.membership.rules import ages
from rontal.membership.rules.kinds import Slot
from rontal.membership.rules.validation import missing_photos
from rontal.membership.selectors import today
from rontal.membership.selectors.drafts import photos_of
from rontal.standard.selectors import library
from rontal.ui.registration.base import DraftForm, Values

GUARDIAN = ("guardian_name", "guardian_relation", "guardian_email")
NOTHING = ("", _("Choose…"))


def region_choices(options: tuple[regions.Region, ...]) -> list[tuple[str, Any]]:
    """Returns the choices of a select field, an empty one first."""
    return [NOTHING, *((region.code, region.name) for region in options)]


class ContactForm(DraftForm):
    """E-mail, phone, address; name, relation and e-mail of the guardian of a child.

    `assumed` are unanswered fields that show the library's own region;
    `always_guardian` asks for the guardian before the birth date is known.
    """

    always_guardian = False

    email = forms.CharField(
        label=_("Email address"),
        help_text=_("We will send the activation link here. A family can share one address."),
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
    )
    phone = forms.CharField(
        label=_("Mobile number"),
        help_text=_("For example 0812 3456 7890."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    province = forms.ChoiceField(label=_("Province"))
    regency = forms.ChoiceField(label=_("Regency or city"))
    district = forms.ChoiceField(label=_("District"))
    village = forms.CharField(
        label=_("Village (desa or kelurahan)"),
        widget=forms.TextInput({"autocomplete": "address-level4", "autocapitalize": "words"}),
    )
    street = forms.CharField(
        label=_("Street, hamlet, number"),
        help_text=_("For example Jl. Melati No. 5, Br. Dauh Pala."),
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    guardian_name = forms.CharField(
        label=_("Full name of parent or guardian"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "words"}),
    )
    guardian_relation = forms.ChoiceField(
        label=_("What is this person's relationship to the child?"),
        widget=forms.RadioSelect,
        choices=list(RELATIONS.items()),
    )
    guardian_email = forms.CharField(
        label=_("Email address of the parent or guardian"),
        help_text=_("The parent or guardian gets their own link to give consent."),
        widget=forms.EmailInput({"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, values: Values, data: Any = None) -> None:
        super().__init__(at_home(values), data)
        self.assumed = () if values.get("province") else ("province", "regency")
        self.child = is_child(self)
        if not self.child and not self.always_guardian:
            for name in GUARDIAN:
                del self.fields[name]
        self.fields["phone"].required = not self.child
        self._offer_regions()

    def region_changed(self) -> bool:
        """True where the chosen province or regency differs from the draft's.

        Without JavaScript the choices of the smaller regions then have to be loaded from the
        server.
        """
        typed = self.typed()
        return any(typed[name] != self.values.get(name, "") for name in ("province", "regency"))

    def asks_document(self, draft: Draft | None) -> bool:
        """True where this address requires a further document that the draft does not have."""
        have = photos_of(draft) if draft else {}
        missing = missing_photos(self.whole(), have, today=today(), library=library())
        return Slot.EXTRA.value in missing

    def _offer_regions(self) -> None:
        chosen = self.whole()
        for name, options in (
            ("province", regions.provinces()),
            ("regency", regions.regencies(chosen.province)),
            ("district", regions.districts(chosen.regency)),
        ):
            self.fields[name].widget.choices = region_choices(options)


def at_home(values: Values) -> dict[str, str]:
    """Returns the values, with the library's own regency where no province was chosen yet."""
    if values.get("province"):
        return dict(values)
    region = library().region
    return {**values, "province": region[:2], "regency": region}


def is_child(form: DraftForm) -> bool:
    """True where the birth date makes the applicant under 18."""
    birth = form.whole().birth_date
    return birth is not None and ages.needs_guardian(birth, today())
