"""Opening of tickets, from every channel."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from rontal.core import clock, sealing
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import Invalid
from rontal.core.events import emit
from rontal.core.models import SealedFile
from rontal.feedback import events
from rontal.feedback.models import Entry, Ticket, Upload
from rontal.feedback.rules.codes import ticket_code
from rontal.feedback.rules.kinds import (
    BY_STAFF,
    MAX_TEXT_LENGTH,
    PACE_OF,
    Category,
    Channel,
    EntryKind,
    Kind,
)
from rontal.feedback.selectors.promise import answer_due, first_due
from rontal.feedback.steps import attaching, following
from rontal.feedback.steps.ticket_changes import require_staff
from rontal.membership.rules.text import email_fault

MAX_TOPIC_LENGTH = 120
MAX_NAME_LENGTH = 100
MAX_PHONE_LENGTH = 30


@dataclass(frozen=True)
class Report:
    """Content of a new ticket. Without name, e-mail and phone it is anonymous.

    `received_at` is when paper or a call came in; None means now. `files` are sealed attachments of
    a mail; files of a form were uploaded before, under the form's key.
    """

    kind: Kind
    category: Category
    topic: str
    words: str
    channel: Channel = Channel.FORM
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "id"
    received_at: datetime | None = None
    files: Sequence[SealedFile] = field(default_factory=tuple)


@dataclass(frozen=True)
class Opened:
    """Reference number of a new ticket, and its secret follow code, which is shown only once."""

    code: str
    follow_code: str
    ticket_id: int


def open_ticket(*, report: Report, key: str, actor: Actor) -> Opened:
    """Opens a ticket; a second call with the same `key` (the form's random key) returns the same
    ticket.

    Staff enter what came by box, phone, chat, e-mail or at the counter; anybody may use the form.
    Raises Invalid (field → reason), NotAllowed, TooManyAttachments.
    """
    if report.channel in BY_STAFF and actor.kind is not ActorKind.SYSTEM:
        require_staff(actor)
    _validate(report)
    return _open_idempotently(report, key, key, actor)


def open_ticket_of_form(*, report: Report, key: str, actor: Actor) -> Opened:
    """Opens a ticket from a form in a browser. Another text under a key that was already used opens
    another ticket, so that no text is lost.

    Raises Invalid, TooManyAttachments.
    """
    _validate(report)
    text_differs = _has_other_text(key, report)
    submit_key = f"{key} {report.words.strip()}" if text_differs else key
    return _open_idempotently(report, submit_key, key, actor)


def _has_other_text(key: str, report: Report) -> bool:
    """Returns True when a ticket was opened under this key with another text that is not erased
    yet.
    """
    reports = Entry.objects.filter(
        ticket__submit_key__in=following.forms_of(key), kind=EntryKind.REPORT
    )
    first = reports.order_by("pk").first()
    first_text = first.words.reveal()["text"] if first else ""
    return bool(first_text) and first_text != report.words.strip()


def _open_idempotently(report: Report, key: str, form: str, actor: Actor) -> Opened:
    """Opens a ticket under `key`, with the files uploaded under `form`."""
    codes = dict(zip(following.forms_of(key), following.codes_of(key), strict=True))
    digest, code = next(iter(codes.items()))
    try:
        with transaction.atomic():
            ticket = Ticket.objects.filter(submit_key__in=codes).first()
            return _result(ticket or _open(report, digest, code, form, actor), codes)
    except IntegrityError:
        return _result(Ticket.objects.get(submit_key__in=codes), codes)


def _result(ticket: Ticket, codes: Mapping[bytes, str]) -> Opened:
    return Opened(ticket.code, codes[bytes(ticket.submit_key)], ticket.pk)


def _validate(report: Report) -> None:
    faults = {}
    if not report.words.strip():
        faults["words"] = "empty"
    if len(report.words) > MAX_TEXT_LENGTH:
        faults["words"] = "too_long"
    if report.email and email_fault(report.email):
        faults["email"] = "email_malformed"
    if report.received_at and report.received_at > clock.now():
        faults["received_at"] = "in_the_future"
    if faults:
        raise Invalid(faults)


def _open(report: Report, digest: bytes, code: str, form: str, actor: Actor) -> Ticket:
    received = report.received_at or clock.now()
    pace, reporter = PACE_OF[report.kind], _reporter(report)
    ticket = Ticket.objects.create(
        code=ticket_code(secrets.token_bytes(8)),
        kind=report.kind,
        category=report.category,
        channel=report.channel,
        pace=pace,
        topic={"text": _topic(report)},
        reporter=reporter,
        has_email=bool(report.email),
        email_hash=address_hash(report.email) if report.email else None,
        language=report.language,
        submit_key=digest,
        received_at=received,
        first_due_at=first_due(received),
        due_at=answer_due(received, pace),
    )
    text = {"text": report.words.strip()}
    entry = Entry.objects.create(ticket=ticket, kind=EntryKind.REPORT, words=text, at=received)
    following.store_follow_code(ticket, code)
    waiting = Upload.objects.filter(form__in=following.forms_of(form))
    uploads = list(waiting.select_related("file").order_by("pk"))
    count = attaching.attach(entry, [*(one.file for one in uploads), *report.files])
    waiting.delete()
    unnamed = reporter is None and actor.kind is ActorKind.PERSON
    by = Actor.visitor() if unnamed else actor  # no account in the event of an anonymous ticket
    emit(events.OPENED, actor=by, subject=ticket, data=_event_data(ticket, count))
    return ticket


def _event_data(ticket: Ticket, attachments: int) -> dict[str, str | int | bool | None]:
    return {
        "kind": str(ticket.kind),
        "category": str(ticket.category),
        "channel": str(ticket.channel),
        "anonymous": ticket.reporter is None,
        "has_email": ticket.has_email,
        "attachments": attachments,
    }


def _reporter(report: Report) -> dict[str, str] | None:
    contact = {
        "name": report.name.strip()[:MAX_NAME_LENGTH],
        "email": report.email.strip(),
        "phone": report.phone.strip()[:MAX_PHONE_LENGTH],
    }
    return contact if any(contact.values()) else None


def _topic(report: Report) -> str:
    """Returns the topic line; the beginning of the text when it is empty."""
    line = " ".join((report.topic or report.words).split())
    return line if len(line) <= MAX_TOPIC_LENGTH else line[: MAX_TOPIC_LENGTH - 1].rstrip() + "…"


def address_hash(email: str) -> bytes:
    """Returns the keyed hash of an e-mail address, by which replies are matched."""
    return address_hashes(email)[0]


def address_hashes(email: str) -> list[bytes]:
    """Returns the hashes of an e-mail address under all hash keys, the active one first."""
    return sealing.keyed_hashes(email.strip().lower(), purpose="feedback.address")
