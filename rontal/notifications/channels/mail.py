"""Mail: a message as text and HTML, handed over to the mail server."""

import smtplib
from collections.abc import Iterable
from email.utils import formataddr, make_msgid
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from rontal.core import sealing
from rontal.notifications import choice_links, selectors
from rontal.notifications.channels.base import Address
from rontal.notifications.content import Loaded, MessageText, MessageType, Target
from rontal.notifications.errors import AddressRefused, MailServerAway
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName
from rontal.standard.selectors import library

LEAST_FINAL: Final = 500
"""SMTP answers from here on are final (RFC 5321, section 4.2.1)."""


class Mail:
    """The channel that everybody has."""

    name: ClassVar[ChannelName] = ChannelName.MAIL
    keeps_quiet: ClassVar[bool] = False
    falls_back: ClassVar[bool] = False

    def addresses(self, entry: MessageType[Any], target: Target) -> Iterable[Address]:
        """One mail, unless the recipient has no address or switched it off."""
        off = entry.optional and not selectors.is_on(target.account_id, entry.purpose, self.name)
        return [Address(target.account_id)] if target.mail and not off else []

    def wanted(self, entry: MessageType[Any], message: Message) -> bool:
        """Returns whether the recipient still wants mail; what WhatsApp could not deliver
        goes by mail in any case."""
        if not entry.optional or _stands_in(message):
            return True
        return selectors.is_on(message.account_id, entry.purpose, self.name)

    def hand_over(self, entry: MessageType[Any], message: Message, loaded: Loaded[Any]) -> str:
        """Writes the mail and hands it over. Raises AddressRefused, MailServerAway."""
        if not loaded.address:
            raise AddressRefused
        stop_path = loaded.stop_path
        if entry.optional and message.account_id and not stop_path:
            stop_path = choice_links.path_for(message.account_id, entry.purpose)
        message_id = loaded.message_id or _message_id(message)
        send(write(entry.write(loaded.facts), loaded, stop_path=stop_path, message_id=message_id))
        return ""


def write(
    text: MessageText, loaded: Loaded[Any], *, stop_path: str = "", message_id: str = ""
) -> EmailMultiAlternatives:
    """The mail, as text and as HTML, in the active language.

    `message_id` is the mail's own where replies or copies are to be known by it.
    """
    language, profile = get_language() or "id", library()
    stop_link = settings.PUBLIC_URL + stop_path if stop_path else ""
    context = {
        "text": text,
        "link": settings.PUBLIC_URL + loaded.path,
        "stop_link": stop_link,
        "greeted": loaded.name,
        "library": profile,
        "language": language,
    }
    mail = EmailMultiAlternatives(
        subject=text.subject,
        body=render_to_string("notifications/mail.txt", context),
        from_email=formataddr((profile.short_name, profile.sender)),
        to=[loaded.address],
        reply_to=[profile.email],
        headers={
            "Message-ID": message_id or make_msgid(domain=_domain()),
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            **_stopping(stop_link),
        },
    )
    mail.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    return mail


def send(mail: EmailMultiAlternatives) -> None:
    """Gives a mail to the mail server; raises AddressRefused (final) or MailServerAway."""
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        if all(code >= LEAST_FINAL for code in codes):
            raise AddressRefused from None
        raise MailServerAway from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerAway from error


def _stands_in(message: Message) -> bool:
    rows = Message.objects.filter(event_id=message.event_id, kind=message.kind)
    return rows.filter(channel=ChannelName.WHATSAPP).exclude(error="").exists()


def _message_id(message: Message) -> str:
    """The same id at every try: a copy that a crash sent twice is known as one."""
    key = sealing.keyed_hash(str(message.pk), purpose="notifications.message_id").hex()[:32]
    return f"<{key}@{_domain()}>"


def _domain() -> str:
    return library().sender.rpartition("@")[2] or "localhost"


def _stopping(link: str) -> dict[str, str]:
    """Lets the recipient's mail program offer the way out (RFC 2369, RFC 8058)."""
    if not link:
        return {}
    one_click = "List-Unsubscribe=One-Click"
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": one_click}
