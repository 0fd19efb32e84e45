"""Queueing a message and handing it over to the mail server."""

import smtplib
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import formataddr, make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from procrastinate.contrib.django import app

from rontal.accounts.models import User
from rontal.accounts.selectors import reset_path
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.kernel.transitions import move
from rontal.membership import services as membership
from rontal.membership.models import Application, Member
from rontal.membership.selectors.promises import new_time_of
from rontal.notifications import events, letters, survey
from rontal.notifications.errors import AddressRefused, MailServerAway
from rontal.notifications.kinds import Kind
from rontal.notifications.models import Message
from rontal.notifications.states import TRANSITIONS, MessageState
from rontal.standard.selectors import library
from rontal.standard.steps import services as steps
from rontal.standard.steps.rules import Step

SENDER = Actor.system("notifications")
DELIVERY = "notifications:deliver"  # the job of this name is in tasks.py
RESULTS = {Kind.APPROVED, Kind.REJECTED}
GUARDIAN_KINDS = {Kind.GUARDIAN_REQUEST, Kind.GUARDIAN_TOLD}


@dataclass(frozen=True)
class Recipient:
    """Who reads the letter."""

    name: str
    address: str


def queue(
    *, kind: Kind, application_id: int, event_id: int, at: datetime | None = None
) -> Message | None:
    """Queues a message once an event and kind, and defers its delivery; None where it was.

    It is handed over at once, or at `at`.
    """
    with transaction.atomic():
        message, fresh = Message.objects.get_or_create(
            event_id=event_id, kind=kind, defaults={"application_id": application_id}
        )
        if not fresh:
            return None
        _defer_delivery(message.pk, at=at)
    return message


def deliver(*, message_id: int) -> None:
    """Hands a queued message to the mail server; a sent one is left alone.

    Raises AddressRefused (final) and MailServerAway (try again). A mail is handed over before
    its state is written: where the process dies between the two it may be sent twice, never not.
    """
    message = Message.objects.select_related("application").get(pk=message_id)
    if message.state != MessageState.QUEUED:
        return
    if message.kind == Kind.SURVEY and survey.paths(message.event_id) is None:
        message.delete()  # answered or declined before the letter went
        return
    Message.objects.filter(pk=message.pk).update(attempts=message.attempts + 1)
    _hand_over(_compose(message))
    with transaction.atomic():
        move(message, MessageState.SENT, table=TRANSITIONS, sent_at=clock.now(), error="")
        emit(events.SENT, actor=SENDER, subject=message, data={"kind": message.kind})
        _measure(message)


def _measure(message: Message) -> None:
    """How long the mail with the result took from the decision to the mail server."""
    sent, decided = message.sent_at, message.application.decided_at
    if message.kind in RESULTS and sent and decided:
        key = f"result_mail:{message.pk}"
        steps.record(step=Step.RESULT_MAIL, took=sent - decided, key=key, ended_at=sent)


def measure_activation(*, application_id: int) -> None:
    """How long an activation took from its first mail; from sending the form without one."""
    found = Application.objects.get(pk=application_id)
    begin = _handed_over(found, Kind.ACTIVATION) or found.submitted_at
    if end := found.activated_at:
        key = f"activation:{application_id}"
        steps.record(step=Step.ACTIVATION, took=end - begin, key=key, ended_at=end)


def measure_sign_in(*, user_id: int, at: datetime) -> None:
    """How long a member's first sign-in, at `at`, took from the mail that said "approved"."""
    found = Application.objects.filter(user_id=user_id).first()
    begin = _handed_over(found, Kind.APPROVED) if found else None
    if begin is not None:
        key = f"sign_in:{user_id}"
        steps.record(step=Step.SIGN_IN, took=at - begin, key=key, ended_at=at)


def _handed_over(application: Application, kind: Kind) -> datetime | None:
    """When the first mail of this kind reached the mail server."""
    rows = application.messages.filter(kind=kind, sent_at__isnull=False)
    return rows.order_by("sent_at").values_list("sent_at", flat=True).first()


def give_up(*, message_id: int, error: str) -> None:
    """Marks a queued message as failed, with the code of the reason, for staff to see."""
    message = Message.objects.get(pk=message_id)
    if message.state != MessageState.QUEUED:
        return
    with transaction.atomic():
        move(message, MessageState.FAILED, table=TRANSITIONS, error=error)
        data = {"kind": message.kind, "error": error}
        emit(events.FAILED, actor=SENDER, subject=message, data=data)


def note_error(*, message_id: int, error: str) -> None:
    """Records why the last try failed, while the message stays queued."""
    Message.objects.filter(pk=message_id, state=MessageState.QUEUED).update(error=error)


