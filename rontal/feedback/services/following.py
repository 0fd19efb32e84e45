"""What the person who wrote in does, holding the ticket's secret and nothing else.

The door has looked the secret up (`selectors.follow.by_code`) before it calls these.
"""

from collections.abc import Sequence

from django.db import transaction

from rontal.feedback import events
from rontal.feedback.errors import IdentityGone, NoAnswerYet, ReopenedBefore, TicketOver
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.rules.kinds import BEST_RATING, EntryKind, Pace
from rontal.feedback.selectors.promise import answer_due
from rontal.feedback.states import DONE, TicketState
from rontal.feedback.steps import attaching
from rontal.feedback.steps.moving import change, close, lock, move
from rontal.feedback.steps.writing import said, write
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import Invalid
from rontal.kernel.events import emit
from rontal.kernel.models import SealedFile


def add_reply(
    *, ticket_id: int, words: str, actor: Actor, files: Sequence[SealedFile] = ()
) -> Entry:
    """Adds words to a ticket that is not closed; whoever handles it is shown that there is news.

    Raises NotFound, Invalid, TicketOver, TooManyAttachments.
    """
    text = said(words)
    with transaction.atomic():
        ticket = lock(ticket_id)
        if ticket.state == TicketState.CLOSED:
            raise TicketOver
        entry = write(ticket, EntryKind.REPLY, text)
        attaching.attach(entry, files)
        change(ticket, news=True)
        emit(events.REPLIED, actor=actor, subject=ticket, data={"attachments": len(files)})
    return entry


def reopen(*, ticket_id: int, words: str, actor: Actor) -> Ticket:
    """Says, once, that the answer is not enough; a new time begins and the same hand goes on.

    Raises NotFound, Invalid, ReopenedBefore, NoAnswerYet.
    """
    text = said(words)
    with transaction.atomic():
        ticket = lock(ticket_id)
        if ticket.state not in DONE or ticket.erased_at is not None:
            raise NoAnswerYet
        if ticket.reopened_at is not None:
            raise ReopenedBefore
        write(ticket, EntryKind.REPLY, text)
        now = clock.now()
        move(
            ticket,
            TicketState.IN_PROGRESS,
            event=events.REOPENED,
            actor=actor,
            reopened_at=now,
            due_at=answer_due(now, Pace(ticket.pace)),
            closes_at=None,
            closed_at=None,
            set_aside="",
            reminded_at=None,
            news=True,
        )
    return ticket


def rate(*, ticket_id: int, stars: int, actor: Actor) -> Ticket:
    """Rates the answer from 1 to 4 (the scale of the satisfaction survey) and closes the ticket.

    A closed ticket may be rated too; a later rating takes the place of an earlier one.
    Raises NotFound, Invalid, NoAnswerYet.
    """
    if not 1 <= stars <= BEST_RATING:
        raise Invalid({"stars": "out_of_range"})
    with transaction.atomic():
        ticket = lock(ticket_id)
        if ticket.state not in DONE or ticket.answered_at is None:
            raise NoAnswerYet
        change(ticket, rating=stars)
        emit(events.RATED, actor=actor, subject=ticket, data={"rating": stars})
        if ticket.state == TicketState.ANSWERED:
            close(ticket, actor, how="person")
    return ticket


def withdraw_identity(*, ticket_id: int, actor: Actor) -> Ticket:
    """Takes name and contact back; the words stay and are answered on the follow page.

    Raises NotFound, IdentityGone.
    """
    with transaction.atomic():
        ticket = lock(ticket_id)
        if ticket.reporter is None:
            raise IdentityGone
        change(ticket, reporter=None, has_email=False, email_hash=None)
        emit(events.IDENTITY_WITHDRAWN, actor=actor, subject=ticket)
    return ticket
