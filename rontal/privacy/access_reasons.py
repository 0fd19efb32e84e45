"""Registry of the reasons for which personal data is opened.

Every opening records one as a code. Staff read it in the audit log, the person in the list of
accesses to their own data. Apps above this one register their reasons.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from rontal.core import event_labels

Text = str | Promise


@dataclass(frozen=True, slots=True)
class AccessReason:
    """Labels of a reason: in the audit log, and for the person whose data was opened."""

    label: Text
    for_person: Text


REASONS: Final[dict[str, AccessReason]] = {}


def register_access_reason(code: str, *, label: Text, for_person: Text) -> str:
    """Registers a reason under its code and returns the code."""
    event_labels.label_values({code: label})
    REASONS[str(code)] = AccessReason(label, for_person)
    return code
