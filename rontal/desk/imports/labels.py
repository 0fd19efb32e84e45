"""Styles of the states of imports."""

from collections.abc import Mapping

from django.utils.functional import Promise

Words = Mapping[str, str | Promise]

STATE_STYLES: Mapping[str, tuple[str, str]] = {
    "mapping": ("care", "eye"),
    "checking": ("open", "clock"),
    "checked": ("care", "eye"),
    "taking": ("open", "clock"),
    "done": ("good", "check"),
    "undoing": ("open", "clock"),
    "undone": ("", "back"),
    "refused": ("wrong", "warn"),
    "discarded": ("", "cross"),
}
