"""Forms for notes and decisions of clerks on applications."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.desk import labels, view_labels
from rontal.desk.selectors.filters import CHOICES, NAMES, Filters, Shelf
from rontal.membership.rules.kinds import CorrectionReason, RejectionReason
from rontal.membership.services import MAX_NOTE_LENGTH
from rontal.ui.forms import CleanCharField, CleanTextField, RontalForm

MAX_TEXT_LENGTH = 1000


class NoteForm(RontalForm):
    """Note on a case for colleagues."""

    text = CleanTextField(
        label=_("A note for colleagues"),
        help_text=_("The applicant cannot see it. It is deleted with the photos."),
        max_length=MAX_NOTE_LENGTH,
        rows=3,
    )


class DecisionForm(RontalForm):
    """Base of both decisions that need reasons; the applicant reads `words` unchanged.

    `template` is the id of the reply template's version that `words` started from.
    """

    template = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    words = CleanTextField(
        label=_("In your own words"),
        help_text=_("The applicant will see exactly what you write."),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        """Requires `words` where the reason "other" is chosen."""
        values = super().clean() or {}
        if "other" in self.chosen(values) and not values.get("words"):
            self.add_error("words", _("Describe it in your own words."))
        return values

    def chosen(self, values: dict[str, Any]) -> list[str]:
        """Returns the chosen reason codes."""
        raise NotImplementedError


class CorrectionForm(DecisionForm):
    """Reasons for which the applicant is asked for a correction."""

    reasons = forms.MultipleChoiceField(
        label=_("What needs correcting?"),
        choices=[(reason.value, labels.CORRECTIONS[reason]) for reason in CorrectionReason],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one reason.")},
    )
    field_order = ("reasons", "words")

    def chosen(self, values: dict[str, Any]) -> list[str]:
        """Returns the ticked reason codes."""
        return list(values.get("reasons") or [])


class RejectionForm(DecisionForm):
    """Reason for which the application is rejected."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[(reason.value, labels.REJECTIONS[reason]) for reason in RejectionReason],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    field_order = ("reason", "words")

    def chosen(self, values: dict[str, Any]) -> list[str]:
        """Returns the chosen reason code as a list."""
        return [values["reason"]] if values.get("reason") else []


MAX_NAME_LENGTH = 40


class FilterForm(forms.Form):
    """One select field for each filter; field names are those of the URL's query parameters."""

    def __init__(self, filters: Filters, counts: Mapping[Shelf, int], findings: list[str]) -> None:
        super().__init__(initial={key: getattr(filters, name) for name, key in NAMES.items()})
        for name, kinds in CHOICES.items():
            choices = [(str(one), view_labels.word(name, one)) for one in kinds]
            if name == "shelf":
                choices = [(one, f"{text} ({counts[Shelf(one)]})") for one, text in choices]
            self._add(name, choices)
        known = dict.fromkeys([*findings, *([filters.finding] if filters.finding else [])])
        self._add("finding", [(code, view_labels.word("finding", code)) for code in known])

    def _add(self, name: str, choices: list[tuple[str, str]]) -> None:
        anything = [] if name == "shelf" else [("", _("All"))]
        self.fields[NAMES[name]] = forms.ChoiceField(
            label=str(view_labels.LABELS[name]), choices=[*anything, *choices], required=False
        )


class ViewForm(RontalForm):
    """Name under which a clerk saves the current filters as a view."""

    name = CleanCharField(label=_("Name of this view"), max_length=MAX_NAME_LENGTH)
