"""Waiting forms are sent by the browser's `online` event and by Background Sync."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.feedback.models import Ticket
from tests.support.journeys import proxy as proxies
from tests.support.journeys.offline_forms import WAITING, heading, send, written
from tests.support.journeys.proxy import Proxy, Way
from tests.support.journeys.whole_browser import browser
from tests.support.journeys.worker import ready, service_workers, stored, until, waits

__all__ = ["browser", "service_workers"]
TAG = "rontal-queue"


@pytest.fixture
def proxy(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the library."""
    yield from proxies.running(live_server)


class Sync:
    """Background Sync of the page's browser, as its network service starts it."""

    def __init__(self, page: Page) -> None:
        self._registrations: dict[str, str] = {}
        self._client = page.context.new_cdp_session(page)
        self._client.on("ServiceWorker.workerRegistrationUpdated", self._noted)
        self._client.send("ServiceWorker.enable")

    def _noted(self, message: dict[str, Any]) -> None:
        for one in message["registrations"]:
            self._registrations[one["scopeURL"]] = one["registrationId"]

    def dispatch(self, base: str) -> None:
        """Sends the worker the event of a network that is back."""
        event = {"registrationId": self._registrations[f"{base}/"], "tag": TAG, "lastChance": False}
        self._client.send("ServiceWorker.dispatchSyncEvent", {"origin": base, **event})


def posts(proxy: Proxy) -> int:
    """Counts the complaints that were posted."""
    return sum(line.startswith(b"POST /saran/ ") for line in proxy.seen)


def test_online_event_sends_the_queue(page: Page, proxy: Proxy) -> None:
    page.goto(f"{proxy.url}/koleksi/")
    ready(page)
    page.goto(f"{proxy.url}/privasi/")
    written(page, proxy)
    until(page, lambda: "/privasi/" in [path for _name, path in stored(page)], "stored")
    proxy.way = Way.NOTHING
    page.context.set_offline(True)
    send(page)
    heading(page, WAITING)
    page.goto(f"{proxy.url}/privasi/")
    expect(page.get_by_role("link", name="menunggu")).to_be_visible()
    page.wait_for_timeout(1000)  # what the page sends as it opens fails
    proxy.way = Way.FORWARD
    assert len(waits(page, "form")) == 1
    page.context.set_offline(False)
    until(page, Ticket.objects.exists, "it arrived")
    until(page, lambda: waits(page, "form") == [], "the queue is empty")
    assert page.url == f"{proxy.url}/privasi/", "whoever reads is led nowhere"
    assert Ticket.objects.count() == 1


def test_background_sync_sends_the_queue_while_no_page_is_open(page: Page, proxy: Proxy) -> None:
    sync = Sync(page)
    written(page, proxy)
    proxy.way = Way.NOTHING
    send(page)
    heading(page, WAITING)
    until(page, lambda: len(waits(page, "form")) == 1, "it waits")
    tags = "navigator.serviceWorker.ready.then((one) => one.sync.getTags())"
    assert page.evaluate(tags) == [TAG], "the browser knows that something waits"
    page.goto("about:blank")
    request_count = len(proxy.seen)
    sync.dispatch(proxy.url)
    until(page, lambda: len(proxy.seen) > request_count, "it was tried without network")
    page.wait_for_timeout(500)
    assert not Ticket.objects.exists()
    failed, proxy.way = posts(proxy), Way.FORWARD
    sync.dispatch(proxy.url)
    until(page, Ticket.objects.exists, "it arrived")
    page.wait_for_timeout(500)
    sync.dispatch(proxy.url)
    page.wait_for_timeout(1000)
    assert (Ticket.objects.count(), posts(proxy)) == (1, failed + 1)
    assert page.url == "about:blank"
