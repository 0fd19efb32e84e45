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

MIN_FINAL_CODE: Final = 500
"""SMTP reply codes from here on are final (RFC 5321, section 4.2.1)."""


class Mail:
    """Channel that everybody has."""

    name: ClassVar[ChannelName] = ChannelName.MAIL
    waits_for_quiet_hours: ClassVar[bool] = False
    falls_back: ClassVar[bool] = False

    def addresses(self, entry: MessageType[Any], target: Target) -> Iterable[Address]:
        """Returns one address, none where the recipient has no mail or switched it off."""
        off = entry.optional and not selectors.is_on(target.account_id, entry.purpose, self.name)
        return [Address(target.account_id)] if target.mail and not off else []

    def is_wanted(self, entry: MessageType[Any], message: Message) -> bool:
        """Returns whether the recipient still wants mail; True for messages that WhatsApp could not
        deliver."""
        if not entry.optional or _replaces_whatsapp(message):
            return True
        return selectors.is_on(message.account_id, entry.purpose, self.name)

    def send(self, entry: MessageType[Any], message: Message, loaded: Loaded[Any]) -> str:
        """Writes the mail and sends it. Raises AddressRefused, MailServerAway."""
        if not loaded.address:
            raise AddressRefused
        stop_path = loaded.stop_path
        if entry.optional and message.account_id and not stop_path:
            stop_path = choice_links.choice_path(message.account_id, entry.purpose)
        message_id = loaded.message_id or _message_id(message)
        send(write(entry.write(loaded.facts), loaded, stop_path=stop_path, message_id=message_id))
        return ""


def write(
    text: MessageText, loaded: Loaded[Any], *, stop_path: str = "", message_id: str = ""
) -> EmailMultiAlternatives:
    """Returns the mail, as text and as HTML, in the active language.

    `message_id` is the id by which replies or copies of the mail are recognised.
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
            **_unsubscribe_headers(stop_link),
        },
    )
    mail.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    return mail


def send(mail: EmailMultiAlternatives) -> None:
    """Sends a mail to the mail server; raises AddressRefused (final) or MailServerAway."""
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        if all(code >= MIN_FINAL_CODE for code in codes):
            raise AddressRefused from None
        raise MailServerAway from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerAway from error


def _replaces_whatsapp(message: Message) -> bool:
    rows = Message.objects.filter(event_id=message.event_id, kind=message.kind)
    return rows.filter(channel=ChannelName.WHATSAPP).exclude(error="").exists()


def _message_id(message: Message) -> str:
    """Returns an id that is the same at every try, so that a mail sent twice is recognised."""
    key = sealing.keyed_hash(str(message.pk), purpose="notifications.message_id").hex()[:32]
    return f"<{key}@{_domain()}>"


def _domain() -> str:
    return library().sender.rpartition("@")[2] or "localhost"


def _unsubscribe_headers(link: str) -> dict[str, str]:
    """Returns headers with which mail programs offer to unsubscribe (RFC 2369, RFC 8058)."""
    if not link:
        return {}
    one_click = "List-Unsubscribe=One-Click"
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": one_click}
