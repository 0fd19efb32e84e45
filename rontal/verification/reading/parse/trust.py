"""How much a value can be trusted."""

from collections.abc import Mapping

from rontal.verification.reading.lines import Page
from rontal.verification.reading.model import Field, Value
from rontal.verification.reading.parse.values import Draft

SURE = 0.97


def finished(drafts: Mapping[Field, Draft], page: Page) -> dict[Field, Value]:
    """The values with their confidence."""
    return {name: _finished(name, draft, page) for name, draft in drafts.items()}


def _finished(name: Field, draft: Draft, page: Page) -> Value:
    confidence = draft.certainty
    if draft.support & {"listed", "facts"}:
        confidence = 1 - (1 - confidence) / 4
    if draft.against:
        confidence *= 0.6
    return draft.value(confidence, sure=confidence > SURE)
