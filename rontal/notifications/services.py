"""Queueing a message and handing it over to the mail server."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import translation
from procrastinate.contrib.django import app

from rontal.accounts.models import User
from rontal.accounts.selectors import reset_path
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.kernel.models import Event
from rontal.kernel.transitions import move
from rontal.notifications import (
    application_mail,
    events,
    hold_mail,
    letters,
    licence_mail,
    loan_mail,
    mail,
    member_mail,
    reminders,
    ticket_mail,
)
from rontal.notifications.application_mail import SENDER
from rontal.notifications.kinds import Kind
from rontal.notifications.mail import Recipient
from rontal.notifications.measuring import measure_result
from rontal.notifications.models import Message
from rontal.notifications.states import TRANSITIONS, MessageState
from rontal.standard.selectors import library

DELIVERY = "notifications:deliver"  # the job of this name is in tasks.py


def queue(
    *,
    kind: Kind,
    event_id: int,
    application_id: int | None = None,
    ticket_id: int | None = None,
    staff_id: int | None = None,
    at: datetime | None = None,
) -> Message | None:
    """Queues a message once an event, kind and clerk, and defers its delivery; None where it was.

    It is handed over at once, or at `at`.
    """
    about = {"application_id": application_id, "ticket_id": ticket_id}
    with transaction.atomic():
        message, fresh = Message.objects.get_or_create(
            event_id=event_id, kind=kind, staff_id=staff_id, defaults=about
        )
        if not fresh:
            return None
        _defer_delivery(message.pk, at=at)
    return message


def queue_about_ticket(*, event: Event) -> None:
    """Queues the mails that news of a complaint or suggestion asks for."""
    kind, ticket = ticket_mail.KINDS[event.name], ticket_mail.ticket_of(event)
    for staff_id in ticket_mail.readers(kind, ticket):
        queue(kind=kind, event_id=event.pk, ticket_id=ticket.pk, staff_id=staff_id)


def queue_reminders(*, event: Event) -> None:
    """Queues one mail for each clerk about the cases of a reminder."""
    for staff_id in reminders.readers():
        queue(kind=Kind.CASES_DUE, event_id=event.pk, staff_id=staff_id)


def queue_about_licences(*, event: Event) -> None:
    """Queues one mail for each librarian about licences near their end."""
    for staff_id in licence_mail.readers():
        queue(kind=Kind.LICENCES_DUE, event_id=event.pk, staff_id=staff_id)


def deliver(*, message_id: int) -> None:
    """Hands a queued message to the mail server; a sent one is left alone, and one that nobody is
    to read any more is forgotten.

    Raises AddressRefused (final) and MailServerAway (try again). A mail is handed over before
    its state is written: where the process dies between the two it may be sent twice, never not.
    """
    message = Message.objects.select_related("application", "ticket", "staff").get(pk=message_id)
    if message.state != MessageState.QUEUED:
        return
    written = _compose(message)
    if written is None:
        message.delete()
        return
    Message.objects.filter(pk=message.pk).update(attempts=message.attempts + 1)
    mail.hand_over(written)
    with transaction.atomic():
        move(message, MessageState.SENT, table=TRANSITIONS, sent_at=clock.now(), error="")
        emit(events.SENT, actor=SENDER, subject=message, data={"kind": message.kind})
        measure_result(message)


def _compose(message: Message) -> EmailMultiAlternatives | None:
    """The mail as it is at this moment; None where there is nobody to tell any more."""
    kind = Kind(message.kind)
    if message.application and kind in member_mail.KINDS:
        return member_mail.compose(message.application, kind, message.event_id)
    if message.application and kind in hold_mail.KINDS.values():
        return hold_mail.compose(message.application, kind, message.event_id)
    if message.application and kind in loan_mail.KINDS.values():
        return loan_mail.compose(message.application, kind, message.event_id)
    if message.application:
        return application_mail.compose(message.application, kind, message.event_id)
    if message.ticket:
        return ticket_mail.compose(message.ticket, kind, message.event_id, message.staff)
    if message.staff is None:
        return None
    compose = licence_mail.compose if kind is Kind.LICENCES_DUE else reminders.compose
    return compose(message.staff, message.event_id)


def give_up(*, message_id: int, error: str) -> None:
    """Marks a queued message as failed, with the code of the reason, for staff to see."""
    message = Message.objects.get(pk=message_id)
    if message.state != MessageState.QUEUED:
        return
    with transaction.atomic():
        move(message, MessageState.FAILED, table=TRANSITIONS, error=error)
        data = {"kind": message.kind, "error": error}
        emit(events.FAILED, actor=SENDER, subject=message, data=data)


def note_error(*, message_id: int, error: str) -> None:
    """Records why the last try failed, while the message stays queued."""
    Message.objects.filter(pk=message_id, state=MessageState.QUEUED).update(error=error)


def queue_again(*, message_id: int, actor: Actor) -> None:
    """Staff send a failed message on its way again; raises IllegalTransition otherwise."""
    message = Message.objects.get(pk=message_id)
    with transaction.atomic():
        move(message, MessageState.QUEUED, table=TRANSITIONS)
        emit(events.QUEUED_AGAIN, actor=actor, subject=message, data={"kind": message.kind})
        _defer_delivery(message.pk)


def _defer_delivery(message_id: int, at: datetime | None = None) -> None:
    app.configure_task(DELIVERY, schedule_at=at).defer(message_id=message_id)


def send_password_reset(*, user_id: int) -> None:
    """Hands over the mail with the way to a new password, written at this moment.

    Raises AddressRefused (final) and MailServerAway (try again).
    """
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return
    link = settings.PUBLIC_URL + reset_path(user)
    facts = letters.Facts(
        library=library(), name=user.name, greeted=user.name, code=user.login_name, link=link
    )
    with translation.override(user.language):
        recipient = Recipient(user.name, user.email)
        written = mail.write(letters.password_reset(facts), facts, recipient)
    mail.hand_over(written)