def queue_again(*, message_id: int, actor: Actor) -> None:
    """Staff send a failed message on its way again; raises IllegalTransition otherwise."""
    message = Message.objects.get(pk=message_id)
    with transaction.atomic():
        move(message, MessageState.QUEUED, table=TRANSITIONS)
        emit(events.QUEUED_AGAIN, actor=actor, subject=message, data={"kind": message.kind})
        _defer_delivery(message.pk)


def _defer_delivery(message_id: int, at: datetime | None = None) -> None:
    app.configure_task(DELIVERY, schedule_at=at).defer(message_id=message_id)


def send_password_reset(*, user_id: int) -> None:
    """Hands over the mail with the way to a new password, written at this moment.

    Raises AddressRefused (final) and MailServerAway (try again).
    """
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is None:
        return
    link = settings.PUBLIC_URL + reset_path(user)
    facts = letters.Facts(
        library=library(), name=user.name, greeted=user.name, code=user.login_name, link=link
    )
    with translation.override(user.language):
        letter = letters.password_reset(facts)
        mail = _mail(letter, facts, Recipient(user.name, user.email), user.language)
    _hand_over(mail)


def _compose(message: Message) -> EmailMultiAlternatives:
    application, kind = message.application, Kind(message.kind)
    recipient = _recipient(application, kind)
    with translation.override(application.language):
        facts = _facts(application, kind, recipient)
        if kind is Kind.SURVEY:
            facts = _with_survey_links(facts, message.event_id)
        return _mail(letters.write(kind, facts), facts, recipient, application.language)


def _with_survey_links(facts: letters.Facts, event_id: int) -> letters.Facts:
    link, stop = survey.paths(event_id) or ("", "")
    return replace(facts, link=settings.PUBLIC_URL + link, stop_link=settings.PUBLIC_URL + stop)


def _mail(
    letter: letters.Letter, facts: letters.Facts, recipient: Recipient, language: str
) -> EmailMultiAlternatives:
    context = {
        "letter": letter,
        "link": facts.link,
        "stop_link": facts.stop_link,
        "greeted": recipient.name,
        "library": facts.library,
        "language": language,
    }
    text = render_to_string("notifications/letter.txt", context)
    html = render_to_string("notifications/letter.html", context)
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=text,
        from_email=formataddr((facts.library.short_name, facts.library.sender)),
        to=[recipient.address],
        reply_to=[facts.library.email],
        headers=_headers(facts.library.sender, language) | _stopping(facts.stop_link),
    )
    mail.attach_alternative(html, "text/html")
    return mail


def hand_over_letter(
    *,
    letter: letters.Letter,
    facts: letters.Facts,
    address: str,
    language: str,
    message_id: str = "",
) -> None:
    """Hands a letter over that is no application's, in the active language, which is `language`.

    `message_id` is the mail's own where replies are to be known by it.
    Raises AddressRefused (final) and MailServerAway (try again).
    """
    mail = _mail(letter, facts, Recipient(facts.greeted, address), language)
    if message_id:
        mail.extra_headers["Message-ID"] = message_id
    _hand_over(mail)


def _headers(sender: str, language: str) -> dict[str, str]:
    return {
        "Message-ID": make_msgid(domain=sender.rpartition("@")[2]),
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }


def _stopping(link: str) -> dict[str, str]:
    """Lets the reader's mail program offer the way out (RFC 2369, RFC 8058)."""
    if not link:
        return {}
    one_click = "List-Unsubscribe=One-Click"
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": one_click}


def _recipient(application: Application, kind: Kind) -> Recipient:
    if kind not in GUARDIAN_KINDS:
        return Recipient(application.name, application.email)
    guardian = application.guardian.details.reveal()
    return Recipient(guardian["name"], guardian["email"])


def _facts(application: Application, kind: Kind, recipient: Recipient) -> letters.Facts:
    member = Member.objects.filter(application=application).first()
    return letters.Facts(
        library=library(),
        name=application.name,
        greeted=recipient.name,
        code=application.code,
        link=settings.PUBLIC_URL + _path(application, kind),
        due_at=new_time_of(application.pk) if kind is Kind.LATE else application.due_at,
        member_number=member.number if member else "",
        reasons=tuple(application.decision_reasons or ()),
        words=application.decision_words,
    )


def _path(application: Application, kind: Kind) -> str:
    if kind is Kind.ACTIVATION:
        return f"/aktivasi/{_token(application, 'activation')}/"
    if kind in GUARDIAN_KINDS:
        return f"/wali/{_token(application, 'guardian')}/"
    if kind is Kind.ALREADY_KNOWN:
        return "/masuk/"
    if kind is Kind.APPROVED:
        return "/koleksi/"
    return "/daftar/" if kind is Kind.LAPSED else "/status/"


def _token(application: Application, purpose: str) -> str:
    return membership.issue_link(application_id=application.pk, purpose=purpose, actor=SENDER)


def _hand_over(mail: EmailMultiAlternatives) -> None:
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        if all(code >= 500 for code in codes):
            raise AddressRefused from None
        raise MailServerAway from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerAway from error
