"""Forms in which staff act on a member."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from idcard import regions
from rontal.desk import labels
from rontal.desk import member_labels as words
from rontal.membership.models import Member
from rontal.membership.rules import form as typed
from rontal.membership.selectors.members import CORRECTABLE
from rontal.membership.services.member_states import MAX_TEXT_LENGTH
from rontal.ui import sentences
from rontal.ui.forms import CleanCharField, CleanTextField, DateGroupField, RontalForm

NOTHING = ("", _("Choose…"))
REGIONS = ("province", "regency", "district")


def _choices(labels_by_code: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(str(code), text) for code, text in labels_by_code.items()]


class OpeningReasonForm(RontalForm):
    """Reason for which the details of a member are opened."""

    reason = forms.ChoiceField(label=_("Why?"), choices=_choices(words.OPENING_REASONS))


class CorrectMemberForm(RontalForm):
    """Stored data of a member for correction.

    Fields that have a value cannot be emptied (except the phone). The service validates the
    changed fields only, because imported records may break today's rules.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)
    name = CleanCharField(label=_("Name"), max_length=100, required=False)
    identity_kind = forms.ChoiceField(
        label=_("Kind of card"),
        choices=[NOTHING, *_choices(labels.KINDS)],
        required=False,
    )
    number = CleanCharField(
        label=_("Number on the card"),
        help_text=_("A NIK has 16 digits and belongs to one person."),
        max_length=40,
        required=False,
    )
    birth_place = CleanCharField(label=_("Place of birth"), max_length=80, required=False)
    birth_date = DateGroupField(label=_("Date of birth"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[NOTHING, *_choices(labels.SEXES)], required=False
    )
    email = CleanCharField(
        label=_("Email"),
        help_text=_(
            "We send a confirmation email to the new address and a notice to the old one. The old "
            "address stays in use until the new one is confirmed."
        ),
        max_length=254,
        required=False,
    )
    phone = CleanCharField(label=_("Phone"), max_length=40, required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)
    regency = forms.ChoiceField(label=_("Regency or city"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    village = CleanCharField(label=_("Village"), max_length=80, required=False)
    street = CleanCharField(label=_("Street"), max_length=200, required=False)
    reason = forms.ChoiceField(
        label=_("Why are you correcting it?"),
        choices=_choices(words.CORRECTIONS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    def __init__(self, *args: Any, known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {*known} - {"phone"}:
            self.fields[name].required = True
        self._offer_regions()

    @classmethod
    def of(cls, member: Member, stored: typed.ApplicationForm) -> "CorrectMemberForm":
        """Returns the form filled with the stored values; those that exist become required."""
        values = {name: getattr(stored, name) for name in CORRECTABLE}
        known = [name for name, value in values.items() if value]
        return cls(initial=values | {"revision": member.revision}, known=known)

    @property
    def values(self) -> dict[str, str]:
        """Submitted values as texts by field, as the service expects them."""
        values = {name: self.cleaned_data.get(name) for name in CORRECTABLE}
        return {name: _as_text(value) for name, value in values.items()}

    @property
    def asks_regions(self) -> bool:
        """True where the submit button only reloads the choices of regions (without JavaScript)."""
        return "regions" in self.data

    def without_faults(self) -> "CorrectMemberForm":
        """Discards all errors and returns the form with what was submitted so far."""
        self._errors = ErrorDict()
        return self

    def add_service_errors(self, faults: Mapping[str, str]) -> None:
        """Adds the service's errors (code by field) to their fields."""
        for name, code in faults.items():
            self.add_error(name if name in self.fields else None, sentences.of_code(code))

    def _offer_regions(self) -> None:
        chosen = {name: str(self[name].value() or "") for name in REGIONS}
        for name, options in (
            ("province", regions.provinces()),
            ("regency", regions.regencies(chosen["province"])),
            ("district", regions.districts(chosen["regency"])),
        ):
            choices = [NOTHING, *((region.code, region.name) for region in options)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class SuspendForm(RontalForm):
    """Reason and last day of a suspension, and the text that the member reads."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=_choices(words.SUSPENSIONS_TO_CHOOSE),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    until = forms.DateField(
        label=_("Last day of the pause"),
        help_text=_("The pause ends automatically after this day. If empty, the head must end it."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
    )
    words = CleanTextField(
        label=_("In your own words"),
        help_text=_("The member will see exactly what you write."),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        """Requires `words` where the reason is "other"."""
        values = super().clean() or {}
        if values.get("reason") == "other" and not values.get("words"):
            self.add_error("words", _("Describe it in your own words."))
        return values


class CloseForm(RontalForm):
    """Reason for which a membership is closed."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=_choices(words.CLOSINGS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )


class DuplicateNumberForm(RontalForm):
    """Number of the other membership of the same person."""

    other = CleanCharField(
        label=_("Member number of the other membership"),
        max_length=40,
        error_messages={"required": _("Enter the number, or choose one below.")},
    )


class MergeForm(RontalForm):
    """Choice of which of two memberships of one person remains, and the reason for merging them."""

    stays = forms.TypedChoiceField(
        label=_("Which one do you want to keep?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the one to keep.")},
    )
    reason = forms.ChoiceField(
        label=_("Why do they belong to the same person?"),
        choices=_choices(words.JOININGS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    def __init__(self, both: tuple[Member, Member], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, f"{one.number}, {one.name}") for one in both]
        self.fields["stays"].choices = choices  # type: ignore[attr-defined]


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
