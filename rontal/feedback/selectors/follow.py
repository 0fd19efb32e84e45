"""What the person who wrote in sees of a ticket, by its secret."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from rontal.feedback.errors import FollowCodeUnknown
from rontal.feedback.models import Attachment, Entry, FollowKey, MailSeen, Ticket, Upload
from rontal.feedback.rules.codes import typed
from rontal.feedback.rules.kinds import PUBLIC, EntryKind
from rontal.feedback.steps.following import hash_of
from rontal.kernel.errors import NotFound


@dataclass(frozen=True)
class Said:
    """One contribution in words; `kind` says whose. `attachments` counts its files."""

    kind: EntryKind
    words: str
    at: datetime
    attachments: int
    by: int | None = None


def by_code(code: str) -> Ticket:
    """The ticket that a secret opens; raises FollowCodeUnknown. One query."""
    if not typed(code):
        raise FollowCodeUnknown
    rows = FollowKey.objects.select_related("ticket")
    found = rows.filter(key_hash=hash_of(code)).first()
    if found is None:
        raise FollowCodeUnknown
    return found.ticket


def by_id(ticket_id: int) -> Ticket:
    """The ticket that a browser opened before; raises NotFound."""
    found = Ticket.objects.filter(pk=ticket_id).first()
    if found is None:
        raise NotFound
    return found


def thread(ticket: Ticket) -> list[Said]:
    """What was written to and by the person, the oldest first; no note is among it. Two queries."""
    return [said(one) for one in entries(ticket) if one.kind in PUBLIC]


def entries(ticket: Ticket) -> list[Entry]:
    """Every entry with its attachments and who of staff wrote it, the oldest first. Two queries."""
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("number"))
    rows = ticket.entries.select_related("staff").prefetch_related(files)
    return list(rows.order_by("at", "pk"))


def said(entry: Entry) -> Said:
    """An entry in words."""
    return Said(
        kind=EntryKind(entry.kind),
        words=entry.words.reveal()["text"],
        at=entry.at,
        attachments=len(entry.attachments.all()),
        by=entry.staff_id,
    )


def writer(entry: Entry) -> str:
    """The name of who of staff wrote an entry of `entries`, else "". No query."""
    return (entry.staff.name or entry.staff.login_name) if entry.staff else ""


def uploads(form: bytes) -> list[Upload]:
    """Files that wait for a form, in their order. One query."""
    return list(Upload.objects.filter(form=form).select_related("file").order_by("pk"))


def came_too_large(ticket: Ticket) -> bool:
    """True where the ticket came as a mail of which only the subject could be taken."""
    return MailSeen.objects.filter(ticket=ticket, outcome="too_large").exists()
