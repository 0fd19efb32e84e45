"""Forms of a member's own contact details. The services validate the values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idcard import regions
from rontal.membership.rules.form import MAX_LENGTHS, ApplicationForm
from rontal.ui import sentences
from rontal.ui.forms import CleanCharField, RontalForm
from rontal.ui.registration.contact_step import region_choices

MAX_EMAIL_LENGTH = MAX_LENGTHS["email"]


class ServiceErrorsForm(RontalForm):
    """Form to whose fields a service's errors are added."""

    def add_service_errors(self, faults: Mapping[str, str]) -> None:
        """Adds errors (code by field) to their fields."""
        for name, code in faults.items():
            self.add_error(name if name in self.fields else None, sentences.of_code(code))


class EmailForm(ServiceErrorsForm):
    """New e-mail address."""

    email = CleanCharField(
        label=_("New email address"),
        help_text=_("We send a link to it. A family can share one address."),
        max_length=MAX_EMAIL_LENGTH,
        widget=forms.EmailInput,
    )


class PhoneForm(ServiceErrorsForm):
    """New phone number; a child may have none."""

    phone = CleanCharField(
        label=_("Mobile number"),
        help_text=_("For example 0812 3456 7890."),
        max_length=40,
        required=False,
    )


class HomeForm(ServiceErrorsForm):
    """New home address."""

    province = forms.ChoiceField(label=_("Province"))
    regency = forms.ChoiceField(label=_("Regency or city"))
    district = forms.ChoiceField(label=_("District"))
    village = CleanCharField(label=_("Village (desa or kelurahan)"), max_length=80)
    street = CleanCharField(
        label=_("Street, hamlet, number"),
        help_text=_("For example Jl. Melati No. 5, Br. Dauh Pala."),
        max_length=MAX_LENGTHS["street"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = {name: str(self[name].value() or "") for name in ("province", "regency")}
        for name, options in (
            ("province", regions.provinces()),
            ("regency", regions.regencies(chosen["province"])),
            ("district", regions.districts(chosen["regency"])),
        ):
            self.fields[name].choices = region_choices(options)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, stored: ApplicationForm) -> "HomeForm":
        """Returns the form filled with the stored address."""
        return cls(initial={name: getattr(stored, name) for name in cls.base_fields})

    @property
    def in_words(self) -> str:
        """Address in one line, with the names of the regions."""
        values = self.cleaned_data
        codes = (values["district"], values["regency"], values["province"])
        return ", ".join([values["street"], values["village"], *map(regions.name_of, codes)])
