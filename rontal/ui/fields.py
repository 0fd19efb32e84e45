"""Accessible rendering of form fields."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from rontal.ui.forms import Helped

SETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def describe(bound: BoundField, attrs: dict[str, Any]) -> dict[str, Any]:
    """Returns the template context of a field: its control, kind, and describing elements.

    `attrs` are HTML attributes of the control, with underscores for hyphens. Not attributes are
    `quiet` and `two` (layout), and `label` and `help`, which replace the field's own.
    """
    layout = {name: attrs.pop(name, False) for name in ("quiet", "two")}
    bound.label = attrs.pop("label", bound.label)
    bound.help_text = attrs.pop("help", bound.help_text)
    html = {name.replace("_", "-"): value for name, value in attrs.items()}
    widget = bound.field.widget
    kind = _kind(widget)
    group = kind in ("set", "dates")
    return {
        "bound": bound,
        "kind": kind,
        "group": group,
        "control": "" if kind == "set" else bound.as_widget(attrs=html),
        "multiple": isinstance(widget, forms.CheckboxSelectMultiple),
        "help_id": f"{bound.auto_id}_helptext" if bound.help_text else "",
        "error_id": f"{bound.auto_id}_error" if bound.errors else "",
        "optional": not bound.field.required and kind != "tick" and not _answers_empty(widget),
        "counted": kind == "area" and getattr(bound.field, "max_length", None),
        "choices": [_choice(choice) for choice in bound] if kind == "set" else [],
        **layout,
    }


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, SETS):
        return "set"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.Textarea):
        return "area"
    if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
        return "dates"
    return "line"


def _answers_empty(widget: forms.Widget) -> bool:
    """Returns True where an empty value is one of the visible choices."""
    return isinstance(widget, forms.RadioSelect) and any(not value for value, _ in widget.choices)


def _choice(choice: Any) -> dict[str, Any]:
    """Returns the context of one radio button or checkbox; its label may be `forms.Helped`."""
    label = choice.choice_label
    return {
        "tag": choice.tag(),
        "id": choice.id_for_label,
        "name": label,
        "help": label.help if isinstance(label, Helped) else "",
        "chosen": bool(choice.data["selected"]),
    }
