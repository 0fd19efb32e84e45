"""Polling of the library's mailbox: each mail is entered once, automatic mails never, none is lost.

A mail stays in the mailbox; it is marked as seen, and flagged when staff should open it there.
"""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.core import sealing
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, TooMany
from rontal.core.limits import Limit, spend
from rontal.core.models import SealedFile
from rontal.feedback import files
from rontal.feedback.errors import AttachmentRefused, TicketOver
from rontal.feedback.mail import reading
from rontal.feedback.mail.mailbox import Box, Place, open_mailbox
from rontal.feedback.models import MailSeen, Ticket
from rontal.feedback.rules.kinds import MAX_ATTACHMENTS, MAX_TEXT_LENGTH, Category, Channel, Kind
from rontal.feedback.services.following import add_reply
from rontal.feedback.services.opening import Report, address_hash, open_ticket
from rontal.feedback.steps import attaching
from rontal.membership.errors import PhotoRefused
from rontal.membership.rules.text import email_fault
from rontal.standard.selectors import library

MAIL = Actor.system("feedback.poll_mailbox")
MAX_MAIL_BYTES = 20_000_000
FROM_ONE = Limit("feedback.mail_from", 20, timedelta(days=1))
LANGUAGE = "id"
"""Language of texts about a mail, as the sender's language is not known."""
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class Outcome(StrEnum):
    """Outcomes of a mail."""

    OPENED = "opened"
    THREADED = "threaded"
    AUTOMATIC = "automatic"
    LOOP = "loop"
    TOO_LARGE = "too_large"
    TWICE = "twice"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


FLAGGED = frozenset({Outcome.LOOP, Outcome.TOO_LARGE, Outcome.UNREADABLE})


def poll_mailbox(*, url: str) -> dict[str, int]:
    """Enters every unseen mail of the mailbox; returns the number of mails for each outcome.

    Raises MailboxAway: mails that were entered stay entered, the next poll fetches the rest.
    """
    counted: Counter[str] = Counter()
    own_addresses = _library_addresses(url)
    with open_mailbox(url) as box:
        for place in box.unseen():
            outcome = _process(box, place, own_addresses)
            box.mark(place, flagged=outcome in FLAGGED)
            counted[outcome.value] += 1
    return dict(counted)


def _library_addresses(url: str) -> frozenset[str]:
    user = unquote(urlsplit(url).username or "")
    return frozenset(one.lower() for one in (library().email, library().sender, user) if one)


def _process(box: Box, place: Place, own_addresses: frozenset[str]) -> Outcome:
    too_large = place.size >= MAX_MAIL_BYTES
    raw = box.head(place) if too_large else box.whole(place)
    try:
        mail = reading.read(raw, own_addresses)
    except UNREADABLE:
        mail = None
    key = _key(mail.message_id.encode("utf-8", "replace") if mail and mail.message_id else raw)
    if MailSeen.objects.filter(key=key).exists():
        return Outcome.TWICE
    if mail is None:
        return _record_outcome(key, place, Outcome.UNREADABLE)
    return _enter(mail, key, place, too_large=too_large)


def _enter(mail: reading.Mail, key: bytes, place: Place, *, too_large: bool) -> Outcome:
    if mail.automatic or email_fault(mail.sender):
        return _record_outcome(key, place, Outcome.AUTOMATIC)
    if not (mail.words or mail.subject or mail.parts):
        return _record_outcome(key, place, Outcome.EMPTY)
    try:
        spend(FROM_ONE, mail.sender.lower())
    except TooMany:
        return _record_outcome(key, place, Outcome.LOOP)
    sealed, left_out = _seal_files(mail.parts)
    with transaction.atomic(), translation.override(LANGUAGE):
        text = _text_with_remark(mail, left_out + mail.left_out, too_large=too_large)
        ticket = None if too_large else _add_to_thread(mail, text, sealed)
        outcome = Outcome.TOO_LARGE if too_large else Outcome.THREADED
        if ticket is None:
            ticket = _open_ticket(mail, text, sealed, key)
            outcome = Outcome.TOO_LARGE if too_large else Outcome.OPENED
        MailSeen.objects.create(key=key, place=place.place, outcome=outcome, ticket=ticket)
    return outcome


def _add_to_thread(mail: reading.Mail, text: str, sealed: Sequence[SealedFile]) -> Ticket | None:
    """Adds a mail as a reply to the ticket that it names, if the sender is its reporter; returns
    the ticket, or None.
    """
    sender = address_hash(mail.sender)
    ticket = Ticket.objects.filter(code=mail.code, email_hash=sender).first() if mail.code else None
    if ticket is None:
        return None
    free = max(0, MAX_ATTACHMENTS - ticket.attachments.count())
    try:
        with transaction.atomic():
            add_reply(ticket_id=ticket.pk, words=text, files=sealed[:free], actor=MAIL)
    except TicketOver:
        return None
    attaching.erase(sealed[free:], actor=MAIL, reason="too_many_attachments")
    return ticket


def _open_ticket(mail: reading.Mail, text: str, sealed: Sequence[SealedFile], key: bytes) -> Ticket:
    report = Report(
        kind=Kind.COMPLAINT,
        category=Category.OTHER,
        topic=mail.subject,
        words=text,
        channel=Channel.EMAIL,
        name=mail.name,
        email=mail.sender,
        files=sealed,
    )
    opened_ticket = open_ticket(report=report, key=f"mail:{key.hex()}", actor=MAIL)
    return Ticket.objects.get(pk=opened_ticket.ticket_id)


def _text_with_remark(mail: reading.Mail, left_out: int, *, too_large: bool) -> str:
    """Returns the mail's text, with a remark in brackets about parts that could not be stored."""
    text = mail.words or mail.subject or _("(email without text)")
    if too_large:
        return _(
            "%(subject)s\n"
            "\n"
            "[This email is larger than 20 MB, so only its subject was received. "
            "The full email is flagged in the mailbox.]"
        ) % {"subject": mail.subject or _("(email without text)")}
    if left_out:
        remark = ngettext(
            "[%(number)s attachment could not be added; it is in the mailbox.]",
            "[%(number)s attachments could not be added; they are in the mailbox.]",
            left_out,
        )
        return f"{text[: MAX_TEXT_LENGTH - 200]}\n\n{remark % {'number': left_out}}"
    return text


def _seal_files(parts: Sequence[bytes]) -> tuple[list[SealedFile], int]:
    """Returns the sanitized and sealed attachments, and the number of those that were refused."""
    sealed, left_out = [], 0
    for part in parts:
        try:
            sealed.append(attaching.seal(files.clean(io.BytesIO(part))))
        except (AttachmentRefused, PhotoRefused, Invalid):
            left_out += 1
    return sealed, left_out


def _record_outcome(key: bytes, place: Place, outcome: Outcome) -> Outcome:
    MailSeen.objects.get_or_create(key=key, defaults={"place": place.place, "outcome": outcome})
    return outcome


def _key(identifier: bytes) -> bytes:
    return sealing.keyed_hash(identifier.hex(), purpose="feedback.mail")
