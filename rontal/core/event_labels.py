"""Labels for the audit log of what an event holds: its subject, and the keys and values of its
data.

Apps register theirs in `<app>/events.py`, beside the events; keys that several apps use are here.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

SUBJECTS: Final[dict[str, Text]] = {}
"""Labels of subjects by model ("app.model"); `%(code)s` is the number that people know it by."""
KEYS: Final[dict[str, Text]] = {
    "by": _("by"),
    "code": _("code"),
    "event": _("event"),
    "fields": _("fields"),
    "first": _("from"),
    "from": _("before"),
    "how": _("how"),
    "kind": _("kind"),
    "last": _("to"),
    "number": _("number"),
    "purpose": _("for"),
    "reason": _("reason"),
    "reasons": _("reasons"),
    "run": _("check"),
    "state": _("state"),
    "to": _("now"),
    "what": _("what"),
    "who": _("who"),
    "why": _("why"),
}
VALUES: Final[dict[str, Text]] = {}
"""Labels of the codes that stand as values in the data of events."""


def label_subjects(labels: Mapping[str, Text]) -> None:
    """Registers the labels of an app's models as subjects of events."""
    _register(SUBJECTS, labels)


def label_keys(labels: Mapping[str, Text]) -> None:
    """Registers the labels of keys in the data of an app's events."""
    _register(KEYS, labels)


def label_values(labels: Mapping[str, Text]) -> None:
    """Registers the labels of codes that are values in the data of an app's events."""
    _register(VALUES, labels)


def _register(table: dict[str, Text], labels: Mapping[str, Text]) -> None:
    """Raises ValueError for a code that has a label already."""
    twice = table.keys() & {str(code) for code in labels}
    if twice:
        raise ValueError(f"{min(twice)} has a label already")
    table.update({str(code): label for code, label in labels.items()})
