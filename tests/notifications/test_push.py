"""Push messages reach devices, once and only while they are true; a push service decrypts them."""

from datetime import timedelta

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending import services as lending
from rontal.membership import services as membership
from rontal.notifications import services, tasks
from rontal.notifications.errors import NoPushService, PushServiceAway, TooManyDevices
from rontal.notifications.models import Message, Subscription
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.notifications.states import MessageState
from rontal.standard.selectors import library
from tests.support.lending.factories import borrower, loan
from tests.support.membership import factories
from tests.support.notifications.delivery import first_try, last_try

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    """No quiet hours."""
    today = clock.now().astimezone(library().tz).replace(hour=12, minute=0)
    with time_machine.travel(today, tick=True):
        yield


@pytest.fixture
def lent():
    return loan()


@pytest.fixture
def hold(lent):
    return lending.place_hold(title_id=lent.title_id, actor=borrower())


def return_loan(lent):
    lending.return_loan(loan_id=lent.pk, actor=Actor.person(lent.member.user_id))


def push_of(kind: str) -> Message:
    return Message.objects.get(kind=kind, channel="push")


@pytest.mark.whole
def test_ready_hold_is_notified_without_its_title(device_of, push_service, lent, hold, carry):
    device = device_of(hold.member.user_id)
    return_loan(lent)
    carry()
    (push,) = device.arrived
    assert push["title"] == "Buku siap untuk Anda"
    assert push["path"] == "/rak/"
    assert push["lang"] == "id"
    assert [one["action"] for one in push["actions"]] == ["open", "choices"]
    assert lent.title.title not in str(push)
    assert hold.member.name not in str(push)
    assert push_service.faults == []
    assert push_of("hold_ready").state == MessageState.SENT
    assert Subscription.objects.get().last_success_at is not None


@pytest.mark.whole
def test_title_is_named_if_the_member_allowed_it(device_of, lent, hold, carry):
    device = device_of(hold.member.user_id)
    actor = Actor.person(hold.member.user_id)
    services.choose(switches={}, show_titles=True, actor=actor)
    return_loan(lent)
    carry()
    assert lent.title.title in device.arrived[0]["body"]


@pytest.mark.whole
def test_push_service_gets_urgency_and_lifetime(device_of, lent, hold, carry):
    device = device_of(hold.member.user_id)
    return_loan(lent)
    carry()
    hold.refresh_from_db()
    (headers,) = device.headers
    remaining = (hold.ready_until - clock.now()).total_seconds()
    assert 0 < int(headers["ttl"]) <= min(remaining + 5, 3 * 86_400)
    assert headers["urgency"] == "normal"
    assert headers["topic"] == device.arrived[0]["tag"]
    assert "5102" not in headers["topic"]


@pytest.mark.whole
def test_every_device_of_the_member_is_notified_once_and_no_other(device_of, lent, hold, carry):
    mine = [device_of(hold.member.user_id) for _one in range(2)]
    other = device_of(borrower().id)
    return_loan(lent)
    carry()
    for message in Message.objects.filter(channel="push"):
        services.deliver(message_id=message.pk)
    assert [len(device.arrived) for device in mine] == [1, 1]
    assert other.arrived == []


@pytest.mark.whole
def test_last_day_replaces_the_earlier_notification(device_of, lent, hold, carry):
    device = device_of(hold.member.user_id)
    return_loan(lent)
    carry()
    hold.refresh_from_db()
    with time_machine.travel(hold.ready_until - timedelta(hours=10), tick=True):
        lending.remind_of_last_day()
        carry()
    assert len(device.arrived) == 2
    (shown,) = device.shown.values()
    assert shown["title"] == "Hari terakhir meminjam buku yang siap untuk Anda"


@pytest.mark.whole
def test_quiet_hours_apply_to_a_ready_hold_and_not_to_a_decision(device_of, lent, hold, carry):
    device = device_of(hold.member.user_id)
    night = clock.now().astimezone(library().tz).replace(hour=23)
    with time_machine.travel(night, tick=True):
        return_loan(lent)
        carry()
        assert device.arrived == []
        case = factories.in_review()
        theirs = device_of(case.user_id)
        membership.approve(application_id=case.pk, actor=factories.clerk())
        carry()
        assert [one["title"] for one in theirs.arrived] == ["Keanggotaan Anda aktif"]
    later = ProcrastinateJob.objects.get(
        args__message_id=push_of("hold_ready").pk, status="todo", scheduled_at__isnull=False
    )
    assert later.scheduled_at.astimezone(library().tz).hour == 7
    with time_machine.travel(night + timedelta(hours=9), tick=True):
        carry()
        assert [one["title"] for one in device.arrived] == ["Buku siap untuk Anda"]


