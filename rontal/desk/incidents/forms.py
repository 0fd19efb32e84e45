"""Forms of incidents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.core import clock
from rontal.incidents.labels import CHANNELS, REASONS, SCOPES, WAYS
from rontal.incidents.rules.kinds import (
    MAX_NAME_LENGTH,
    MAX_REFERENCE_LENGTH,
    MAX_TEXT_LENGTH,
    AgencyWay,
    NoticedBy,
    ScopeKind,
)
from rontal.incidents.selectors.kinds import kinds_of_register
from rontal.incidents.selectors.register import accounts
from rontal.incidents.services.opening import Facts
from rontal.incidents.services.scope import Scope
from rontal.ui.forms import CleanCharField, CleanTextField, RontalForm


def _moment(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    field = forms.DateTimeField(label=label, help_text=help_text, required=required, widget=widget)
    field.error_messages["invalid"] = _("Enter a date and a time.")
    return field


class FactsForm(RontalForm):
    """Description of an incident: what happened, and what is done about it."""

    noticed_by = CleanCharField(
        label=_("Who noticed it?"), max_length=MAX_NAME_LENGTH, required=False
    )
    happened = CleanTextField(
        label=_("What happened, and how?"),
        help_text=_("Stands in the notices. Name no person."),
        max_length=MAX_TEXT_LENGTH,
        rows=4,
    )
    handling = CleanTextField(
        label=_("What was done to stop and repair it?"),
        help_text=_("Stands in the notices. You can change it until they are submitted."),
        max_length=MAX_TEXT_LENGTH,
        rows=4,
    )

    def facts(self) -> Facts:
        """Returns the description as entered."""
        values = self.cleaned_data
        return Facts(values["noticed_by"], values["happened"], values["handling"])


class IncidentForm(FactsForm):
    """New incident."""

    channel = forms.ChoiceField(
        label=_("How was it noticed?"),
        choices=[(one.value, CHANNELS[one]) for one in NoticedBy],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was noticed.")},
    )
    noticed_at = _moment(_("When was it noticed?"), _("The clock runs from this moment."))
    field_order = ("channel", "noticed_at", "noticed_by", "happened", "handling")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"noticed_at": clock.now()})
        super().__init__(*args, **kwargs)


class ScopeForm(RontalForm):
    """Reach of an incident: accounts of staff with a period, or a copy of everything."""

    kind = forms.ChoiceField(
        label=_("What was reached?"),
        choices=[(one.value, SCOPES[one]) for one in ScopeKind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was reached.")},
    )
    accounts = forms.TypedMultipleChoiceField(
        label=_("Accounts of staff"),
        help_text=_("Not needed for the whole database or a backup."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    since = _moment(_("Since when?"), _("When somebody else could first use it."), required=False)
    until = _moment(
        _("Until when?"), _("Of a backup: when it was made. Empty: until now."), required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of data"),
        help_text=_("Nothing chosen: all kinds."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.code, one.name) for one in kinds_of_register()]
        self.fields["accounts"].choices = accounts()  # type: ignore[attr-defined]
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]

    def scope(self) -> Scope:
        """Returns the scope as entered."""
        values = self.cleaned_data
        return Scope(
            kind=ScopeKind(values["kind"]),
            accounts=values["accounts"] if values["kind"] == ScopeKind.ACCOUNTS else (),
            since=values["since"],
            until=values["until"],
            kinds=values["kinds"],
        )


class NoticesForm(RontalForm):
    """Texts of the notices."""

    agency = CleanTextField(label=_("Notice to the agency"), max_length=MAX_TEXT_LENGTH, rows=14)
    agency_email = CleanCharField(
        label=_("Email address of the agency"),
        help_text=_("Empty: you notify the agency yourself and record it."),
        max_length=254,
        required=False,
    )
    persons_id = CleanTextField(
        label=_("Notice to persons, in Indonesian"),
        help_text=_("{data} is replaced by what was reached of the person, {since} by the time."),
        max_length=MAX_TEXT_LENGTH,
        rows=12,
    )
    persons_en = CleanTextField(
        label=_("Notice to persons, in English"), max_length=MAX_TEXT_LENGTH, rows=12
    )
    public = CleanTextField(
        label=_("Notice to the public"),
        help_text=_("Needed where public services fail or many people are harmed. Else empty."),
        max_length=MAX_TEXT_LENGTH,
        rows=8,
        required=False,
    )


class AgencyForm(RontalForm):
    """Notice to the agency by hand."""

    way = forms.ChoiceField(label=_("How?"), choices=[(one.value, WAYS[one]) for one in AgencyWay])
    at = _moment(_("When?"))
    reference = CleanCharField(
        label=_("Reference number"), max_length=MAX_REFERENCE_LENGTH, required=False
    )


class NamesForm(RontalForm):
    """Reason for opening names."""

    reason = forms.ChoiceField(label=_("Why?"), choices=list(REASONS.items()))


class LearnedForm(RontalForm):
    """End of an incident."""

    learned = CleanTextField(
        label=_("What was learned, and what changes?"), max_length=MAX_TEXT_LENGTH, rows=4
    )


class DismissForm(RontalForm):
    """Reason why nothing was reached."""

    learned = CleanTextField(
        label=_("Why was no personal data reached?"), max_length=MAX_TEXT_LENGTH, rows=3
    )
