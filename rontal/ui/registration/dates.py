"""Date field with three inputs that preserves incomplete input, as the draft's text does."""

from collections.abc import Mapping
from typing import Any

from rontal.ui.forms import DateGroup, DateGroupField

PARTS = ("year", "month", "day")


class DraftDateGroup(DateGroup):
    """Shows a text such as "2001-12-31" or "2001--3"."""

    def decompress(self, value: Any) -> list[str]:
        """Returns day, month and year."""
        year, month, day = ([*str(value or "").split("-"), "", "", ""])[:3]
        return [day.lstrip("0"), month.lstrip("0"), year]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the parts of a draft's text to the context."""
        parts = value if isinstance(value, list) else self.decompress(value)
        return super().get_context(name, parts, attrs)


class DraftDateField(DateGroupField):
    """Day, name of the month, and year; the rules validate the text from `typed_date`."""

    widget = DraftDateGroup


def typed_date(data: Mapping[str, Any], name: str) -> str:
    """Returns 2001-12-31; the typed parts where they are no date; "" without any part."""
    year, month, day = (str(data.get(f"{name}_{part}", "")).strip()[:4] for part in PARTS)
    if not (year or month or day):
        return ""
    return "-".join((year, month.zfill(2) if month else "", day.zfill(2) if day else ""))
