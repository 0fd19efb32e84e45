"""Tests of mails about requests: at each step to the sender, in time to staff, without contents."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.data_requests import services
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import IdentityCheck, RequestAct, RequestKind
from rontal.notifications import services as notifications
from rontal.notifications.models import Message
from tests.support.accounts.factories import staff
from tests.support.data_requests import factories
from tests.support.data_requests.factories import EMAIL, NAME, VISITOR, WORDS
from tests.support.membership.factories import member

pytestmark = pytest.mark.django_db


def sent(mailoutbox, request: DataRequest) -> list:
    """Sends the messages of all events of a request that are not sent yet; returns their mails."""
    mailoutbox.clear()
    events = Event.objects.filter(name__startswith="data_request:", subject_id=str(request.pk))
    for event in events.order_by("pk"):
        notifications.queue_for(event=event)
    for message in Message.objects.filter(state="queued").order_by("pk"):
        notifications.deliver(message_id=message.pk)
    return list(mailoutbox)


def subjects(mails: list, address: str) -> list[str]:
    return [mail.subject for mail in mails if mail.to == [address]]


def test_sender_is_told_at_each_step_without_the_contents(mailoutbox):
    clerk = factories.clerk()
    request = factories.data_request(language="en")
    steps = [subjects(sent(mailoutbox, request), EMAIL)]
    services.take(request_id=request.pk, actor=clerk)
    steps.append(subjects(sent(mailoutbox, request), EMAIL))
    services.ask_person(request_id=request.pk, words="Tanggal lahir Anda?", actor=clerk)
    steps.append(subjects(sent(mailoutbox, request), EMAIL))
    services.add_reply(request_id=request.pk, words="17 Mei 1990", actor=VISITOR)
    services.confirm_identity(
        request_id=request.pk, check=IdentityCheck.DETAILS_MATCHED, actor=clerk
    )
    sent(mailoutbox, request)
    services.fulfil(
        request_id=request.pk, acts=[RequestAct.CORRECTED], words="NIK 5102…", actor=clerk
    )
    last = sent(mailoutbox, request)
    steps.append(subjects(last, EMAIL))
    code = request.code
    assert steps == [
        [f"[{code}] We have received your request"],
        [f"[{code}] We are working on your request"],
        [f"[{code}] We have a question"],
        [f"[{code}] Your request is done"],
    ]
    (mail,) = [one for one in last if one.to == [EMAIL]]
    for secret in ("NIK 5102", "Tanggal lahir", WORDS):
        assert secret not in mail.body
    link = re.search(r"/privasi/permintaan/lacak/[A-Z0-9-]+/", mail.body)[0]
    client = Client()
    assert client.get(link)["Location"] == "/privasi/permintaan/lacak/"
    assert "NIK 5102" in client.get("/privasi/permintaan/lacak/").content.decode()


def test_mail_to_who_was_signed_in_links_to_the_page_of_the_account(mailoutbox):
    person = member()
    opened = services.open_own_request(
        kind=RequestKind.COPY, words=WORDS, key="own", actor=Actor.person(person.user_id)
    )
    request = DataRequest.objects.get(pk=opened.request_id)
    (mail,) = [one for one in sent(mailoutbox, request) if one.to == [person.user.email]]
    assert f"/akun/data/permintaan/{request.code}/" in mail.body
    assert "/privasi/permintaan/lacak/" not in mail.body
    assert request.follow_keys.count() == 1


def test_staff_learn_of_a_new_request_and_of_the_time_that_passes(mailoutbox):
    clerk, head = staff(email="petugas@x.example"), staff(Role.HEAD, email="kepala@x.example")
    request = factories.data_request(email="")
    new = sent(mailoutbox, request)
    assert {mail.to[0] for mail in new} == {clerk.email, head.email}
    assert not [mail for mail in new if NAME in mail.body or WORDS in mail.body]
    actor = factories.Actor.staff(clerk.pk, frozenset({Role.CLERK}))
    services.take(request_id=request.pk, actor=actor)
    reminded = []
    for hours in (40, 60, 73):
        with time_machine.travel(clock.now() + timedelta(hours=hours), tick=False):
            services.remind_before_late()
            reminded.append({mail.to[0] for mail in sent(mailoutbox, request)})
    assert reminded == [{clerk.email}, {clerk.email, head.email}, {clerk.email, head.email}]


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_everybody_is_reminded_of_a_request_whose_handler_no_mail_reaches(change, mailoutbox):
    clerk, other = staff(email="petugas@x.example"), staff(email="lain@x.example")
    actor = factories.Actor.staff(clerk.pk, frozenset({Role.CLERK}))
    request, _ = factories.in_progress(actor)
    sent(mailoutbox, request)
    User.objects.filter(pk=clerk.pk).update(**change)
    with time_machine.travel(clock.now() + timedelta(hours=40), tick=False):
        services.remind_before_late()
        assert {mail.to[0] for mail in sent(mailoutbox, request)} == {other.email}


def test_reminder_of_a_request_that_was_closed_meanwhile_is_not_sent(mailoutbox):
    request, _clerk = factories.in_progress()
    sent(mailoutbox, request)
    with time_machine.travel(clock.now() + timedelta(hours=60), tick=False):
        services.remind_before_late()
        services.withdraw(request_id=request.pk, actor=VISITOR)
        assert sent(mailoutbox, request) == []
