"""Tests of mails about complaints over real SMTP."""

import re

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.feedback import services
from rontal.feedback.models import MailSeen, Ticket
from rontal.notifications import selectors, tasks
from rontal.notifications.errors import AddressRefused
from rontal.notifications.models import Message
from rontal.notifications.states import MessageState
from tests.support.accounts.factories import staff
from tests.support.feedback import factories
from tests.support.feedback.factories import CONTACT, EMAIL, NAME, PHONE, VISITOR, WORDS
from tests.support.notifications.delivery import first_try

pytestmark = [pytest.mark.django_db, pytest.mark.machine]


def messages_for(name: str, ticket: Ticket) -> list[Message]:
    """Queues the messages of the newest event of this name and returns them."""
    event = Event.objects.filter(name=name, subject_id=str(ticket.pk)).latest("pk")
    tasks.queue_messages(event)
    tasks.queue_messages(event)  # a job may run twice
    return list(Message.objects.filter(event_id=event.pk).order_by("pk"))


def delivered(message: Message) -> None:
    tasks.deliver_message(first_try(), message_id=message.pk)
    if Message.objects.filter(pk=message.pk).exists():
        tasks.deliver_message(first_try(), message_id=message.pk)


def mails(server) -> list:
    return [one.message for one in server.letters]


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def test_reporter_with_an_address_gets_a_link_to_the_ticket(mail_server):
    ticket = factories.ticket(**CONTACT)
    (message,) = messages_for("ticket:opened", ticket)
    delivered(message)
    (mail,) = mails(mail_server)
    assert mail["To"] == EMAIL
    assert ticket.code in mail["Subject"]
    assert NAME not in mail["Subject"]
    assert WORDS not in text_of(mail)
    assert ticket.code.lower() in mail["Message-ID"]
    assert mail["Auto-Submitted"] == "auto-generated"
    link = re.search(r"/saran/lacak/[A-Z0-9-]+/", text_of(mail))[0]
    client = Client()
    assert client.get(link)["Location"] == "/saran/lacak/"
    assert WORDS in client.get("/saran/lacak/").content.decode()
    assert Message.objects.get(ticket=ticket).state == MessageState.SENT


def test_mail_sent_twice_after_a_crash_has_one_id(mail_server):
    ticket, _clerk = factories.answered(**CONTACT)
    (opened,), (answered,) = (
        messages_for("ticket:opened", ticket),
        messages_for("ticket:answered", ticket),
    )
    delivered(opened)
    Message.objects.filter(pk=opened.pk).update(state=MessageState.QUEUED)
    delivered(opened)
    delivered(answered)
    first, copy, other = (mail["Message-ID"] for mail in mails(mail_server))
    assert first == copy
    assert first != other


def test_other_people_get_no_mail(mail_server):
    assert messages_for("ticket:opened", factories.ticket()) == []
    assert messages_for("ticket:opened", factories.ticket(phone=PHONE)) == []
    ticket, _clerk = factories.answered(**CONTACT)
    (message,) = messages_for("ticket:answered", ticket)
    services.withdraw_identity(ticket_id=ticket.pk, actor=VISITOR)
    delivered(message)
    assert mails(mail_server) == []


def test_answer_is_sent_as_written_in_the_language_of_the_person(mail_server):
    ticket, _clerk = factories.answered(
        words="It spins again.\n\nThank you.", language="en", **CONTACT
    )
    (message,) = messages_for("ticket:answered", ticket)
    delivered(message)
    (mail,) = mails(mail_server)
    assert "It spins again." in text_of(mail)
    assert f"Hello {NAME}," in text_of(mail)
    assert mail["Content-Language"] == "en"


def test_staff_reminder_contains_nothing_about_the_person(mail_server):
    clerks = {staff().email for _ in range(2)}
    staff(Role.LIBRARIAN)
    ticket = factories.ticket(**CONTACT)
    ticket_reminded(ticket)
    for message in messages_for("ticket:due_soon", ticket):
        delivered(message)
    assert {mail["To"] for mail in mails(mail_server)} == clerks
    for mail in mails(mail_server):
        for personal in (NAME, EMAIL, PHONE, WORDS, "Kipas"):
            assert personal not in str(mail)
    services.take(ticket_id=ticket.pk, actor=factories.clerk())
    assert (
        len(messages_for("ticket:due_soon", ticket)) == 3
    )  # the two from before, and the handler's


def ticket_reminded(ticket: Ticket) -> None:
    from datetime import timedelta

    from rontal.core import clock

    with clock.frozen_at(ticket.first_due_at - timedelta(minutes=1)):
        assert services.remind_before_late() == 1


def test_refused_address_is_shown_to_staff(mail_server):
    ticket = factories.ticket(**CONTACT)
    (message,) = messages_for("ticket:opened", ticket)
    mail_server.answer = "550 no such user"
    tasks.deliver_message(first_try(), message_id=message.pk)
    (failed,) = selectors.messages_of(ticket)
    assert (failed.state, failed.error) == (MessageState.FAILED, AddressRefused.code)
    admin = Client()
    admin.force_login(staff(Role.ADMINISTRATOR))
    assert ticket.code in admin.get("/meja/surat/?keadaan=failed").content.decode()
    admin.post(f"/meja/surat/{failed.pk}/kirim-lagi/")
    mail_server.answer = ""
    delivered(failed)
    assert mails(mail_server)[-1]["To"] == EMAIL


def test_events_jobs_and_subjects_do_not_reveal_the_reporter(mail_server):
    from procrastinate.contrib.django.models import ProcrastinateJob

    ticket, clerk = factories.answered(**CONTACT)
    services.add_reply(ticket_id=ticket.pk, words="Rahasia sekali.", actor=VISITOR)
    services.add_note(ticket_id=ticket.pk, words="Catatan rahasia.", actor=clerk)
    services.reopen(ticket_id=ticket.pk, words="Rahasia lagi.", actor=VISITOR)
    logged = [str(one) for one in Event.objects.values_list("data", flat=True)]
    logged += [str(one) for one in ProcrastinateJob.objects.values_list("args", flat=True)]
    assert len(logged) > 5
    for personal in (NAME, EMAIL, PHONE, WORDS, "ahasia", "Kipas"):
        assert personal not in " ".join(logged)


def test_sender_of_an_oversized_mail_gets_a_kind_answer(mail_server):
    ticket = factories.ticket(**CONTACT)
    MailSeen.objects.create(key=b"k" * 32, place="1:1", outcome="too_large", ticket=ticket)
    (message,) = messages_for("ticket:opened", ticket)
    delivered(message)
    assert "20 MB" in text_of(mails(mail_server)[0])
