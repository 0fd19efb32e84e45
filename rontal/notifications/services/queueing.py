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
    """Queues every message that an event triggers, on every channel of its recipients."""
    for entry in registry.types_for(event.name):
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
    """Queues a message once per event, kind, channel, clerk and device, and defers its delivery.
    Returns None where it was queued before."""
    address = address or Address(target.account_id)
    unique_fields: dict[str, Any] = {
        "event_id": event_id,
        "kind": kind,
        "channel": channel,
        "staff_id": target.staff_id,
        "subscription_id": address.subscription_id,
    }
    other_fields = {
        "application_id": target.application_id,
        "ticket_id": target.ticket_id,
        "data_request_id": target.data_request_id,
        "incident_id": target.incident_id,
        "affected_id": target.affected_id,
        "account_id": address.account_id,
    }
    with transaction.atomic():
        message, fresh = Message.objects.get_or_create(**unique_fields, defaults=other_fields)
        if not fresh:
            return None
        defer_delivery(message.pk, at=target.at)
    return message


def defer_delivery(message_id: int, at: datetime | None = None) -> None:
    """Defers the job that delivers a message, at once or at `at`. A lock runs one job per message
    at a time, as a killed worker can leave several."""
    lock = f"{DELIVERY}:{message_id}"
    app.configure_task(DELIVERY, schedule_at=at, lock=lock).defer(message_id=message_id)


def _queue_on(
    addresses: Any, entry: MessageType[Any], target: Target, name: ChannelName, event: Event
) -> None:
    for address in addresses:
        queue(kind=entry.code, event_id=event.pk, target=target, address=address, channel=name)
