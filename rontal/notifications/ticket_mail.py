"""The mail about a complaint or suggestion, to who wrote in or to staff."""

import secrets
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import staff_with
from rontal.feedback import events as feedback
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.selectors.follow import came_too_large
from rontal.feedback.selectors.promise import next_due
from rontal.feedback.states import TicketState
from rontal.feedback.steps.following import fresh_token
from rontal.kernel.models import Event
from rontal.notifications import mail, ticket_letters
from rontal.notifications.kinds import Kind
from rontal.notifications.letters import Facts
from rontal.notifications.mail import Recipient
from rontal.notifications.models import Message
from rontal.standard.selectors import library

KINDS = {
    feedback.OPENED: Kind.TICKET_RECEIVED,
    feedback.ANSWERED: Kind.TICKET_ANSWERED,
    feedback.DUE_SOON: Kind.TICKET_DUE,
    feedback.REOPENED: Kind.TICKET_REOPENED,
}
TO_STAFF = frozenset({Kind.TICKET_DUE, Kind.TICKET_REOPENED})


def ticket_of(event: Event) -> Ticket:
    """What an event is about."""
    return Ticket.objects.get(pk=event.subject_id)


def readers(kind: Kind, ticket: Ticket) -> list[int | None]:
    """Ids of the staff to tell: who handles the ticket, or every clerk where nobody does yet; None
    stands for who wrote in, if they gave an address."""
    if kind not in TO_STAFF:
        return [None] if ticket.has_email else []
    found = [ticket.handler] if ticket.handler else staff_with(Role.CLERK)
    return [user.pk for user in found if user.email and user.is_active]


def compose(
    ticket: Ticket, kind: Kind, event_id: int, staff: User | None
) -> EmailMultiAlternatives | None:
    """The mail in its reader's language; None to who took name and address back meanwhile."""
    if staff is not None:
        name, address, language = staff.name or staff.login_name, staff.email, staff.language
        path = f"/meja/pengaduan/{ticket.code}/"
    elif ticket.reporter is not None:
        reporter = ticket.reporter.reveal()
        name, address, language = reporter["name"], reporter["email"], ticket.language
        path = f"/saran/lacak/{fresh_token(ticket)}/"
    else:
        return None
    with translation.override(language):
        facts = Facts(
            library=library(),
            name=name,
            greeted=name or _("friend of the library"),
            code=ticket.code,
            link=settings.PUBLIC_URL + path,
        )
        said = ticket_letters.TicketFacts(
            library=library(),
            code=ticket.code,
            due_at=_due(ticket, staff),
            answer=_answer(event_id) if kind is Kind.TICKET_ANSWERED else "",
            received=ticket.state == TicketState.RECEIVED,
            too_large=came_too_large(ticket),
        )
        return mail.write(
            ticket_letters.write(kind, said),
            facts,
            Recipient(facts.greeted, address),
            message_id=message_id(ticket.code),
        )


def messages_of(ticket: Ticket) -> list[Message]:
    """The mails to whoever wrote in, the oldest first. One query."""
    return list(Message.objects.filter(ticket=ticket, staff=None).order_by("pk"))


def message_id(code: str) -> str:
    """An id by which a reply is known again, whatever its subject says."""
    domain = library().sender.rpartition("@")[2] or "localhost"
    return f"<{code.lower()}.{secrets.token_hex(8)}@{domain}>"


def _due(ticket: Ticket, staff: User | None) -> datetime:
    """Who wrote in is told of the answer; staff of what is due next."""
    return ticket.due_at if staff is None else next_due(ticket) or ticket.due_at


def _answer(event_id: int) -> str:
    """The words of the answer that an event is about."""
    entry = Event.objects.get(pk=event_id).data["entry"]
    text: str = Entry.objects.get(pk=entry).words.reveal()["text"]
    return text
