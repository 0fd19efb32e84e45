"""Races of messages: several jobs for one message, as left by a killed worker."""

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from procrastinate.contrib.django import app

from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.core.profile import WhatsAppChannel
from rontal.lending import services as lending
from rontal.notifications import services, tasks
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.notifications.services import delivery, queueing
from rontal.notifications.states import MessageState
from tests.support.lending.factories import borrower, loan
from tests.support.notifications.external_services.base import served
from tests.support.notifications.external_services.whatsapp import PHONE, TOKEN, CloudApi
from tests.support.races.threads import THREADS, TIMEOUT_SECONDS, together
from tests.support.worker import drain

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
NUMBER = "6281234567890"
KIND = "hold_ready"


@dataclasses.dataclass
class BusyApi(CloudApi):
    """Cloud API that calls `meanwhile` before its answer is returned."""

    meanwhile: Callable[[], None] = lambda: None

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Returns the Cloud API's answer."""
        answer = super().answer(path, headers, body)
        self.meanwhile()
        return answer


@pytest.fixture
def api(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[CloudApi]:
    """Serves the Cloud API, outside quiet hours."""
    service = BusyApi({("buku_siap", "id")}, {NUMBER})
    monkeypatch.setattr(delivery, "_quiet_until", lambda *_arguments: None)
    with served(service) as url:
        settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE = TOKEN, PHONE
        settings.WHATSAPP_API, settings.PUSH_PRIVATE = url, True
        channel = WhatsAppChannel(languages=("id",), templates={KIND: "buku_siap"})
        settings.LIBRARY = dataclasses.replace(settings.LIBRARY, whatsapp_channel=channel)
        yield service


@pytest.fixture
def message(api: CloudApi) -> Message:
    """Returns a queued WhatsApp message without a mail."""
    lent = loan()
    hold = lending.place_hold(title_id=lent.title_id, actor=borrower())
    actor = Actor.person(hold.member.user_id)
    services.give_whatsapp_consent(number=NUMBER, purposes=[Purpose.HOLDS], actor=actor)
    off = {(Purpose.HOLDS, ChannelName.MAIL): False}
    services.choose(switches=off, show_titles=False, actor=actor)
    lending.return_loan(loan_id=lent.pk, actor=Actor.person(lent.member.user_id))
    tasks.queue_messages(Event.objects.get(name="hold:ready"))
    return Message.objects.get(kind=KIND)


@pytest.fixture
def read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets all threads read the message before any of them continues."""
    meeting, read = threading.Barrier(THREADS), delivery._queued

    def met(message_id: int) -> Message | None:
        stored_message = read(message_id)
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS * 20)
        return stored_message

    monkeypatch.setattr(delivery, "_queued", met)


def deliver_together(message: Message) -> None:
    together(*[lambda: services.deliver(message_id=message.pk)] * THREADS)
    message.refresh_from_db()


def work() -> None:
    """Runs a separate worker for the queued mail jobs."""
    thread = threading.Thread(target=drain, args=[["mail"]])
    thread.start()
    thread.join(60)


def test_one_of_many_readers_of_a_message_sends_it(api, message, read_together):
    deliver_together(message)
    assert len(api.sent) == 1
    assert (message.state, message.attempts) == (MessageState.SENT, 1)


def test_control_counting_without_checking_sends_many(api, message, read_together, monkeypatch):
    def careless(message: Message) -> bool:
        message.attempts += 1
        Message.objects.filter(pk=message.pk).update(attempts=message.attempts, error="")
        return True

    monkeypatch.setattr(delivery, "_claim", careless)
    deliver_together(message)
    assert len(api.sent) > 1


def test_second_of_two_jobs_for_a_message_waits_and_finds_it_sent(api, message):
    queueing.defer_delivery(message.pk)
    api.meanwhile = work
    work()
    message.refresh_from_db()
    assert len(api.sent) == 1
    assert (message.state, message.error) == (MessageState.SENT, "")
    assert not Message.objects.filter(kind=KIND, channel=ChannelName.MAIL).exists()


def test_control_without_the_lock_sends_a_mail_too(api, message):
    app.configure_task(services.DELIVERY).defer(message_id=message.pk)
    api.meanwhile = work
    work()
    assert len(api.sent) == 1
    assert Message.objects.filter(kind=KIND, channel=ChannelName.MAIL).exists()