def test_message_outdated_by_the_morning_is_not_sent(device_of, lent, hold, carry):
    device = device_of(hold.member.user_id)
    night = clock.now().astimezone(library().tz).replace(hour=23)
    with time_machine.travel(night, tick=True):
        return_loan(lent)
        carry()
        lending.borrow(title_id=lent.title_id, actor=Actor.person(hold.member.user_id))
    with time_machine.travel(night + timedelta(hours=9), tick=True):
        carry()
    assert device.arrived == []
    assert not Message.objects.filter(kind="hold_ready", channel="push").exists()


@pytest.mark.whole
@pytest.mark.parametrize("status", [404, 410])
def test_vanished_device_is_deleted(device_of, push_service, lent, hold, status, carry):
    device_of(hold.member.user_id)
    push_service.refusals = [(status, {})]
    return_loan(lent)
    carry()
    assert not Subscription.objects.exists()
    assert not Message.objects.filter(channel="push").exists()
    assert Message.objects.get(kind="hold_ready", channel="mail").state == MessageState.SENT


@pytest.mark.whole
@pytest.mark.parametrize("status", [500, 502, 503])
def test_unreachable_push_service_is_retried(device_of, push_service, lent, hold, status):
    device = device_of(hold.member.user_id)
    message = queued(lent)
    push_service.refusals = [(status, {})]
    with pytest.raises(PushServiceAway):
        tasks.deliver_message(first_try(), message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.QUEUED, "push_service_away")
    tasks.deliver_message(first_try(), message_id=message.pk)
    assert len(device.arrived) == 1


@pytest.mark.whole
def test_push_service_is_not_retried_before_the_time_that_it_names(
    device_of, push_service, lent, hold
):
    device = device_of(hold.member.user_id)
    message = queued(lent)
    push_service.refusals = [(429, {"Retry-After": "120"})]
    tasks.deliver_message(first_try(), message_id=message.pk)
    jobs = ProcrastinateJob.objects.filter(args__message_id=message.pk, scheduled_at__isnull=False)
    wait = jobs.get().scheduled_at - clock.now()
    assert timedelta(seconds=100) < wait <= timedelta(seconds=120)
    assert device.arrived == []
    Message.objects.filter(pk=message.pk).update(attempts=tasks.TRIES)
    push_service.refusals = [(429, {"Retry-After": "120"})]
    tasks.deliver_message(first_try(), message_id=message.pk)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED


@pytest.mark.whole
@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_permanent_refusal_is_shown_to_staff(device_of, push_service, lent, hold, status):
    device_of(hold.member.user_id)
    message = queued(lent)
    push_service.refusals = [(status, {})]
    tasks.deliver_message(first_try(), message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.FAILED, "push_refused")


@pytest.mark.whole
def test_redirect_is_not_followed(device_of, push_service, lent, hold):
    device = device_of(hold.member.user_id)
    message = queued(lent)
    push_service.refusals = [(307, {"Location": device.address})]
    tasks.deliver_message(first_try(), message_id=message.pk)
    message.refresh_from_db()
    assert message.error == "push_refused"
    assert device.arrived == []


@pytest.mark.whole
def test_hanging_push_service_times_out(device_of, push_service, lent, hold, monkeypatch):
    from rontal.notifications.channels import push

    monkeypatch.setattr(push, "TIMEOUT_SECONDS", 0.3)
    device_of(hold.member.user_id)
    message = queued(lent)
    push_service.hangs = 3
    tasks.deliver_message(last_try(), message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.FAILED, "push_service_away")


