"""Base of the forms of an application: collects the input, shows errors of `membership`'s rules."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from rontal.membership.rules.form import ApplicationForm, read
from rontal.membership.rules.validation import validate
from rontal.membership.selectors import today
from rontal.membership.selectors.drafts import vouched_values
from rontal.standard.selectors import library
from rontal.ui import sentences
from rontal.ui.forms import RontalForm
from rontal.ui.registration.dates import DraftDateField, typed_date

MAX_LENGTH = 500
# Controls, marks that turn the direction of writing, and other characters without a shape.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def cleaned(text: object) -> str:
    """Returns `text` normalised, without invisible characters, at most MAX_LENGTH long."""
    shortened = str(text)[: MAX_LENGTH * 2]
    spaced = "".join(" " if char in "\t\r\n" else char for char in shortened)
    visible = "".join(char for char in spaced if unicodedata.category(char) not in UNSEEN)
    return unicodedata.normalize("NFC", visible).strip()[:MAX_LENGTH]


Values = Mapping[str, str]


class DraftForm(RontalForm):
    """Some fields of the application form, filled from the values of a draft.

    Where the form is bound, `typed()` returns the input to save, valid or not, and `errors`
    contains the error messages of these fields.
    """

    use_required_attribute = False

    def __init__(self, values: Values, data: Any = None) -> None:
        self.values = dict(values)
        super().__init__(data, initial=self.values)
        self.fixed = vouched_values(self.values)
        for name in self.fixed.keys() & self.fields.keys():
            self.fields[name].disabled = True
            note = _("From %(provider)s. You cannot change it here.")
            self.fields[name].help_text = note % {"provider": self.fixed["vouched_by"]}

    def typed(self) -> dict[str, str]:
        """Returns the input by field, without invisible characters, cut to a maximum length; of
        fields for which an identity provider vouches, their value.
        """
        return {
            name: self.fixed[name] if name in self.fixed else self._typed(name, field)
            for name, field in self.fields.items()
        }

    def whole(self) -> ApplicationForm:
        return read(self.values | (self.typed() if self.is_bound else {}))

    def full_clean(self) -> None:
        """Validates by the rules of `membership` instead of Django's."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        if self.is_bound:
            self.cleaned_data = self.typed()
            for name, code in self.faults().items():
                self.add_error(name, sentences.of_code(code))

    def faults(self) -> dict[str, str]:
        """Returns error codes by field of this form."""
        faults = validate(self.whole(), today=today(), library=library())
        mine = {name: code for name, code in faults.items() if name in self.fields}
        return mine | self._half_dates()

    def _half_dates(self) -> dict[str, str]:
        """Returns errors of incomplete or invalid dates, which otherwise count as missing."""
        dates = [name for name, field in self.fields.items() if isinstance(field, DraftDateField)]
        typed = self.typed()
        whole = self.whole()
        return {
            name: "date_impossible"
            for name in dates
            if typed[name] and getattr(whole, name) is None
        }

    def _typed(self, name: str, field: forms.Field) -> str:
        if isinstance(field, DraftDateField):
            return cleaned(typed_date(self.data, name))
        if isinstance(field, forms.BooleanField):
            return "1" if self.data.get(name) else ""
        return cleaned(self.data.get(name, ""))
