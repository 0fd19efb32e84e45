"""Services that deliver messages through their channels."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from rontal.accounts.models import User
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.transitions import move
from rontal.notifications import events, rules
from rontal.notifications.channels import mail
from rontal.notifications.channels.base import Channel
from rontal.notifications.channels.table import CHANNELS
from rontal.notifications.content import MessageType, Target
from rontal.notifications.errors import DeviceGone
from rontal.notifications.messages.account import load_password_reset, password_reset
from rontal.notifications.messages.sender import SENDER
from rontal.notifications.models import Message, Subscription
from rontal.notifications.policies import NotificationsPolicies
from rontal.notifications.purposes import ChannelName
from rontal.notifications.registry import MESSAGES
from rontal.notifications.services.devices import delete_device
from rontal.notifications.services.queueing import defer_delivery, queue
from rontal.notifications.states import TRANSITIONS, MessageState
from rontal.notifications.step_measurements import measure_result
from rontal.standard.selectors import library

MAX_ERROR_LENGTH = 60


def deliver(*, message_id: int) -> None:
    """Delivers a queued message through its channel, with the facts of this moment.

    Ignores sent messages. Deletes a message that is no longer true or no longer wanted, and defers
    one in quiet hours until they end. Raises FinalRefusal and TryAgain. A message is sent before
    its state is written: where the process dies between the two, a mail or push may be sent twice,
    with the same id, but never lost.
    """
    message = _queued(message_id)
    if message is None:
        return
    entry, channel = MESSAGES.get(message.kind), CHANNELS[ChannelName(message.channel)]
    if entry is None or not channel.is_wanted(entry, message):
        message.delete()
        return
    until = _quiet_until(entry, channel)
    if until is not None:
        defer_delivery(message.pk, at=until)
        return
    _deliver_now(message, entry, channel)


def _queued(message_id: int) -> Message | None:
    rows = Message.objects.select_related(
        "application", "ticket", "data_request", "incident", "affected", "staff", "subscription"
    )
    return rows.filter(pk=message_id, state=MessageState.QUEUED).first()


def _quiet_until(entry: MessageType[Any], channel: Channel) -> datetime | None:
    if entry.urgent or not channel.waits_for_quiet_hours:
        return None
    profile = library()
    begins, ends = (
        NotificationsPolicies.current().quiet_from_hour,
        NotificationsPolicies.current().quiet_until_hour,
    )
    return rules.quiet_until(timezone.localtime(clock.now(), profile.tz), begins=begins, ends=ends)


def _deliver_now(message: Message, entry: MessageType[Any], channel: Channel) -> None:
    loaded = entry.load(message)
    if loaded is None or (channel.name is ChannelName.MAIL and not loaded.address):
        message.delete()
        return
    if not _claim(message):
        return
    try:
        with translation.override(loaded.language):
            receipt = channel.send(entry, message, loaded)
    except DeviceGone:
        delete_device(subscription_id=message.subscription_id, actor=SENDER)
        return
    _note_sent(message, receipt)


def _claim(message: Message) -> bool:
    """Counts a try; returns False where another job has started one since the row was read."""
    rows = Message.objects.filter(pk=message.pk, state=MessageState.QUEUED)
    claimed = rows.filter(attempts=message.attempts).update(attempts=message.attempts + 1, error="")
    message.attempts += 1
    return bool(claimed)


def _note_sent(message: Message, receipt: str) -> None:
    with transaction.atomic():
        now = clock.now()
        changes = {"sent_at": now, "error": "", "receipt": receipt}
        move(message, MessageState.SENT, table=TRANSITIONS, **changes)
        data = {"kind": message.kind, "channel": message.channel}
        emit(events.SENT, actor=SENDER, subject=message, data=data)
        measure_result(message)
        if message.subscription_id is not None:
            Subscription.objects.filter(pk=message.subscription_id).update(last_success_at=now)


def mark_failed(*, message_id: int, error: str) -> None:
    """Marks a queued message as failed, with the code of the reason, for staff to see; a WhatsApp
    message goes by mail instead."""
    message = _queued(message_id)
    if message is None:
        return
    with transaction.atomic():
        move(message, MessageState.FAILED, table=TRANSITIONS, error=error[:MAX_ERROR_LENGTH])
        data = {"kind": message.kind, "channel": message.channel, "error": error}
        emit(events.FAILED, actor=SENDER, subject=message, data=data)
        if CHANNELS[ChannelName(message.channel)].falls_back:
            fall_back(message)


def fall_back(message: Message) -> None:
    """Queues the mail of a message that another channel could not deliver. Does nothing where the
    mail was queued before."""
    target = Target(
        application_id=message.application_id,
        ticket_id=message.ticket_id,
        data_request_id=message.data_request_id,
        incident_id=message.incident_id,
        affected_id=message.affected_id,
        staff_id=message.staff_id,
        account_id=message.account_id,
    )
    queue(kind=message.kind, event_id=message.event_id, target=target)


def note_error(*, message_id: int, error: str) -> None:
    """Records why the last try failed, while the message stays queued."""
    Message.objects.filter(pk=message_id, state=MessageState.QUEUED).update(error=error)


def has_no_tries_left(*, message_id: int, tries: int) -> bool:
    """Returns whether a postponed message has used all its tries, each of which is a job of its
    own."""
    return Message.objects.filter(pk=message_id, attempts__gte=tries).exists()


def postpone(*, message_id: int, error: str, seconds: int) -> None:
    """Defers a queued message for the time that the recipient service asked for."""
    note_error(message_id=message_id, error=error)
    defer_delivery(message_id, at=clock.now() + timedelta(seconds=seconds))


def queue_again(*, message_id: int, actor: Actor) -> None:
    """Queues a failed message again, for staff; raises IllegalTransition in other states."""
    message = Message.objects.get(pk=message_id)
    with transaction.atomic():
        move(message, MessageState.QUEUED, table=TRANSITIONS)
        emit(events.QUEUED_AGAIN, actor=actor, subject=message, data={"kind": message.kind})
        defer_delivery(message.pk)


def send_password_reset(*, user_id: int) -> None:
    """Sends the mail with the link to a new password, written at this moment.

    Raises AddressRefused (final) and MailServerAway (try again).
    """
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return
    loaded = load_password_reset(user)
    with translation.override(user.language):
        message = mail.write(password_reset(loaded.facts), loaded)
    mail.send(message)
