"""Ticket as the reporter sees it with the follow code."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from rontal.core.errors import NotFound
from rontal.feedback.errors import FollowCodeUnknown
from rontal.feedback.models import Attachment, Entry, FollowKey, MailSeen, Ticket, Upload
from rontal.feedback.rules.codes import normalize_follow_code
from rontal.feedback.rules.kinds import PUBLIC, EntryKind
from rontal.feedback.steps.following import hashes_of


@dataclass(frozen=True)
class OpenedEntry:
    """Opened entry of a thread; `attachments` is the number of its files, `by` the account id of
    staff.
    """

    kind: EntryKind
    words: str
    at: datetime
    attachments: int
    by: int | None = None


def by_code(code: str) -> Ticket:
    """Returns the ticket of a follow code or link token; raises FollowCodeUnknown. One query."""
    if not normalize_follow_code(code):
        raise FollowCodeUnknown
    rows = FollowKey.objects.select_related("ticket")
    follow_key = FollowCodeUnknown.if_none(rows.filter(key_hash__in=hashes_of(code)).first())
    return follow_key.ticket


def by_id(ticket_id: int) -> Ticket:
    """Returns the ticket that this browser has opened before; raises NotFound."""
    return NotFound.if_none(Ticket.objects.filter(pk=ticket_id).first())


def thread(ticket: Ticket) -> list[OpenedEntry]:
    """Returns all entries except staff's notes, the oldest first. Two queries."""
    return [open_entry(one) for one in entries(ticket) if one.kind in PUBLIC]


def entries(ticket: Ticket) -> list[Entry]:
    """Returns every entry with its attachments and its author on the staff, the oldest first. Two
    queries.
    """
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("number"))
    rows = ticket.entries.select_related("staff").prefetch_related(files)
    return list(rows.order_by("at", "pk"))


def open_entry(entry: Entry) -> OpenedEntry:
    return OpenedEntry(
        kind=EntryKind(entry.kind),
        words=entry.words.reveal()["text"],
        at=entry.at,
        attachments=len(entry.attachments.all()),
        by=entry.staff_id,
    )


def writer(entry: Entry) -> str:
    """Returns the name of the member of staff who wrote an entry of `entries`; "" for none. No
    query.
    """
    return (entry.staff.name or entry.staff.login_name) if entry.staff else ""


def uploads(form: bytes) -> list[Upload]:
    """Returns the files uploaded for a form that is not sent yet, in their order. One query."""
    return list(Upload.objects.filter(form=form).select_related("file").order_by("pk"))


def has_only_subject(ticket: Ticket) -> bool:
    """Returns True when the ticket came as a mail too large or too harmful to be read, so that only
    its subject was stored.
    """
    outcomes = ("too_large", "set_aside")
    return MailSeen.objects.filter(ticket=ticket, outcome__in=outcomes).exists()
