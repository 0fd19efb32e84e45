"""Locks and state transitions of tickets, in one place, so that each transition emits one event."""

from typing import Any

from rontal.accounts.roles import TICKET_HANDLERS
from rontal.core import clock, transitions
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import Scalar, emit
from rontal.feedback import events
from rontal.feedback.errors import NotHandler
from rontal.feedback.models import Ticket
from rontal.feedback.states import TICKET_TRANSITIONS, TicketState

Data = dict[str, Scalar]


def require_staff(actor: Actor) -> None:
    """Raises NotAllowed for everybody but clerks and heads of service."""
    actor.require(*TICKET_HANDLERS)


def lock(ticket_id: int) -> Ticket:
    """Returns the ticket, locked until the transaction ends; raises NotFound."""
    return NotFound.if_none(
        Ticket.objects.select_for_update(no_key=True, of=("self",)).filter(pk=ticket_id).first()
    )


def lock_handled(ticket_id: int, actor: Actor) -> Ticket:
    """Returns the ticket, locked, if the actor is its handler; raises NotAllowed, NotFound,
    NotHandler.
    """
    require_staff(actor)
    ticket = lock(ticket_id)
    if ticket.handler_id != actor.id:
        raise NotHandler
    return ticket


def move(
    ticket: Ticket,
    to: TicketState,
    *,
    event: str,
    actor: Actor,
    data: Data | None = None,
    **changes: Any,
) -> None:
    """Changes the state of a ticket and emits the event with `from` and `to`.

    Raises IllegalTransition.
    """
    frm = str(ticket.state)
    transitions.move(ticket, to, table=TICKET_TRANSITIONS, **changes)
    emit(event, actor=actor, subject=ticket, data={"from": frm, "to": to.value, **(data or {})})


def change(ticket: Ticket, **changes: Any) -> None:
    """Writes columns of a locked ticket other than its state."""
    for name, value in changes.items():
        setattr(ticket, name, value)
    ticket.save(update_fields=list(changes))


def close(ticket: Ticket, actor: Actor, *, how: str, **changes: Any) -> None:
    """Closes a locked ticket; `how` (by whom, or why without an answer) is stored in the event."""
    move(
        ticket,
        TicketState.CLOSED,
        event=events.CLOSED,
        actor=actor,
        data={"how": how},
        closed_at=clock.now(),
        closes_at=None,
        **changes,
    )
