"""Polling of the library's mailbox: each mail is entered once, automatic mails never, none is lost.

A mail stays in the mailbox; it is marked as seen, and flagged when staff should open it there.

Mails and their files are decoded in child processes. A mail that ends its child is not fetched as a
whole again: its subject becomes a ticket for staff. So does a mail during which this process itself
ended twice, which the counter `FETCHES` shows.
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
from rontal.core.errors import DecodersBusy, Invalid, TooMany
from rontal.core.limits import Limit, count_attempt, remove_attempt, spend
from rontal.core.models import SealedFile
from rontal.feedback import files
from rontal.feedback.errors import AttachmentRefused, MailboxAway, MailUnreadable, TicketOver
from rontal.feedback.mail import reading
from rontal.feedback.mail.mailbox import Box, Place, open_mailbox
from rontal.feedback.models import MailSeen, Ticket
from rontal.feedback.rules.kinds import MAX_ATTACHMENTS, MAX_TEXT_LENGTH, Category, Channel, Kind
from rontal.feedback.services.following import add_reply
from rontal.feedback.services.opening import Report, address_hashes, open_ticket
from rontal.feedback.steps import attaching
from rontal.membership.errors import PhotoRefused, StorageAway, StorageFull
from rontal.membership.rules.text import email_fault
from rontal.standard.selectors import library

MAIL = Actor.system("feedback.poll_mailbox")
MAX_MAIL_BYTES = 20_000_000
FROM_ONE = Limit("feedback.mail_from", 20, timedelta(days=1))
LANGUAGE = "id"
"""Language of texts about a mail, as the sender's language is not known."""
FETCHES = Limit("feedback.mail_fetch", 2, timedelta(days=30))
"""Attempts to process a mail that this process did not survive."""
PASSING = (DecodersBusy, MailboxAway, StorageAway, StorageFull)
"""Errors that are not the mail's fault."""
WAIT_SECONDS = 60
"""Seconds to wait while files of other people are decoded."""


class Outcome(StrEnum):
    """Outcomes of a mail."""

    OPENED = "opened"
    THREADED = "threaded"
    AUTOMATIC = "automatic"
    LOOP = "loop"
    TOO_LARGE = "too_large"
    SET_ASIDE = "set_aside"
    TWICE = "twice"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


FLAGGED = frozenset({Outcome.LOOP, Outcome.TOO_LARGE, Outcome.SET_ASIDE, Outcome.UNREADABLE})


def poll_mailbox(*, url: str) -> dict[str, int]:
    """Enters every unseen mail of the mailbox; returns the number of mails for each outcome.

    Raises MailboxAway, DecodersBusy: mails that were entered stay entered, the next poll fetches
    the rest.
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
    """Enters a mail. The attempt stays counted where this process ends before the result, or
    where the mail raises an error that another poll would meet again.
    """
    count, _seconds = count_attempt(FETCHES, place.place)
    only_subject = Outcome.SET_ASIDE if count > FETCHES.count else None
    if place.size >= MAX_MAIL_BYTES:
        only_subject = Outcome.TOO_LARGE
    try:
        outcome = _read_and_enter(box, place, own_addresses, only_subject)
    except PASSING:
        remove_attempt(FETCHES, place.place)
        raise
    remove_attempt(FETCHES, place.place)
    return outcome


def _read_and_enter(
    box: Box, place: Place, own_addresses: frozenset[str], only_subject: Outcome | None
) -> Outcome:
    """Enters a mail; its subject alone where `only_subject` names the reason, or where the whole
    mail cannot be parsed.
    """
    raw = box.head(place) if only_subject else box.whole(place)
    mail = _decoded(raw, own_addresses)
    if mail is None and only_subject is None:
        only_subject, raw = Outcome.SET_ASIDE, box.head(place)
        mail = _decoded(raw, own_addresses)
    keys = _keys(mail.message_id.encode("utf-8", "replace") if mail and mail.message_id else raw)
    if MailSeen.objects.filter(key__in=keys).exists():
        return Outcome.TWICE
    if mail is None:
        return _record_outcome(keys[0], place, Outcome.UNREADABLE)
    return _enter(mail, keys[0], place, only_subject)


def _decoded(raw: bytes, own_addresses: frozenset[str]) -> reading.Mail | None:
    try:
        return reading.decode(raw, own_addresses, wait=WAIT_SECONDS)
    except MailUnreadable:
        return None


def _enter(mail: reading.Mail, key: bytes, place: Place, only_subject: Outcome | None) -> Outcome:
    if mail.automatic or email_fault(mail.sender):
        return _record_outcome(key, place, Outcome.AUTOMATIC)
    if not (mail.words or mail.subject or mail.parts or only_subject):
        return _record_outcome(key, place, Outcome.EMPTY)
    try:
        spend(FROM_ONE, mail.sender.lower())
    except TooMany:
        return _record_outcome(key, place, Outcome.LOOP)
    sealed: list[SealedFile] = []
    try:
        left_out = _seal_files(mail.parts, sealed)
        with transaction.atomic(), translation.override(LANGUAGE):
            text = _text_with_remark(mail, left_out + mail.left_out, only_subject)
            ticket = None if only_subject else _add_to_thread(mail, text, sealed)
            outcome = only_subject or (Outcome.OPENED if ticket is None else Outcome.THREADED)
            if ticket is None:
                ticket = _open_ticket(mail, text, sealed, key)
            MailSeen.objects.create(key=key, place=place.place, outcome=outcome, ticket=ticket)
    except Exception:
        remove_attempt(FROM_ONE, mail.sender.lower())
        attaching.erase(sealed, actor=MAIL, reason="mail_not_entered")
        raise
    return outcome


def _add_to_thread(mail: reading.Mail, text: str, sealed: Sequence[SealedFile]) -> Ticket | None:
    """Adds a mail as a reply to the ticket that it names, if the sender is its reporter; returns
    the ticket, or None.
    """
    senders = address_hashes(mail.sender)
    own = Ticket.objects.filter(code=mail.code, email_hash__in=senders)
    ticket = own.first() if mail.code else None
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


def _text_with_remark(mail: reading.Mail, left_out: int, only_subject: Outcome | None) -> str:
    """Returns the mail's text, with a remark in brackets about parts that could not be stored."""
    text = mail.words or mail.subject or _("(email without text)")
    if only_subject is Outcome.SET_ASIDE:
        return _(
            "%(subject)s\n"
            "\n"
            "[This email could not be read safely, so only its subject was received. "
            "The full email is flagged in the mailbox. Do not open its attachments unchecked.]"
        ) % {"subject": mail.subject or _("(email without text)")}
    if only_subject:
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


def _seal_files(parts: Sequence[bytes], sealed: list[SealedFile]) -> int:
    """Adds the sanitized attachments to `sealed`; returns the number of those that were refused."""
    left_out = 0
    for part in parts:
        try:
            sealed.append(attaching.seal(files.clean(io.BytesIO(part), wait=WAIT_SECONDS)))
        except (AttachmentRefused, PhotoRefused, Invalid):
            left_out += 1
    return left_out


def _record_outcome(key: bytes, place: Place, outcome: Outcome) -> Outcome:
    MailSeen.objects.get_or_create(key=key, defaults={"place": place.place, "outcome": outcome})
    return outcome


def _keys(identifier: bytes) -> list[bytes]:
    """Returns the hashes of a mail's identifier under all hash keys, the active one first."""
    return sealing.keyed_hashes(identifier.hex(), purpose="feedback.mail")
