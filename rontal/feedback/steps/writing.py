"""Words on a ticket, sealed."""

from rontal.feedback.models import Entry, Ticket
from rontal.feedback.rules.kinds import LONGEST_WORDS, EntryKind
from rontal.kernel import clock
from rontal.kernel.errors import Invalid


def said(words: str) -> str:
    """The words without room round them; raises Invalid where there are none or too many."""
    text = words.strip()
    if not text:
        raise Invalid({"words": "empty"})
    if len(text) > LONGEST_WORDS:
        raise Invalid({"words": "too_long"})
    return text


def write(ticket: Ticket, kind: EntryKind, text: str, *, staff_id: int | None = None) -> Entry:
    """Adds words to a ticket: the person's, or a member of staff's."""
    return Entry.objects.create(
        ticket=ticket, kind=kind, words={"text": text}, staff_id=staff_id, at=clock.now()
    )
