"""Actions of staff on a ticket."""

from django.db import transaction

from rontal.accounts.roles import TICKET_HANDLERS, Role
from rontal.accounts.selectors import roles_of
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid, NotAllowed
from rontal.core.events import emit
from rontal.feedback import events
from rontal.feedback.errors import NotHandler, TicketOver, TicketTaken
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.rules.kinds import (
    Category,
    EntryKind,
    Kind,
    Pace,
    SetAside,
)
from rontal.feedback.selectors.promise import answer_due, closes, start_of_clock
from rontal.feedback.states import TicketState
from rontal.feedback.steps.ticket_changes import (
    change,
    lock,
    lock_handled,
    move,
    require_staff,
)
from rontal.feedback.steps.ticket_changes import close as close_now
from rontal.feedback.steps.writing import validate_text, write
from rontal.standard.replies.services import record_template_use

_T = TicketState


def take(*, ticket_id: int, actor: Actor) -> Ticket:
    """Takes a ticket for the acting clerk, which is the library's first response to the reporter.

    Raises NotAllowed, NotFound, TicketTaken when it is already taken.
    """
    require_staff(actor)
    with transaction.atomic():
        ticket = lock(ticket_id)
        if ticket.state != _T.RECEIVED:  # A reopened ticket keeps its handler.
            raise TicketTaken
        move(
            ticket,
            _T.IN_PROGRESS,
            event=events.TAKEN,
            actor=actor,
            handler_id=actor.id,
            first_response_at=clock.now(),
            reminded_at=None,
        )
    return ticket


def reassign(*, ticket_id: int, to: int, actor: Actor) -> Ticket:
    """Assigns a ticket in progress to another clerk or head of service.

    Its handler may do so, and heads always. Raises NotAllowed, NotFound, NotHandler, TicketOver,
    and Invalid when the account `to` may not handle tickets.
    """
    require_staff(actor)
    if not roles_of(to) & set(TICKET_HANDLERS):
        raise Invalid({"to": "not_staff"})
    with transaction.atomic():
        ticket = lock(ticket_id)
        if ticket.state != _T.IN_PROGRESS:
            raise TicketOver
        if ticket.handler_id != actor.id and not actor.has_any(Role.HEAD):
            raise NotHandler
        change(ticket, handler_id=to)
        emit(events.HANDED_ON, actor=actor, subject=ticket, data={"to": to})
    return ticket


def classify(*, ticket_id: int, kind: Kind, category: Category, pace: Pace, actor: Actor) -> Ticket:
    """Changes kind, category and pace; the due time is recomputed from the start of the ticket.

    Raises NotAllowed, NotFound, NotHandler, TicketOver.
    """
    with transaction.atomic():
        ticket = lock_handled(ticket_id, actor)
        if ticket.state != _T.IN_PROGRESS:
            raise TicketOver
        due = answer_due(start_of_clock(ticket), pace)
        reminded = ticket.reminded_at if due == ticket.due_at else None
        change(ticket, kind=kind, category=category, pace=pace, due_at=due, reminded_at=reminded)
        data = {"kind": kind.value, "category": category.value, "pace": pace.value}
        emit(events.SORTED, actor=actor, subject=ticket, data=data)
    return ticket


def add_note(*, ticket_id: int, words: str, actor: Actor) -> Entry:
    """Adds a note that only staff see; any clerk may. Raises NotAllowed, NotFound, Invalid."""
    require_staff(actor)
    text = validate_text(words)
    with transaction.atomic():
        ticket = lock(ticket_id)
        entry = write(ticket, EntryKind.NOTE, text, staff_id=actor.id)
        emit(events.NOTED, actor=actor, subject=ticket)
    return entry


def answer(*, ticket_id: int, words: str, actor: Actor, template: int | None = None) -> Entry:
    """Answers a ticket; the answer is also sent by mail if there is an address.

    `template` is the version of the reply template that the text started with. The first answer
    determines whether the ticket was answered in time. Raises NotAllowed, NotFound, NotHandler,
    Invalid, IllegalTransition.
    """
    text = validate_text(words)
    with transaction.atomic():
        ticket = lock_handled(ticket_id, actor)
        now = clock.now()
        in_time = now <= ticket.due_at if ticket.in_time is None else ticket.in_time
        entry = write(ticket, EntryKind.ANSWER, text, staff_id=actor.id)
        move(
            ticket,
            _T.ANSWERED,
            event=events.ANSWERED,
            actor=actor,
            data={"entry": entry.pk, "in_time": now <= ticket.due_at},
            answered_at=ticket.answered_at or now,
            in_time=in_time,
            closes_at=closes(now),
            news=False,
        )
        record_template_use(version_id=template, subject=ticket)
    return entry


def close_without_answer(*, ticket_id: int, why: SetAside, actor: Actor) -> Ticket:
    """Closes a ticket without an answer, for a recorded reason.

    Raises NotAllowed, NotFound, NotHandler, IllegalTransition.
    """
    with transaction.atomic():
        ticket = lock_handled(ticket_id, actor)
        if ticket.state != _T.IN_PROGRESS:
            raise IllegalTransition(frm=str(ticket.state), to=_T.CLOSED.value)
        close_now(ticket, actor, how=why.value, set_aside=why, news=False)
    return ticket


def close(*, ticket_id: int, actor: Actor) -> Ticket:
    """Closes an answered ticket before it is closed automatically.

    Raises NotAllowed, NotFound, NotHandler, IllegalTransition.
    """
    with transaction.atomic():
        ticket = lock_handled(ticket_id, actor)
        if ticket.state != _T.ANSWERED:
            raise IllegalTransition(frm=str(ticket.state), to=_T.CLOSED.value)
        close_now(ticket, actor, how="staff", news=False)
    return ticket


def mark_news_read(*, ticket_id: int, actor: Actor) -> None:
    """Marks the news of a ticket as read by its handler; does nothing for others."""
    if actor.id is None:
        raise NotAllowed
    rows = Ticket.objects.filter(pk=ticket_id, handler_id=actor.id, news=True)
    rows.update(news=False)
