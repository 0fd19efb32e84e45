"""Messages and tries to deliver them."""

from types import SimpleNamespace

from rontal.core.models import Event
from rontal.notifications import tasks
from rontal.notifications.models import Message


def queued(application, name: str) -> Message:
    """The message caused by the newest event of this name."""
    event = Event.objects.filter(name=name).latest("pk")
    tasks.queue_messages(event)
    return Message.objects.get(event_id=event.pk, channel="mail")


def last_try() -> SimpleNamespace:
    return SimpleNamespace(job=SimpleNamespace(attempts=tasks.TRIES - 1))


def first_try() -> SimpleNamespace:
    return SimpleNamespace(job=SimpleNamespace(attempts=0))


def try_delivery(message: Message, context: SimpleNamespace) -> Message:
    tasks.deliver_message(context, message_id=message.pk)
    message.refresh_from_db()
    return message
