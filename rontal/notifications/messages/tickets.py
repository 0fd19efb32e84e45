"""Messages about a complaint or suggestion, to its author or to staff. The subject contains
only the code."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from rontal.accounts.roles import Role
from rontal.accounts.selectors import staff_with
from rontal.core.actors import ActorKind
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.core.sealing import keyed_hash
from rontal.feedback import events as feedback
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.selectors.follow import has_only_subject
from rontal.feedback.selectors.promise import next_due
from rontal.feedback.states import TicketState
from rontal.feedback.steps.following import fresh_token
from rontal.notifications.content import Loaded, MessageText, MessageType, Notice, Target
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.standard.selectors import library


@dataclass(frozen=True)
class TicketFacts:
    """Facts for the texts; `answer` holds the words of an answer."""

    library: Library
    code: str
    due_at: datetime
    answer: str = ""
    received: bool = False
    only_subject: bool = False
    topic: str = ""


def message_id(message: Message) -> str:
    """Returns an id by which a reply is recognised, whatever its subject. It is the same at every
    try, so that a mail sent twice is recognised."""
    domain = library().sender.rpartition("@")[2] or "localhost"
    suffix = keyed_hash(str(message.pk), purpose="notifications.message_id").hex()[:16]
    return f"<{message.code.lower()}.{suffix}@{domain}>"


def _to_author(event: Event) -> Iterable[Target]:
    """Yields the author of a ticket with a name: by mail where there is an address, and on the
    devices of the account that was signed in."""
    ticket = Ticket.objects.get(pk=event.subject_id)
    account = None if ticket.reporter is None else _account_of(ticket)
    if ticket.has_email or account is not None:
        yield Target(ticket_id=ticket.pk, account_id=account, mail=ticket.has_email)


def _account_of(ticket: Ticket) -> int | None:
    opened = Event.objects.filter(
        name=feedback.OPENED,
        subject_type=ticket._meta.label_lower,
        subject_id=str(ticket.pk),
        actor_kind=ActorKind.PERSON,
    )
    return opened.values_list("actor_id", flat=True).first()


def _to_handlers(event: Event) -> Iterable[Target]:
    """Yields the clerk who handles the ticket, or every clerk where nobody does yet."""
    ticket = Ticket.objects.get(pk=event.subject_id)
    handlers = [ticket.handler] if ticket.handler else staff_with(Role.CLERK)
    for user in handlers:
        if user.email and user.is_active:
            yield Target(ticket_id=ticket.pk, staff_id=user.pk)


def _load_for_staff(message: Message) -> Loaded[TicketFacts] | None:
    ticket, staff = message.ticket, message.staff
    if ticket is None or staff is None:
        return None
    return Loaded(
        facts=_facts(ticket, due_at=next_due(ticket) or ticket.due_at),
        name=_greeting_name(staff.name or staff.login_name, staff.language),
        address=staff.email,
        language=staff.language,
        path=f"/meja/pengaduan/{ticket.code}/",
        code=ticket.code,
        message_id=message_id(message),
    )


def _loader_for_author(
    *, answered: bool = False
) -> Callable[[Message], Loaded[TicketFacts] | None]:
    """Returns a loader that drops the message where name and address were withdrawn."""

    def load(message: Message) -> Loaded[TicketFacts] | None:
        ticket = message.ticket
        if ticket is None or ticket.reporter is None:
            return None
        reporter = ticket.reporter.reveal()
        mailed = message.channel == ChannelName.MAIL
        answer = _answer_text(message.event_id) if answered and mailed else ""
        return Loaded(
            facts=_facts(ticket, due_at=ticket.due_at, answer=answer),
            name=_greeting_name(reporter["name"], ticket.language),
            address=reporter["email"],
            language=ticket.language,
            path=f"/saran/lacak/{fresh_token(ticket)}/",
            code=ticket.code,
            message_id=message_id(message),
        )

    return load


def _greeting_name(name: str, language: str) -> str:
    with override(language):
        return name or _("friend of the library")


def _facts(ticket: Ticket, *, due_at: datetime, answer: str = "") -> TicketFacts:
    return TicketFacts(
        library=library(),
        code=ticket.code,
        due_at=due_at,
        answer=answer,
        received=ticket.state == TicketState.RECEIVED,
        only_subject=has_only_subject(ticket),
        topic=f"ticket-{ticket.code}",
    )


def _answer_text(event_id: int) -> str:
    entry = Event.objects.get(pk=event_id).data["entry"]
    text: str = Entry.objects.get(pk=entry).words.reveal()["text"]
    return text


def _acknowledged(facts: TicketFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] We have received your message") % {"code": facts.code},
        paragraphs=[
            _("Thank you for writing to us. Your reference number is %(code)s.")
            % {"code": facts.code},
            *([_only_subject()] if facts.only_subject else []),
            _("We will answer by %(time)s.") % {"time": _day(facts)},
        ],
        action=_("Track it"),
        closing=[
            _(
                "Only the staff member who handles it and the head of the service can see your "
                "name and address."
            ),
        ],
    )


def _only_subject() -> str:
    return _(
        "Your email was larger than 20 MB or could not be opened, so we only received its subject. "
        "Write your message again on the page below, or send it without the files. You can add "
        "files at /saran/."
    )


def _answered(facts: TicketFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] Our answer") % {"code": facts.code},
        paragraphs=[part for part in facts.answer.split("\n") if part.strip()],
        action=_("Rate this answer"),
        closing=[
            _(
                "Not satisfied with the answer? Tell us on that page, once, and we will look at it"
                " again. You can also take it to SP4N-LAPOR, https://www.lapor.go.id/"
            )
        ],
    )


def _due_soon(facts: TicketFacts) -> MessageText:
    first = _("Nobody is working on it yet.") if facts.received else ""
    return MessageText(
        subject=_("[%(code)s] Due soon") % {"code": facts.code},
        paragraphs=[
            _("Three quarters of the promised time has passed. It ends on %(time)s.")
            % {"time": _day(facts)},
            *([first] if first else []),
        ],
        action=_("Open ticket"),
    )


def _reopened(facts: TicketFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] The person was not satisfied with the answer") % {"code": facts.code},
        paragraphs=[
            _("The person has asked us to look at it again. The new time ends on %(time)s.")
            % {"time": _day(facts)},
        ],
        action=_("Open ticket"),
    )


def _day(facts: TicketFacts) -> str:
    local = timezone.localtime(facts.due_at, facts.library.tz)
    return formats.date_format(local, "l, j F Y")


def _answered_notice(facts: TicketFacts) -> Notice:
    return Notice(
        title=_("The library has replied to you"),
        body=_("Reference number %(code)s.") % {"code": facts.code},
        action=_("Read the answer"),
        topic=facts.topic,
    )


RECEIVED = MessageType(
    code="ticket_received",
    label=gettext_lazy("Complaint or suggestion received"),
    purpose=Purpose.COMPLAINTS,
    events=(feedback.OPENED,),
    targets=_to_author,
    load=_loader_for_author(),
    write=_acknowledged,
)
ANSWERED = MessageType(
    code="ticket_answered",
    label=gettext_lazy("Answer to a complaint or suggestion"),
    purpose=Purpose.COMPLAINTS,
    events=(feedback.ANSWERED,),
    targets=_to_author,
    load=_loader_for_author(answered=True),
    write=_answered,
    notice=_answered_notice,
    channels=frozenset({ChannelName.MAIL, ChannelName.PUSH}),
)
DUE = MessageType(
    code="ticket_due",
    label=gettext_lazy("Reminder of a complaint or suggestion"),
    purpose=Purpose.WORK,
    events=(feedback.DUE_SOON,),
    targets=_to_handlers,
    load=_load_for_staff,
    write=_due_soon,
)
REOPENED = MessageType(
    code="ticket_reopened",
    label=gettext_lazy("Complaint or suggestion reopened"),
    purpose=Purpose.WORK,
    events=(feedback.REOPENED,),
    targets=_to_handlers,
    load=_load_for_staff,
    write=_reopened,
)
MESSAGES = (RECEIVED, ANSWERED, DUE, REOPENED)
