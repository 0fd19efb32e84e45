"""Status reports of WhatsApp for messages that it accepted."""

from django.db import transaction

from rontal.core.events import emit
from rontal.notifications import events
from rontal.notifications.errors import NotOnWhatsApp
from rontal.notifications.messages.sender import SENDER
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName
from rontal.notifications.services.delivery import fall_back
from rontal.notifications.states import MessageState


def record_refusal(*, receipt: str, message_id: int) -> bool:
    """Records that WhatsApp could not deliver a message that it had accepted, and queues the mail
    instead. Idempotent.

    Returns False where the message `message_id` is still being sent, so that its receipt is not
    known yet: WhatsApp has to report it again.
    """
    whatsapp_messages = Message.objects.filter(channel=ChannelName.WHATSAPP)
    # Checked first: a message that is marked as sent meanwhile is then found by its receipt.
    if whatsapp_messages.filter(pk=message_id, state=MessageState.QUEUED).exists():
        return False
    with transaction.atomic():
        rows = whatsapp_messages.select_for_update().filter(
            receipt=receipt, state=MessageState.SENT
        )
        message = rows.first() if receipt else None
        if message is not None and not message.error:
            _fail(message)
    return True


def _fail(message: Message) -> None:
    message.error = NotOnWhatsApp.code
    message.save(update_fields=["error"])
    data = {"kind": message.kind, "channel": message.channel, "error": message.error}
    emit(events.FAILED, actor=SENDER, subject=message, data=data)
    fall_back(message)
