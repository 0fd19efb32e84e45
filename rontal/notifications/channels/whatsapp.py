"""WhatsApp: template messages through the Cloud API of Meta, which the library pays for.

A template is agreed with Meta beforehand; the library's profile names it for each message. It takes
one parameter of text: the notice, without the name of any book.
"""

import json
from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django.conf import settings
from django.utils.translation import get_language

from rontal.core import outgoing
from rontal.core.outgoing import AddressForbidden, Answer, ServerUnavailable
from rontal.core.sealing import keyed_hashes
from rontal.notifications import selectors
from rontal.notifications.channels.base import Address
from rontal.notifications.channels.push import retry_after
from rontal.notifications.content import Loaded, MessageType, Target
from rontal.notifications.errors import (
    NotOnWhatsApp,
    WhatsAppAway,
    WhatsAppRefused,
    WhatsAppUncertain,
)
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName
from rontal.standard.selectors import library

TIMEOUT_SECONDS: Final = 20.0
RETRY_CODES: Final = frozenset({1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 133004})
"""Meta's codes for "later": service away, rate of the account, the app or the pair of numbers."""

RECIPIENT_CODES: Final = frozenset({130472, 131021, 131026, 131030, 131047, 131049, 131050})
"""Meta's codes for a recipient who cannot be reached: no WhatsApp, too old a version, opted out."""


class WhatsApp:
    """Channel for people who consented to it, purpose by purpose."""

    name: ClassVar[ChannelName] = ChannelName.WHATSAPP
    waits_for_quiet_hours: ClassVar[bool] = True
    falls_back: ClassVar[bool] = True

    def addresses(self, entry: MessageType[Any], target: Target) -> Iterable[Address]:
        """Yields the account, where the library offers the message and the person consented."""
        account = target.account_id
        if account is not None and is_offered(entry) and self._consented(entry, account):
            yield Address(account)

    def is_wanted(self, entry: MessageType[Any], message: Message) -> bool:
        """Returns whether the consent is still valid."""
        account = message.account_id
        return account is not None and is_offered(entry) and self._consented(entry, account)

    def send(self, entry: MessageType[Any], message: Message, loaded: Loaded[Any]) -> str:
        """Sends the template; returns Meta's id of the message. Raises NotOnWhatsApp,
        WhatsAppRefused, WhatsAppUncertain, WhatsAppAway."""
        if message.attempts > 1 and not message.error:  # a crash in the middle of a try
            raise WhatsAppUncertain
        number = selectors.whatsapp_number(message.account_id)
        if not number:
            raise NotOnWhatsApp
        try:
            answer = outgoing.post(
                f"{settings.WHATSAPP_API}/{settings.WHATSAPP_PHONE}/messages",
                body=json.dumps(_payload(entry, message, loaded, number)).encode(),
                headers={
                    "Authorization": f"Bearer {settings.WHATSAPP_TOKEN}",
                    "Content-Type": "application/json",
                },
                seconds=TIMEOUT_SECONDS,
                private=settings.PUSH_PRIVATE,
            )
        except AddressForbidden:
            raise WhatsAppRefused from None
        except ServerUnavailable as error:
            raise (WhatsAppUncertain if error.reached else WhatsAppAway)() from None
        return _receipt(answer)

    def _consented(self, entry: MessageType[Any], account: int) -> bool:
        return selectors.has_consented(account, entry.purpose, self.name)


def is_set() -> bool:
    """Returns whether the library has switched WhatsApp on."""
    return bool(settings.WHATSAPP_TOKEN and settings.WHATSAPP_PHONE)


def verify_token() -> str:
    """Returns the token that is entered at Meta together with the address of the webhook."""
    return verify_tokens()[0]


def verify_tokens() -> list[str]:
    """Returns the tokens under all hash keys, the active one first."""
    return [one.hex()[:32] for one in keyed_hashes("verify", purpose="whatsapp.hook")]


def is_offered(entry: MessageType[Any]) -> bool:
    """Returns whether the library has a template for this message."""
    return is_set() and bool(template_of(entry.code))


def template_of(code: str) -> str:
    """Returns the template name of a message, from the profile; "" where there is none."""
    return library().whatsapp_channel.templates.get(code, "")


def _language() -> str:
    """Returns the active language if the library has templates in it, else its first language."""
    known, active = library().whatsapp_channel.languages, get_language() or "id"
    return active if active in known else known[0]


def _payload(
    entry: MessageType[Any], message: Message, loaded: Loaded[Any], number: str
) -> dict[str, Any]:
    assert entry.notice is not None
    notice = entry.notice(loaded.facts)
    parameter = {"type": "text", "text": f"{notice.title}. {notice.body}"}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": number,
        "type": "template",
        "biz_opaque_callback_data": str(message.pk),
        "template": {
            "name": template_of(entry.code),
            "language": {"code": _language()},
            "components": [{"type": "body", "parameters": [parameter]}],
        },
    }


def _receipt(answer: Answer) -> str:
    try:
        reply = json.loads(answer.body)
    except ValueError:
        reply = {}
    reply = reply if isinstance(reply, dict) else {}
    if answer.status == 200:
        messages = reply.get("messages") or [{}]
        return str(messages[0].get("id", ""))[:120]
    code = int((reply.get("error") or {}).get("code") or 0)
    if code in RECIPIENT_CODES:
        raise NotOnWhatsApp
    if code in RETRY_CODES or answer.status == 429 or answer.status >= 500:
        raise WhatsAppAway(seconds=retry_after(answer))
    raise WhatsAppRefused
