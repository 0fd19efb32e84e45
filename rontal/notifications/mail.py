"""A letter as a mail, and handing it over to the mail server."""

import smtplib
from dataclasses import dataclass
from email.utils import formataddr, make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from rontal.membership.models import Application
from rontal.notifications.errors import AddressRefused, MailServerAway
from rontal.notifications.letters import Facts, Letter
from rontal.standard.selectors import library

LEAST_FINAL = 500
"""SMTP answers from here on are final (RFC 5321, section 4.2.1)."""


@dataclass(frozen=True)
class Recipient:
    """Who reads the letter."""

    name: str
    address: str


def write(
    letter: Letter, facts: Facts, recipient: Recipient, *, message_id: str = ""
) -> EmailMultiAlternatives:
    """The mail of a letter, as text and as HTML, in the active language.

    `message_id` is the mail's own where replies are to be known by it.
    """
    language, sender = get_language() or "id", facts.library.sender
    context = {
        "letter": letter,
        "link": facts.link,
        "stop_link": facts.stop_link,
        "greeted": recipient.name,
        "library": facts.library,
        "language": language,
    }
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=render_to_string("notifications/letter.txt", context),
        from_email=formataddr((facts.library.short_name, sender)),
        to=[recipient.address],
        reply_to=[facts.library.email],
        headers={
            "Message-ID": message_id or make_msgid(domain=sender.rpartition("@")[2]),
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            **_stopping(facts.stop_link),
        },
    )
    mail.attach_alternative(render_to_string("notifications/letter.html", context), "text/html")
    return mail


def about_shelf(letter: Letter, application: Application, number: str) -> EmailMultiAlternatives:
    """The mail of a letter to the member with this number, which leads to their shelf."""
    name, link = application.name, settings.PUBLIC_URL + "/rak/"
    frame = Facts(library=library(), name=name, greeted=name, code=number, link=link)
    return write(letter, frame, Recipient(name, application.email))


def hand_over(mail: EmailMultiAlternatives) -> None:
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


def _stopping(link: str) -> dict[str, str]:
    """Lets the reader's mail program offer the way out (RFC 2369, RFC 8058)."""
    if not link:
        return {}
    one_click = "List-Unsubscribe=One-Click"
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": one_click}
