"""Forms in which the head edits the service standard: component with rows, and decree."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.standard import labels as service_labels
from rontal.standard.publication.rules import (
    MAX_MINUTES,
    MAX_NAME_LENGTH,
    MAX_ROWS,
    MAX_TEXT_LENGTH,
    Channel,
    ChannelRow,
    Component,
    Head,
    Owner,
    Part,
    TimeRow,
)
from rontal.standard.publication.selectors import Version
from rontal.standard.steps.rules import Step
from rontal.ui.forms import CleanCharField, CleanTextField, DateGroupField, RontalForm

SPARE_ROWS = 2
_ROW = re.compile(r"r(\d{1,3})-")
MEASURED = [Step.FORM, Step.ACTIVATION, Step.DECISION, Step.SIGN_IN]
"""Steps whose duration is measured; the mail with the result counts as part of the sign-in."""


def _text_area(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 6, "lang": language})


class ComponentForm(RontalForm):
    """Text of a component in both languages; items of a list are separate lines."""

    text = CleanTextField(
        label=_("In Indonesian"),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        widget=_text_area("id"),
    )
    text_en = CleanTextField(
        label=_("In English"),
        help_text=_("If empty, readers of English see the Indonesian text."),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        widget=_text_area("en"),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class TimeForm(RontalForm):
    """One part of the service time; a row without name and minutes is ignored."""

    name = CleanCharField(label=_("Name"), max_length=MAX_NAME_LENGTH, required=False)
    name_en = CleanCharField(label=_("Name in English"), max_length=MAX_NAME_LENGTH, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=MAX_MINUTES, required=False
    )
    owner = forms.ChoiceField(label=_("Whose time"), choices=[*service_labels.OWNERS.items()])
    step = forms.ChoiceField(
        label=_("Measured as"),
        choices=[("", _("Not measured")), *((s.value, service_labels.STEPS[s]) for s in MEASURED)],
        required=False,
    )

    def row(self) -> TimeRow | None:
        """Returns the part, or None for an empty row."""
        values = self.cleaned_data
        if not values.get("name") and not values.get("minutes"):
            return None
        return TimeRow(
            name=values.get("name") or "",
            name_en=values.get("name_en") or "",
            minutes=values.get("minutes") or 0,
            owner=Owner(values["owner"]),
            step=values.get("step") or "",
        )

    main = "name"


class ChannelForm(RontalForm):
    """One channel for complaints; a row without a value is ignored."""

    kind = forms.ChoiceField(label=_("Way"), choices=[*service_labels.CHANNELS.items()])
    value = CleanCharField(label=_("Number, address or place"), max_length=200, required=False)

    def row(self) -> ChannelRow | None:
        """Returns the channel, or None for an empty row."""
        values = self.cleaned_data
        value = values.get("value")
        return ChannelRow(Channel(values["kind"]), value) if value else None

    main = "value"


ROWS: dict[Part, type[TimeForm] | type[ChannelForm]] = {
    Part.TIME: TimeForm,
    Part.COMPLAINTS: ChannelForm,
}


ROW_WRONG = _("Correct the row that is marked.")


def _rows_in(names: Iterable[str]) -> int:
    """Returns the number of rows that were submitted; the draft may have another number by now."""
    matches = [_ROW.match(name) for name in names]
    return max([int(one[1]) + 1 for one in matches if one], default=0)


class ComponentPage:
    """Form of one component together with the forms of its rows, validated as one."""

    def __init__(self, component: Component, data: Any = None) -> None:
        self.component = component
        initial = {
            "text": component.text,
            "text_en": component.text_en,
            "revision": component.revision,
        }
        self.form = ComponentForm(data, initial=initial)
        self.rows: list[TimeForm | ChannelForm] = []
        self.filled_rows: list[TimeForm | ChannelForm] = []
        kind = ROWS.get(component.part)
        if kind is not None:
            there = [vars(row) for row in (*component.times, *component.channels)]
            count = len(there) + SPARE_ROWS if data is None else _rows_in(data)
            self.rows = [
                kind(
                    data, prefix=f"r{number}", initial=there[number] if number < len(there) else {}
                )
                for number in range(min(MAX_ROWS, count))
            ]

    def is_valid(self) -> bool:
        """Validates the form and all rows, to show every error; True where all are valid."""
        fit = self.form.is_valid()
        unfit = [row for row in self.rows if not row.is_valid()]
        if unfit:
            self.form.add_error(None, ROW_WRONG)
        return fit and not unfit

    def value(self) -> Component:
        """Returns the submitted component; stores in `filled_rows` the rows that are not empty."""
        self.filled_rows = [form for form in self.rows if form.row()]
        rows = [form.row() for form in self.filled_rows]
        values = self.form.cleaned_data
        return Component(
            part=self.component.part,
            text=values["text"],
            text_en=values["text_en"],
            times=tuple(row for row in rows if isinstance(row, TimeRow)),
            channels=tuple(row for row in rows if isinstance(row, ChannelRow)),
            revision=values["revision"],
        )

    def mark(self, field: str, sentence: str) -> None:
        """Adds an error of the service to the field or row that it is about."""
        if field.startswith("rows-"):
            row = self.filled_rows[int(field.removeprefix("rows-"))]
            row.add_error(row.main, sentence)
            self.form.add_error(None, ROW_WRONG)
        else:
            self.form.add_error(field if field in self.form.fields else None, sentence)

    def take_revision(self, revision: int) -> None:
        """Sets the revision of another user's save, so that saving again overwrites it."""
        self.form.data = {**dict(self.form.data.items()), "revision": str(revision)}


class HeadForm(RontalForm):
    """Decree, signatory and first day in force; in a draft all may be empty."""

    decree_number = CleanCharField(
        label=_("Number of the decree (No. SK)"), max_length=80, required=False
    )
    decree_date = DateGroupField(label=_("Date of the decree"), required=False)
    in_force_from = DateGroupField(label=_("In force from"), required=False)
    signatory_name = CleanCharField(label=_("Who signed"), max_length=120, required=False)
    signatory_office = CleanCharField(label=_("Office"), max_length=120, required=False)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of(cls, version: Version) -> "HeadForm":
        """Returns the form filled with the draft's head."""
        return cls(initial={**vars(version.head), "revision": version.revision})

    def value(self) -> Head:
        values = {name: self.cleaned_data[name] for name in vars(Head())}
        return Head(**values)
