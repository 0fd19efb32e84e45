"""Tests that an offline page that continues by itself does not cancel another navigation."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.journeys import proxy as proxies
from tests.support.journeys.offline import with_card
from tests.support.journeys.proxy import Proxy, Way
from tests.support.journeys.worker import ready, service_workers
from tests.support.lending import factories as lending

__all__ = ["service_workers"]
TAP = """(selector) => document.querySelector(selector).click()"""
ONLINE = "dispatchEvent(new Event('online'))"
SENT = """navigator.serviceWorker.dispatchEvent(new MessageEvent("message",
  { data: { type: "sent", kind: "form", address: "/saran/", url: "/saran/terkirim/" } }))"""


@pytest.fixture
def proxy(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the library."""
    yield from proxies.running(live_server)


@pytest.fixture
def member(page: Page, proxy: Proxy) -> Page:
    """A member's phone that holds the card and has no network."""
    with_card(page, proxy, lending.borrower())
    proxy.way = Way.NOTHING
    return page


def tap_then(page: Page, selector: str, event: str) -> None:
    """Follows a link, and lets something happen before the next page is there."""
    page.evaluate(f"() => {{ ({TAP})({selector!r}); {event} }}")


def test_returning_network_cancels_no_tap(member: Page, proxy: Proxy) -> None:
    member.goto(f"{proxy.url}/")
    expect(member.get_by_role("link", name="Tampilkan kartu")).to_be_visible()
    proxy.way = Way.HANG  # the way to the card takes three seconds
    tap_then(member, "main a[href='/kartu/#kode']", ONLINE)
    expect(member.locator("#kode svg")).to_be_visible()
    expect(member).to_have_url(f"{proxy.url}/kartu/#kode")


def test_sent_form_cancels_no_tap(member: Page, proxy: Proxy) -> None:
    member.goto(f"{proxy.url}/luring/menunggu/")
    proxy.way = Way.HANG
    tap_then(member, ".bottom-bar a[href='/kartu/']", SENT)
    expect(member.get_by_text("Tidak ada koneksi: halaman ini ditampilkan")).to_be_attached()
    expect(member).to_have_url(f"{proxy.url}/kartu/")


@pytest.mark.parametrize("path", ["/", "/masuk/"])
def test_returning_network_opens_the_requested_page(
    page: Page, live_server: Any, path: str
) -> None:
    page.goto(f"{live_server.url}/privasi/")
    ready(page)
    page.context.set_offline(True)
    page.goto(live_server.url + path)
    expect(page.get_by_role("heading", name="Anda sedang luring")).to_be_visible()
    page.context.set_offline(False)
    expect(page).not_to_have_title("Tidak ada koneksi · Perpustakaan Tabanan")
    assert page.evaluate("document.documentElement.dataset.why") is None
