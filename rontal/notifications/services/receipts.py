"""Status reports of WhatsApp for messages that it accepted."""

from django.db import transaction

from rontal.kernel.events import emit
from rontal.notifications import events
from rontal.notifications.errors import NotOnWhatsApp
from rontal.notifications.messages.sender import SENDER
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName
from rontal.notifications.services.delivery import fall_back
from rontal.notifications.states import MessageState


def note_refusal(*, receipt: str) -> None:
    """Notes that WhatsApp could not deliver a message that it had taken, and sends the mail in its
    place; twice changes nothing."""
    rows = Message.objects.filter(channel=ChannelName.WHATSAPP, receipt=receipt)
    with transaction.atomic():
        message = rows.select_for_update().filter(state=MessageState.SENT).first()
        if not receipt or message is None or message.error:
            return
        message.error = NotOnWhatsApp.code
        message.save(update_fields=["error"])
        data = {"kind": message.kind, "channel": message.channel, "error": message.error}
        emit(events.FAILED, actor=SENDER, subject=message, data=data)
        fall_back(message)
