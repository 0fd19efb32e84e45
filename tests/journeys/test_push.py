"""A whole way of a push message: a person switches notifications on in a real browser, the library
encrypts a message for that browser, its push service decrypts it, the worker shows it, and after
switching off none comes.

A browser without a push service gets no subscription. So `pushManager.subscribe` hands out the keys
of a push service that runs here; all else is the browser's own.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.core.actors import Actor
from rontal.lending import services as lending
from rontal.lending.models import Loan
from rontal.notifications import vapid
from rontal.notifications.models import Message, Subscription
from tests.support.journeys.notifications import CLICK, PAGE, deliver, shown
from tests.support.journeys.reader import signed_in
from tests.support.journeys.visits import Visit
from tests.support.journeys.whole_browser import browser  # noqa: F401 - a fixture
from tests.support.journeys.worker import ready, service_workers  # noqa: F401 - a fixture
from tests.support.lending.factories import LIBRARIAN, borrower, loan
from tests.support.notifications.external_services.base import served
from tests.support.notifications.external_services.push import Device, PushService
from tests.support.policies import with_policies

ON, OFF = "Nyalakan di perangkat ini", "Matikan di perangkat ini"
STUB = """
const NAME = "stub:push";
const bytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const found = () => {
  const key = localStorage.getItem(NAME);
  if (!key) return null;
  const device = DEVICE;
  const keys = { p256dh: device.p256dh, auth: device.auth };
  return {
    endpoint: device.endpoint,
    options: { userVisibleOnly: true, applicationServerKey: bytes(key).buffer },
    toJSON: () => ({ endpoint: device.endpoint, expirationTime: null, keys }),
    unsubscribe: async () => { localStorage.removeItem(NAME); return true; },
  };
};
const real = PushManager.prototype.subscribe;
PushManager.prototype.subscribe = async function (options) {
  const refused = await real.call(this, options).then(() => "", (error) => error.name);
  if (refused !== "AbortError") throw new Error(refused);
  localStorage.setItem(NAME, options.applicationServerKey);
  return found();
};
PushManager.prototype.getSubscription = async () => found();
"""
"""The real `subscribe` is called first: it checks the key of the library, and gives up
(AbortError) where it has to ask a push service."""


@pytest.fixture
def push_service(settings: Any) -> Iterator[PushService]:
    """A push service beside the library, at an hour that is not quiet."""
    settings.PUSH_PRIVATE = True
    settings.LIBRARY = with_policies(settings.LIBRARY, quiet_from_hour=0, quiet_until_hour=0)
    service = PushService()
    with served(service) as url:
        service.url = url
        yield service


@pytest.fixture
def device(push_service: PushService) -> Device:
    """Subscription of the browser, as the push service stores it."""
    return push_service.device()


@pytest.fixture
def lent() -> Loan:
    return loan()


@pytest.fixture
def member(lent: Loan) -> Actor:
    """Waits for the book that somebody else has."""
    actor = borrower()
    lending.place_hold(title_id=lent.title_id, actor=actor)
    return actor


@pytest.fixture
def choices(visit: Visit, live_server: Any, member: Actor, device: Device) -> Page:
    """The page of choices, with the worker at work."""
    page = visit(permissions=["notifications"])
    page.add_init_script(f"{{{STUB.replace('DEVICE', json.dumps(device.keys))}}}")
    signed_in(page, live_server, member)
    page.goto(live_server.url + PAGE)
    ready(page)
    return page


def test_messages_come_from_switching_on_until_switching_off(
    choices: Page, live_server: Any, work: Callable[[], None], push_service: PushService,
    device: Device, lent: Loan, member: Actor,
) -> None:  # fmt: skip
    page = choices
    work()
    expect(page.get_by_role("button", name=OFF)).to_be_hidden()
    with page.expect_navigation():
        page.get_by_role("button", name=ON).click()
    expect(page.get_by_role("button", name=OFF)).to_be_visible()
    expect(page.get_by_role("button", name=ON)).to_be_hidden()
    assert page.evaluate("localStorage.getItem('stub:push')") == vapid.public_key()
    row = Subscription.objects.get()
    assert (row.account_id, row.keys.reveal()) == (member.id, device.keys)

    lending.return_loan(loan_id=lent.pk, actor=Actor.person(lent.member.user_id))
    work()
    (told,) = device.arrived
    deliver(page.context, page, live_server.url, json.dumps(told))
    (notification,) = shown(page, 1)
    assert notification["title"] == "Buku siap untuk Anda"
    assert notification["body"].startswith("Pinjam paling lambat")
    assert notification["actions"] == ["Ke rak saya", "Pilihan"]
    (worker,) = page.context.service_workers
    assert worker.evaluate(CLICK, "") == live_server.url + "/rak/"

    page.get_by_role("button", name="Kirim pesan uji").click()
    expect(page.get_by_text("Pesan uji sedang dikirim")).to_be_visible()
    work()
    deliver(page.context, page, live_server.url, json.dumps(device.arrived[1]))
    titles = {one["title"] for one in shown(page, 1)}
    assert "Pemberitahuan berfungsi di perangkat ini" in titles

    with page.expect_navigation():
        page.get_by_role("button", name=OFF).click()
    expect(page.get_by_role("button", name=ON)).to_be_visible()
    assert page.evaluate("localStorage.getItem('stub:push')") is None
    assert not Subscription.objects.exists()
    lending.borrow(title_id=lent.title_id, actor=member)
    own = Loan.objects.get(member__user_id=member.id)
    lending.revoke(loan_id=own.pk, reason="rights", actor=LIBRARIAN)
    work()
    assert Message.objects.filter(kind="loan_revoked").count() == 1  # the mail alone
    assert (len(device.arrived), push_service.faults) == (2, [])
