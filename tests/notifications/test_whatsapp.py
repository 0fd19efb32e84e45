"""WhatsApp: for who consented, refused as the Cloud API refuses, and mail in its place."""

import dataclasses
import hmac
import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.core.profile import WhatsAppChannel
from rontal.lending import services as lending
from rontal.notifications import selectors, services, tasks
from rontal.notifications.channels.whatsapp import verify_token
from rontal.notifications.errors import NoSuchNumber, WhatsAppAway
from rontal.notifications.models import ChannelConsent, Message, WhatsAppNumber
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.notifications.states import MessageState
from rontal.standard.selectors import library
from tests.support.lending.factories import borrower, loan
from tests.support.notifications.delivery import first_try, last_try
from tests.support.notifications.external_services.base import served
from tests.support.notifications.external_services.whatsapp import PHONE, TOKEN, CloudApi
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db
NUMBER = "6281234567890"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(clock.now().astimezone(library().tz).replace(hour=12), tick=True):
        yield


@pytest.fixture
def api(settings):
    """The Cloud API with the library's template, switched on."""
    service = CloudApi({("buku_siap", "id")}, {NUMBER})
    with served(service) as url:
        settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE = TOKEN, PHONE
        settings.WHATSAPP_API, settings.PUSH_PRIVATE = url, True
        templates = {"hold_ready": "buku_siap"}
        channel = WhatsAppChannel(languages=("id",), templates=templates)
        settings.LIBRARY = dataclasses.replace(settings.LIBRARY, whatsapp_channel=channel)
        yield service


@pytest.fixture
def lent():
    return loan()


@pytest.fixture
def hold(lent):
    return lending.place_hold(title_id=lent.title_id, actor=borrower())


def consent(hold, number: str = "0812-3456-7890") -> None:
    actor = Actor.person(hold.member.user_id)
    services.give_whatsapp_consent(number=number, purposes=[Purpose.HOLDS], actor=actor)


def return_loan(lent) -> None:
    lending.return_loan(loan_id=lent.pk, actor=Actor.person(lent.member.user_id))


def queued(lent) -> Message:
    return_loan(lent)
    tasks.queue_messages(Event.objects.get(name="hold:ready"))
    return Message.objects.get(kind="hold_ready", channel="whatsapp")


@pytest.mark.whole
def test_consenting_member_gets_the_template_without_a_title(api, lent, hold):
    consent(hold)
    return_loan(lent)
    carry_on(set())
    (sent,) = api.sent
    assert sent["to"] == NUMBER
    text = sent["template"]["components"][0]["parameters"][0]["text"]
    assert text.startswith("Buku siap untuk Anda. Pinjam paling lambat")
    assert lent.title.title not in json.dumps(sent)
    message = Message.objects.get(channel="whatsapp")
    assert (message.state, message.receipt) == (MessageState.SENT, "wamid.1")


@pytest.mark.whole
@pytest.mark.parametrize("missing", ["consent", "template", "token", "phone", ""])
def test_whatsapp_is_off_without_consent_template_token_or_phone(
    api, lent, hold, settings, missing
):
    if missing != "consent":
        consent(hold)
    if missing == "template":
        settings.LIBRARY = dataclasses.replace(settings.LIBRARY, whatsapp_channel=WhatsAppChannel())
    if missing == "token":
        settings.WHATSAPP_TOKEN = ""
    if missing == "phone":
        settings.WHATSAPP_PHONE = ""
    return_loan(lent)
    carry_on(set())
    assert len(api.sent) == (missing == "")
    assert Message.objects.filter(channel="whatsapp").count() == (missing == "")
    assert Message.objects.get(kind="hold_ready", channel="mail").state == MessageState.SENT


def test_consent_is_recorded_and_withdrawn_for_good(api, lent, hold):
    actor = Actor.person(hold.member.user_id)
    consent(hold)
    message = queued(lent)
    services.withdraw_whatsapp_consent(actor=actor)
    services.deliver(message_id=message.pk)
    assert api.sent == []
    assert not WhatsAppNumber.objects.exists()
    row = ChannelConsent.objects.get()
    assert row.withdrawn_at >= row.given_at
    consent(hold)
    assert ChannelConsent.objects.count() == 2
    names = Event.objects.filter(name__startswith="notifications:").values_list("name", flat=True)
    assert list(names.order_by("pk")) == [
        "notifications:consented",
        "notifications:withdrawn",
        "notifications:consented",
    ]


def test_number_is_sealed_and_must_be_valid(hold):
    with pytest.raises(NoSuchNumber):
        consent(hold, "nol delapan")
    consent(hold)
    row = WhatsAppNumber.objects.get()
    assert NUMBER.encode() not in bytes(row.number.data)
    assert selectors.whatsapp_number(hold.member.user_id) == NUMBER


@pytest.mark.whole
@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda api: api.numbers.clear(), "not_on_whatsapp"),
        (lambda api: api.templates.clear(), "whatsapp_refused"),
        (lambda api: setattr(api, "token", "another"), "whatsapp_refused"),
        (lambda api: api.refusals.append((400, 131049)), "not_on_whatsapp"),
        (lambda api: api.refusals.append((400, 132015)), "whatsapp_refused"),
        (lambda api: api.refusals.append((403, 368)), "whatsapp_refused"),
    ],
    ids=["no WhatsApp", "no template", "token expired", "not delivered", "paused", "blocked"],
)
def test_message_refused_by_whatsapp_is_mailed_even_if_mail_is_off(
    api, lent, hold, mailoutbox, spoil, error
):
    consent(hold)
    off = {(Purpose.HOLDS, ChannelName.MAIL): False}
    services.choose(switches=off, show_titles=False, actor=Actor.person(hold.member.user_id))
    message = queued(lent)
    spoil(api)
    tasks.deliver_message(first_try(), message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.FAILED, error)
    mail = Message.objects.get(kind="hold_ready", channel="mail")
    mailoutbox.clear()
    services.deliver(message_id=mail.pk)
    assert [sent.to for sent in mailoutbox] == [[hold.member.application.email]]


