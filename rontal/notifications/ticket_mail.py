"""Letters about complaints and suggestions: queued once an event, written when handed over."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import staff_with
from rontal.feedback import events as feedback
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.selectors.follow import came_too_large
from rontal.feedback.selectors.promise import next_due
from rontal.feedback.states import TicketState
from rontal.feedback.steps.following import fresh_token
from rontal.kernel import clock
from rontal.kernel.models import Event
from rontal.kernel.transitions import move
from rontal.notifications import ticket_letters
from rontal.notifications.kinds import TicketKind
from rontal.notifications.letters import Facts
from rontal.notifications.models import TicketLetter
from rontal.notifications.services import hand_over_letter
from rontal.notifications.states import TRANSITIONS, MessageState
from rontal.standard.selectors import library

DELIVERY = "notifications:deliver_ticket_letter"  # the job of this name is in tasks.py
KINDS = {
    feedback.OPENED: TicketKind.ACKNOWLEDGED,
    feedback.ANSWERED: TicketKind.ANSWERED,
    feedback.DUE_SOON: TicketKind.DUE_SOON,
    feedback.REOPENED: TicketKind.REOPENED,
}
TO_STAFF = frozenset({TicketKind.DUE_SOON, TicketKind.REOPENED})


def queue(*, event: Event) -> int:
    """Queues the letters of an event, each once; how many were new.

    To who wrote in only where they gave an address; to whoever handles the ticket, or to every
    clerk where nobody does yet.
    """
    kind, ticket = KINDS[event.name], Ticket.objects.get(pk=event.subject_id)
    if kind in TO_STAFF:
        return sum(_queue(kind, ticket, event, user) for user in _hands(ticket))
    return _queue(kind, ticket, event, None) if ticket.has_email else 0


def deliver(*, letter_id: int) -> None:
    """Hands a queued letter to the mail server; a sent one is left alone.

    Raises AddressRefused (final) and MailServerAway (try again).
    """
    letter = TicketLetter.objects.select_related("ticket", "staff").get(pk=letter_id)
    if letter.state != MessageState.QUEUED:
        return
    if letter.staff is None:
        _to_person(letter)
    else:
        _to_staff(letter, letter.staff)
    move(letter, MessageState.SENT, table=TRANSITIONS, sent_at=clock.now(), error="")


def give_up(*, letter_id: int, error: str) -> None:
    """Marks a queued letter as failed, with the code of the reason, for staff to see."""
    letter = TicketLetter.objects.get(pk=letter_id)
    if letter.state == MessageState.QUEUED:
        move(letter, MessageState.FAILED, table=TRANSITIONS, error=error)


def letters_of(ticket: Ticket) -> list[TicketLetter]:
    """The letters to whoever wrote in, the oldest first. One query."""
    return list(TicketLetter.objects.filter(ticket=ticket, staff=None).order_by("pk"))


def message_id(code: str) -> str:
    """An id by which a reply is known again, whatever its subject says."""
    domain = library().sender.rpartition("@")[2] or "localhost"
    return f"<{code.lower()}.{secrets.token_hex(8)}@{domain}>"


def _queue(kind: TicketKind, ticket: Ticket, event: Event, staff: User | None) -> int:
    with transaction.atomic():
        letter, fresh = TicketLetter.objects.get_or_create(
            event_id=event.pk, kind=kind, staff=staff, defaults={"ticket": ticket}
        )
        if fresh:
            app.configure_task(DELIVERY).defer(letter_id=letter.pk)
    return int(fresh)


def _hands(ticket: Ticket) -> list[User]:
    found = [ticket.handler] if ticket.handler else staff_with(Role.CLERK)
    return [user for user in found if user.email and user.is_active]


def _to_person(letter: TicketLetter) -> None:
    """Nothing goes to who took name and address back meanwhile."""
    ticket = letter.ticket
    if ticket.reporter is None:
        return
    reporter = ticket.reporter.reveal()
    link = f"{settings.PUBLIC_URL}/saran/lacak/{fresh_token(ticket)}/"
    _send(letter, reporter["name"], reporter["email"], link, ticket.language)


def _to_staff(letter: TicketLetter, staff: User) -> None:
    link = f"{settings.PUBLIC_URL}/meja/pengaduan/{letter.ticket.code}/"
    _send(letter, staff.name or staff.login_name, staff.email, link, staff.language)


def _send(letter: TicketLetter, name: str, address: str, link: str, language: str) -> None:
    ticket = letter.ticket
    with translation.override(language):
        facts = Facts(
            library=library(),
            name=name,
            greeted=name or _("friend of the library"),
            code=ticket.code,
            link=link,
        )
        said = ticket_letters.TicketFacts(
            library=library(),
            code=ticket.code,
            due_at=_due(letter),
            answer=_answer(letter),
            received=ticket.state == TicketState.RECEIVED,
            too_large=came_too_large(ticket),
        )
        hand_over_letter(
            letter=ticket_letters.write(TicketKind(letter.kind), said),
            facts=facts,
            address=address,
            language=language,
            message_id=message_id(ticket.code),
        )


def _due(letter: TicketLetter) -> datetime:
    """Who wrote in is told of the answer; staff of what is due next."""
    ticket = letter.ticket
    return ticket.due_at if letter.staff_id is None else next_due(ticket) or ticket.due_at


def _answer(letter: TicketLetter) -> str:
    """The words of the answer that the letter's event is about."""
    if letter.kind != TicketKind.ANSWERED:
        return ""
    entry = Event.objects.get(pk=letter.event_id).data["entry"]
    text: str = Entry.objects.get(pk=entry).words.reveal()["text"]
    return text