def test_disabled_purpose_sends_no_messages(device_of, lent, hold, carry):
    device = device_of(hold.member.user_id)
    off = {(Purpose.HOLDS, ChannelName.PUSH): False, (Purpose.HOLDS, ChannelName.MAIL): False}
    services.choose(switches=off, show_titles=False, actor=Actor.person(hold.member.user_id))
    return_loan(lent)
    carry()
    assert device.arrived == []
    assert not Message.objects.filter(kind="hold_ready").exists()


@pytest.mark.whole
def test_longest_title_fits_into_a_message(device_of, lent, hold, carry):
    device = device_of(hold.member.user_id)
    services.choose(switches={}, show_titles=True, actor=Actor.person(hold.member.user_id))
    lent.title.title = "ꦥꦸꦱ꧀ꦠꦏ" * 60
    lent.title.save(update_fields=["title"])
    return_loan(lent)
    carry()
    assert device.arrived[0]["body"].endswith("…")


@pytest.mark.whole
@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example/x",
        "https://user@push.example/x",
        "https://push.example:8443/x",
        "https://push.example/\x01",
        "ftp://push.example/x",
        "https://",
        "x",
        "https://push.example/" + "x" * 1000,
    ],
)
def test_endpoint_of_no_push_service_is_refused(push_service, settings, endpoint):
    settings.PUSH_PRIVATE = False
    keys = push_service.device().keys | {"endpoint": endpoint}
    with pytest.raises(NoPushService):
        services.subscribe(**keys, user_agent="", actor=borrower())


@pytest.mark.whole
@pytest.mark.parametrize("part", [{"p256dh": "AAAA"}, {"auth": "AAAA"}, {"p256dh": "ä"}])
def test_invalid_keys_are_refused(push_service, part):
    with pytest.raises(NoPushService):
        services.subscribe(**(push_service.device().keys | part), user_agent="", actor=borrower())


@pytest.mark.whole
@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "10.0.0.8", "169.254.169.254"])
def test_addresses_of_the_own_network_are_never_requested(
    device_of, push_service, settings, lent, hold, host
):
    device = device_of(hold.member.user_id)
    row = Subscription.objects.get()
    row.keys = device.keys | {"endpoint": f"https://{host}/x"}
    row.save(update_fields=["keys"])
    settings.PUSH_PRIVATE = False
    message = queued(lent)
    tasks.deliver_message(first_try(), message_id=message.pk)
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.FAILED, "push_refused")
    assert device.arrived == []


def test_endpoints_are_sealed_and_an_account_has_ten_devices(device_of, push_service):
    actor = borrower()
    devices = [device_of(actor.id) for _one in range(10)]
    raw = bytes(Subscription.objects.values_list("keys", flat=True).first().data)
    assert devices[0].address.encode() not in raw
    with pytest.raises(TooManyDevices):
        device_of(actor.id)
    again = services.subscribe(**devices[0].keys, user_agent="", actor=actor)
    assert Subscription.objects.count() == 10
    services.unsubscribe(subscription_id=again.pk, actor=actor)
    with pytest.raises(NotFound):
        services.unsubscribe(subscription_id=again.pk, actor=actor)


@pytest.mark.whole
def test_device_moves_to_the_person_who_signs_in_there(device_of, push_service, lent, hold, carry):
    device, other = device_of(hold.member.user_id), borrower()
    carry()
    message = queued(lent)
    services.subscribe(**device.keys, user_agent="", actor=other)
    assert not Message.objects.filter(pk=message.pk).exists()
    carry()
    assert device.arrived == []


def test_browser_that_renews_its_address_stays_one_device(device_of, push_service):
    actor = borrower()
    old = device_of(actor.id)
    services.renew_device(
        old_endpoint=old.address, **push_service.device().keys, user_agent="", actor=actor
    )
    assert Subscription.objects.count() == 1


def test_a_test_message_reaches_one_device(device_of, carry):
    actor = borrower()
    first, second = device_of(actor.id), device_of(actor.id)
    services.request_test(subscription_id=Subscription.objects.earliest("pk").pk, actor=actor)
    carry()
    assert [one["title"] for one in first.arrived] == ["Pemberitahuan berfungsi di perangkat ini"]
    assert second.arrived == []


def queued(lent) -> Message:
    """The queued push message about the returned copy."""
    from rontal.core.models import Event

    return_loan(lent)
    tasks.queue_messages(Event.objects.get(name="hold:ready"))
    return push_of("hold_ready")