@pytest.mark.whole
@pytest.mark.parametrize(
    ("status", "code"), [(429, 130429), (400, 131056), (400, 131048), (500, 2)]
)
def test_rate_limit_is_waited_for_and_finally_the_mail_is_sent(api, lent, hold, status, code):
    consent(hold)
    message = queued(lent)
    api.refusals = [(status, code), (status, code)]
    with pytest.raises(WhatsAppAway):
        tasks.deliver_message(first_try(), message_id=message.pk)
    tasks.deliver_message(last_try(), message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.FAILED, "whatsapp_away")
    assert Message.objects.filter(kind="hold_ready", channel="mail").count() == 1


def test_crash_in_the_middle_sends_no_second_message(api, lent, hold):
    consent(hold)
    message = queued(lent)
    Message.objects.filter(pk=message.pk).update(attempts=1)  # as a killed worker leaves it
    tasks.deliver_message(first_try(), message_id=message.pk)
    message.refresh_from_db()
    assert api.sent == []
    assert (message.state, message.error) == (MessageState.FAILED, "whatsapp_uncertain")


def test_unreachable_api_is_retried(api, lent, hold, settings):
    consent(hold)
    message = queued(lent)
    settings.WHATSAPP_API = "http://127.0.0.1:9"
    with pytest.raises(WhatsAppAway):
        tasks.deliver_message(first_try(), message_id=message.pk)


def statuses(receipt: str, status: str, **more: object) -> bytes:
    one = {"id": receipt, "status": status, "errors": [{"code": 131026}], **more}
    value = {"statuses": [one]}
    callback = {"object": "whatsapp_business_account", "entry": [{"changes": [{"value": value}]}]}
    return json.dumps(callback).encode()


def post(body: bytes, secret: str = "of-the-app"):
    digest = hmac.digest(secret.encode(), body, "sha256").hex()
    return Client().post(
        "/pemberitahuan/whatsapp/",
        body,
        content_type="application/json",
        headers={"X-Hub-Signature-256": f"sha256={digest}"},
    )


def test_message_that_whatsapp_fails_to_deliver_later_is_mailed_once(api, lent, hold, settings):
    settings.WHATSAPP_SECRET = "of-the-app"
    consent(hold)
    services.deliver(message_id=queued(lent).pk)
    Message.objects.filter(channel="mail").delete()
    assert post(statuses("wamid.1", "delivered")).status_code == 200
    assert not Message.objects.filter(kind="hold_ready", channel="mail").exists()
    for _twice in range(2):
        assert post(statuses("wamid.1", "failed")).status_code == 200
    assert Message.objects.filter(kind="hold_ready", channel="mail").count() == 1
    assert post(statuses("wamid.1", "failed"), secret="guessed").status_code == 403
    for odd in (b"", b"[]", b'{"entry": 1}', b'{"entry": [{"changes": [1]}]}', b"\xff"):
        assert post(odd).status_code == 200


@pytest.mark.whole
def test_refusal_that_arrives_before_the_record_of_sending_is_repeated(api, lent, hold, settings):
    settings.WHATSAPP_SECRET = "of-the-app"
    consent(hold)
    message = queued(lent)
    Message.objects.filter(channel="mail").delete()
    failed = statuses("wamid.1", "failed", biz_opaque_callback_data=str(message.pk))
    assert post(failed).status_code == 503  # not yet noted as sent
    services.deliver(message_id=message.pk)
    assert not Message.objects.filter(channel="mail").exists()
    assert post(failed).status_code == 200
    assert Message.objects.filter(kind="hold_ready", channel="mail").count() == 1


@pytest.mark.parametrize("odd", [None, 7, "", "x", "-1", "²", "9" * 40, ["1"]])
def test_refusal_of_an_unknown_message_is_answered_once(settings, odd):
    settings.WHATSAPP_SECRET = "of-the-app"
    failed = statuses("wamid.9", "failed", biz_opaque_callback_data=odd)
    assert post(failed).status_code == 200


def test_webhook_answers_the_challenge_with_the_verify_token(settings):
    address = "/pemberitahuan/whatsapp/"
    assert Client().get(address).status_code == 404
    settings.WHATSAPP_SECRET = "of-the-app"
    query = {"hub.mode": "subscribe", "hub.challenge": "1158", "hub.verify_token": verify_token()}
    assert Client().get(address, query).content == b"1158"
    assert Client().get(address, query | {"hub.verify_token": "x"}).status_code == 403


@pytest.mark.whole
def test_quiet_hours_apply_to_whatsapp_too(api, lent, hold):
    consent(hold)
    night = clock.now().astimezone(library().tz).replace(hour=23)
    with time_machine.travel(night, tick=True):
        return_loan(lent)
        carry_on(done := set())
        assert api.sent == []
    with time_machine.travel(night + timedelta(hours=9), tick=True):
        carry_on(done)
        assert len(api.sent) == 1
