"""Tests of the survey mail: its delay, its opt-out link, and not sent after an answer."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.models import User
from rontal.core.models import Event
from rontal.feedback.survey import selectors, services
from rontal.notifications import tasks
from rontal.notifications.models import Message
from tests.support.feedback.survey.factories import ALL_GOOD, SYSTEM, invitation, invite, person

pytestmark = pytest.mark.django_db


def queued() -> Message:
    event = Event.objects.filter(name="survey:invited").latest("pk")
    for _twice in range(2):
        tasks.queue_messages(event)
    return Message.objects.get(event_id=event.pk)


def deliver(message: Message) -> None:
    context = SimpleNamespace(job=SimpleNamespace(attempts=0))
    tasks.deliver_message(context, message_id=message.pk)


def test_mail_has_both_links_and_they_work(mail_server, client):
    account = person()
    invite(account)
    deliver(queued())
    message = mail_server.newest(User.objects.get(pk=account).email)
    assert message.subject == "Bagaimana kesan Anda? Sembilan pertanyaan, dua menit"
    stop = message.link("/survei/jangan-tanya/")
    assert message.message["List-Unsubscribe"].strip() == f"<{stop}>"
    assert message.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    opening = selectors.open_link(account)
    text = message.message.get_body(("plain",)).get_content()
    assert f"/survei/{opening}/" in text
    assert stop in text
    assert client.get(f"/survei/{opening}/").status_code == 200
    client.post("/survei/jangan-tanya/" + stop.rstrip("/").rpartition("/")[2] + "/")
    assert selectors.has_declined(account)


def test_opt_out_link_works_after_the_answer(mail_server, client):
    account = person()
    invite(account)
    deliver(queued())
    stop = mail_server.newest(User.objects.get(pk=account).email).link("/survei/jangan-tanya/")
    services.answer(token=selectors.open_link(account), choices=ALL_GOOD, about={})
    client.post("/survei/jangan-tanya/" + stop.rstrip("/").rpartition("/")[2] + "/")
    assert selectors.has_declined(account)


def test_mail_is_sent_the_day_after_the_decision():
    invite(person())
    event = Event.objects.filter(name="survey:invited").latest("pk")
    message = queued()
    job = ProcrastinateJob.objects.get(
        task_name="notifications:deliver", args__message_id=message.pk
    )
    assert job.scheduled_at == event.at + timedelta(hours=20)


def test_person_who_answered_or_declined_gets_no_mail(mail_server):
    for leave in (
        lambda account: services.answer(
            token=selectors.open_link(account), choices=ALL_GOOD, about={}
        ),
        lambda account: services.decline(account_id=account, actor=SYSTEM),
    ):
        account = person()
        invite(account)
        message = queued()
        leave(account)
        assert invitation(account) is None
        deliver(message)
        assert not Message.objects.filter(pk=message.pk).exists()
        assert not mail_server.to(User.objects.get(pk=account).email)


def test_person_who_answered_before_the_mail_was_queued_gets_none():
    account = person()
    invite(account)
    services.answer(token=selectors.open_link(account), choices=ALL_GOOD, about={})
    tasks.queue_messages(Event.objects.filter(name="survey:invited").latest("pk"))
    assert not Message.objects.exists()
