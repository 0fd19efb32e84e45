"""A form whose rules belong to membership: it collects what was typed and shows what is wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from rontal.membership.rules.form import ApplicationForm, read
from rontal.membership.rules.validation import validate
from rontal.membership.selectors import today
from rontal.standard.selectors import library
from rontal.ui import sentences
from rontal.ui.forms import RontalForm
from rontal.ui.registration.cleaning import cleaned
from rontal.ui.registration.dates import DraftDateField, typed_date

Values = Mapping[str, str]


class DraftForm(RontalForm):
    """Some fields of the application form over the values of a draft.

    Bound to a posted form, `typed()` is what to save, valid or not, and `errors` hold the
    sentences for membership's codes about these fields.
    """

    use_required_attribute = False

    def __init__(self, values: Values, data: Any = None) -> None:
        self.values = dict(values)
        super().__init__(data, initial=self.values)

    def typed(self) -> dict[str, str]:
        """Field → text as it was typed, without what cannot be seen, cut to a sane length."""
        return {name: self._typed(name, field) for name, field in self.fields.items()}

    def whole(self) -> ApplicationForm:
        """The application form as the draft and this form say together."""
        return read(self.values | (self.typed() if self.is_bound else {}))

    def full_clean(self) -> None:
        """Asks membership's rules instead of Django's."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        if self.is_bound:
            self.cleaned_data = self.typed()
            for name, code in self.faults().items():
                self.add_error(name, sentences.of_code(code))

    def faults(self) -> dict[str, str]:
        """Field of this form → code of what is wrong with it."""
        found = validate(self.whole(), today=today(), library=library())
        mine = {name: code for name, code in found.items() if name in self.fields}
        return mine | self._half_dates()

    def _half_dates(self) -> dict[str, str]:
        """A date that was typed and is none says so, instead of being called missing."""
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
