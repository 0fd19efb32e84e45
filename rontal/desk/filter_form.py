"""Forms above the queue: filters of applications, and a name to save the filters as a view."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.desk import view_labels
from rontal.desk.selectors.filters import CHOICES, NAMES, Filters, Shelf
from rontal.ui.forms import CleanCharField, RontalForm

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
