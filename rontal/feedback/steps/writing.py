"""Sealed texts of a ticket."""

from rontal.core import clock
from rontal.core.errors import Invalid
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.rules.kinds import MAX_TEXT_LENGTH, EntryKind


def validate_text(words: str) -> str:
    """Returns the text without outer spaces; raises Invalid when it is empty or too long."""
    text = words.strip()
    if not text:
        raise Invalid({"words": "empty"})
    if len(text) > MAX_TEXT_LENGTH:
        raise Invalid({"words": "too_long"})
    return text


def write(ticket: Ticket, kind: EntryKind, text: str, *, staff_id: int | None = None) -> Entry:
    """Adds a text to a ticket, from the reporter or from a member of staff."""
    return Entry.objects.create(
        ticket=ticket, kind=kind, words={"text": text}, staff_id=staff_id, at=clock.now()
    )
