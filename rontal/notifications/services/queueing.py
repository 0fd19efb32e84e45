"""Queueing messages: one row and one job for each recipient and channel."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from procrastinate.contrib.django import app

from rontal.core.models import Event
from rontal.notifications import registry
from rontal.notifications.channels.base import Address
from rontal.notifications.channels.table import CHANNELS
from rontal.notifications.content import MessageType, Target
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName

DELIVERY: Final = "notifications:deliver"  # the job of this name is in tasks.py


def queue_for(*, event: Event) -> None:
    """Queues every message that an event asks for, on every channel that its recipients use."""
    for entry in registry.asked_by(event.name):
        for target in entry.targets(event):
            for name in ChannelName:
                if name in entry.channels:
                    _queue_on(CHANNELS[name].addresses(entry, target), entry, target, name, event)


def queue(
    *,
    kind: str,
    event_id: int,
    target: Target,
    address: Address | None = None,
    channel: ChannelName = ChannelName.MAIL,
) -> Message | None:
    """Queues a message once an event, kind, channel, clerk and device, and defers its delivery;
    None where it was queued already."""
    address = address or Address(target.account_id)
    once: dict[str, Any] = {
        "event_id": event_id,
        "kind": kind,
        "channel": channel,
        "staff_id": target.staff_id,
        "subscription_id": address.subscription_id,
    }
    about = {
        "application_id": target.application_id,
        "ticket_id": target.ticket_id,
        "account_id": address.account_id,
    }
    with transaction.atomic():
        message, fresh = Message.objects.get_or_create(**once, defaults=about)
        if not fresh:
            return None
        defer_delivery(message.pk, at=target.at)
    return message


def defer_delivery(message_id: int, at: datetime | None = None) -> None:
    """Defers the job that delivers a message, at once or at `at`; of several jobs for one message,
    which a killed worker can leave, one runs at a time."""
    lock = f"{DELIVERY}:{message_id}"
    app.configure_task(DELIVERY, schedule_at=at, lock=lock).defer(message_id=message_id)


def _queue_on(
    addresses: Any, entry: MessageType[Any], target: Target, name: ChannelName, event: Event
) -> None:
    for address in addresses:
        queue(kind=entry.code, event_id=event.pk, target=target, address=address, channel=name)
