"""Periodic services: closing answered tickets, erasing old ones."""

from datetime import timedelta

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.feedback import events
from rontal.feedback.models import Entry, FollowKey, Ticket, Upload
from rontal.feedback.policies import FeedbackPolicies
from rontal.feedback.states import TicketState
from rontal.feedback.steps import attaching
from rontal.feedback.steps.ticket_changes import change, close, lock

CLOSER = Actor.system("feedback.close_answered")
ERASER = Actor.system("feedback.erase_old")
SWEEPER = Actor.system("feedback.sweep_uploads")


def close_answered() -> int:
    """Closes tickets whose answer was not contradicted in time; returns their number."""
    due = Ticket.objects.filter(state=TicketState.ANSWERED, closes_at__lte=clock.now())
    return sum(_close(pk) for pk in due.order_by("closes_at").values_list("pk", flat=True))


def erase_old() -> int:
    """Erases text, identity and attachments of tickets closed long enough ago; returns their
    number.

    Kind, times and rating remain for the figures.
    """
    before = clock.now() - timedelta(days=FeedbackPolicies.current().feedback_keep_days)
    due = Ticket.objects.filter(closed_at__lte=before, erased_at=None).order_by("closed_at")
    return sum(_erase(pk) for pk in due.values_list("pk", flat=True))


def sweep_uploads() -> int:
    """Erases uploaded files whose form was never sent; returns their number."""
    due = Upload.objects.filter(expires_at__lte=clock.now()).values_list("pk", flat=True)
    return sum(_sweep(pk) for pk in due)


@transaction.atomic
def _close(ticket_id: int) -> bool:
    ticket = lock(ticket_id)
    if ticket.state != TicketState.ANSWERED or not ticket.closes_at:
        return False
    if ticket.closes_at > clock.now():
        return False
    close(ticket, CLOSER, how="time")
    return True


@transaction.atomic
def _erase(ticket_id: int) -> bool:
    ticket = lock(ticket_id)
    if ticket.erased_at is not None or ticket.closed_at is None:
        return False
    files = [one.file for one in ticket.attachments.select_related("file")]
    attaching.erase(files, actor=ERASER, reason="retention_over")
    Entry.objects.filter(ticket=ticket).update(words={"text": ""})
    FollowKey.objects.filter(ticket=ticket).delete()
    change(
        ticket,
        reporter=None,
        has_email=False,
        email_hash=None,
        topic={"text": ""},
        erased_at=clock.now(),
    )
    emit(events.ERASED, actor=ERASER, subject=ticket)
    return True


@transaction.atomic
def _sweep(upload_id: int) -> bool:
    rows = Upload.objects.select_for_update(of=("self",)).select_related("file")
    upload = rows.filter(pk=upload_id, expires_at__lte=clock.now()).first()
    if upload is None:
        return False
    upload.delete()
    attaching.erase([upload.file], actor=SWEEPER, reason="never_sent")
    return True
