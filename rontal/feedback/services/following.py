"""Actions of the reporter, who has the ticket's secret and needs no account.

The view has looked the secret up (`selectors.follow.by_code`) before it calls these.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from rontal.core import clock, erasures
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import emit
from rontal.core.models import SealedFile
from rontal.feedback import events
from rontal.feedback.errors import IdentityGone, NoAnswerYet, ReopenedBefore, TicketOver
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.rules.kinds import BEST_RATING, EntryKind, Pace
from rontal.feedback.selectors.promise import answer_due
from rontal.feedback.states import DONE, TicketState
from rontal.feedback.steps import attaching
from rontal.feedback.steps.ticket_changes import change, close, lock, move
from rontal.feedback.steps.writing import validate_text, write

IDENTITY: Final = "feedback.identity"
"""Erasure of a reporter, in the list that a restore repeats; its reference is the ticket's code."""


def add_reply(
    *, ticket_id: int, words: str, actor: Actor, files: Sequence[SealedFile] = ()
) -> Entry:
    """Adds a reply to a ticket that is not closed, and marks it as having news for its handler.

    Raises NotFound, Invalid, TicketOver, TooManyAttachments.
    """
    text = validate_text(words)
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
    """Reopens an answered ticket, once; the due time restarts and the handler stays the same.

    Raises NotFound, Invalid, ReopenedBefore, NoAnswerYet.
    """
    text = validate_text(words)
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

    A closed ticket can be rated, too; a later rating replaces an earlier one. Raises NotFound,
    Invalid, NoAnswerYet.
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
    """Erases name and contact; the text stays, and the answer is shown on the follow page only.

    Raises NotFound, IdentityGone.
    """
    with transaction.atomic():
        ticket = lock(ticket_id)
        if ticket.reporter is None:
            raise IdentityGone
        change(ticket, reporter=None, has_email=False, email_hash=None)
        emit(events.IDENTITY_WITHDRAWN, actor=actor, subject=ticket)
        erasures.note(IDENTITY, ticket.code)
    return ticket


@erasures.repeated(IDENTITY)
def withdraw_identity_again(code: str, _at: datetime) -> None:
    """Erases name and contact of a ticket again, after a backup was restored."""
    pk = Ticket.objects.filter(code=code, reporter__isnull=False).values_list("pk", flat=True)
    for ticket_id in pk:
        withdraw_identity(ticket_id=ticket_id, actor=Actor.system("feedback.restore"))
