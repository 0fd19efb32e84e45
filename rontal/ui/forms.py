"""Form fields that normalise typed text before any service receives it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Invisible characters: direction marks, zero-width characters and the like."""
SPACES = re.compile(r"[^\S\n]+")
MAX_LENGTH = 10_000


@dataclass(frozen=True)
class Helped:
    """Label of a choice with a second, smaller line: `("ktp", Helped(_("KTP"), _("…")))`."""

    name: str | Promise
    help: str | Promise

    def __str__(self) -> str:
        return str(self.name)


class CleanCharField(forms.CharField):
    """Text field: NFC, single spaces, no invisible characters; refuses control characters.

    `max_length` counts characters after cleaning; its default is 10,000. A value over four times
    too long is refused before it is processed.
    """

    default_error_messages = {  # noqa: RUF012
        "control": _("This contains a character that cannot be read. Enter the text again."),
    }

    def __init__(self, *, max_length: int = MAX_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, str) else super().to_python(value)
        if not text:
            return self.empty_value
        limit = self.max_length or MAX_LENGTH
        if len(text) > limit * 4:
            raise ValidationError(
                _("Enter up to %(limit)s characters."),
                code="max_length",
                params={"limit": limit},
            )
        return super().to_python(self.clean_text(text))

    def clean_text(self, text: str) -> str:
        """Returns `text` normalised to one line.

        Raises ValidationError for control characters.
        """
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text)).replace("\r\n", "\n")
        self._refuse_control(SPACES.sub(" ", text))
        return " ".join(text.split())

    def _refuse_control(self, text: str) -> None:
        if any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n" for letter in text):
            raise ValidationError(self.error_messages["control"], code="control")


class CleanTextField(CleanCharField):
    """Text field of several lines, cleaned like CleanCharField; at most one blank line in a row."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = rows

    def clean_text(self, text: str) -> str:
        """Returns `text` normalised, with its line breaks.

        Raises ValidationError for control characters.
        """
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
        text = SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
        self._refuse_control(text)
        lines = (line.strip() for line in text.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class DateGroup(forms.MultiWidget):
    """Widget with day, month name and year in three inputs.

    For a date of birth it is easier than a calendar.
    """

    template_name = "ui/widgets/date_group.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({**number, "maxlength": 2}),
            "month": forms.Select(choices=[("", "—"), *MONTHS.items()]),
            "year": forms.TextInput({**number, "maxlength": 4}),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        """Returns day, month and year of a date."""
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the inputs with their labels to the context."""
        if isinstance(value, str):  # a draft holds the text as it was typed: "17-8-1990"
            value = (value.split("-") + ["", "", ""])[:3]
        context = super().get_context(name, value, attrs)
        names = (_("Day"), _("Month"), _("Year"))
        context["parts"] = list(zip(names, context["widget"]["subwidgets"], strict=True))
        return context


class DateGroupField(forms.MultiValueField):
    """Date from day, month and year, with errors for invalid parts."""

    widget = DateGroup

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            CleanCharField(max_length=2),
            CleanCharField(max_length=2),
            CleanCharField(max_length=4),
        )
        super().__init__(fields=fields, require_all_fields=True, **kwargs)

    def compress(self, data_list: Sequence[str]) -> date | None:
        """Returns the date; raises ValidationError for one that does not exist."""
        if not data_list:
            return None
        day, month, year = data_list
        if not all(part.isascii() and part.isdigit() for part in data_list):
            raise ValidationError(_("Enter the day and year in digits."), code="digits")
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError(_("Enter a real date."), code="no_such_day") from None


class RontalForm(forms.Form):
    """Base of all forms: labels without colons, and a clear message for required fields."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            required = field.error_messages.get("required")
            if required == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("This field is empty. Fill it in.")
