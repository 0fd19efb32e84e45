"""Tests of a book that is being stored on a phone while the same reader opens it on a laptop."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.core.errors import TooMany
from rontal.lending.models import Sitting
from rontal.reading.models import Lease
from rontal.reading.resources import resource_of
from rontal.web.reader.views import content
from tests.support.journeys.offline import gone, stored_counts, without_network
from tests.support.journeys.reader import BECOME_VISIBLE, WIDE, close_pages_at_the_end, signed_in
from tests.support.journeys.terms import go_to, take_over, title_of
from tests.support.journeys.worker import service_workers
from tests.support.lending import factories as lending
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
TIMEOUT_SECONDS = 20
Two = Callable[[int | None], tuple[Page, Page, str]]


@pytest.fixture
def two(page: Page, live_server: Any, visit: Any) -> Two:
    """A phone, a laptop with a session of its own, and the address of a book that both may read."""

    def begin(devices: int | None) -> tuple[Page, Page, str]:
        actor = lending.borrower()
        licence = lending.bought("concurrent", title_of(epubs.book()), devices=devices)
        loan = lending.loan(licence.title, actor)
        laptop = visit(viewport=WIDE)
        for one in (page, laptop):
            signed_in(one, live_server, actor)
        return page, laptop, f"{live_server.url}/baca/{loan.pk}/"

    return begin


class Halfway:
    """Answers requests for the second chapter with "too many requests" until `free` is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked, self.free = Event(), Event()
        monkeypatch.setattr(content, "resource_of", self.answer)

    def answer(self, borrowed: Any, path: str, **how: Any) -> Any:
        """Returns the resource once `free` is set."""
        if path.endswith("bab2.xhtml") and not self.free.is_set():
            self.asked.set()
            raise TooMany(seconds=2)
        return resource_of(borrowed, path, **how)


@pytest.fixture
def halfway(monkeypatch: pytest.MonkeyPatch) -> Halfway:
    """Storing the book stops halfway."""
    return Halfway(monkeypatch)


def start_storing(page: Page, address: str) -> None:
    """Starts to store the book offline, and waits until the library has allowed it."""
    page.goto(f"{address.replace('/baca/', '/rak/')}simpan/")
    page.get_by_label("Ini perangkat saya sendiri").check()
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.get_by_role("button", name="Simpan di perangkat ini").click()


def store_halfway(phone: Page, address: str, halfway: Halfway) -> None:
    """Starts to store the book, and waits until it stops at the second chapter."""
    start_storing(phone, address)
    for _ in range(TIMEOUT_SECONDS * 10):
        if halfway.asked.is_set():
            return
        phone.wait_for_timeout(100)
    raise AssertionError("nothing was asked for")


def expect_stored(page: Page) -> None:
    expect(page.get_by_text("Buku tersimpan di perangkat ini.")).to_be_visible(timeout=20_000)
    assert stored_counts(page)[0] == 1


def expect_notice_of_other_device(phone: Page) -> None:
    alert = phone.get_by_role("alert")
    expect(alert).to_contain_text("dibuka atau disimpan di perangkat lain", timeout=20_000)


def test_storing_interrupted_by_another_device_continues_with_one_press(
    two: Two, halfway: Halfway, axe: Callable[[Page], None]
) -> None:
    phone, laptop, address = two(1)
    store_halfway(phone, address, halfway)
    take_over(laptop, address)
    expect_notice_of_other_device(phone)
    axe(phone)
    halfway.free.set()
    phone.evaluate("dispatchEvent(new Event('online'))")
    go_to(laptop, "Bab dua")
    assert laptop.get_by_role("dialog", name="Anda sedang membaca di perangkat lain").is_hidden()
    phone.get_by_role("button", name="Teruskan").click()
    expect_stored(phone)
    assert Sitting.objects.count() == 1
    laptop.evaluate(BECOME_VISIBLE)
    dialog = laptop.get_by_role("dialog", name="Anda sedang membaca di perangkat lain")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Teruskan di sini").click()
    expect(dialog).to_be_hidden()
    expect(without_network(phone, address).locator("h1")).to_have_text("Bab satu")


def test_book_stored_meanwhile_by_another_device_is_not_reported_as_stored(
    two: Two, halfway: Halfway, live_server: Any
) -> None:
    phone, laptop, address = two(None)
    store_halfway(phone, address, halfway)
    start_storing(laptop, address)
    halfway.free.set()
    expect_stored(laptop)
    expect_notice_of_other_device(phone)
    gone(phone)
    phone.get_by_role("button", name="Teruskan").click()
    expect_stored(phone)
    assert Lease.objects.count() == 1
    laptop.goto(f"{live_server.url}/rak/")
    gone(laptop)
