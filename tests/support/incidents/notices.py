"""Delivery of the notices of an incident."""

from rontal.core.models import Event
from rontal.notifications import services as notifications
from rontal.notifications.models import Message


def deliver_all() -> None:
    """Queues and sends the messages of all events of incidents."""
    for event in Event.objects.filter(name__startswith="incident:").order_by("pk"):
        notifications.queue_for(event=event)
    for message in Message.objects.filter(state="queued").order_by("pk"):
        notifications.deliver(message_id=message.pk)
