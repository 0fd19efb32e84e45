"""Tests that the page of my books sends places stored without network, whatever the browser
refuses, and not indefinitely.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.reading.models import Position
from tests.support.journeys.offline import store_offline
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book, signed_in
from tests.support.journeys.unsent_changes import nothing_waits
from tests.support.journeys.worker import service_workers
from tests.support.lending import factories as lending
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
REFUSED = "Object.defineProperty(window, '{}', {{ get() {{ throw new DOMException('no'); }} }})"
RECORD_REJECTIONS = """window.failed = [];
addEventListener("unhandledrejection", ({ reason }) => window.failed.push(`${reason}`));"""
PUT = """async ([loan, place]) => {
  const { reader } = await (await fetch("/rak/tersimpan/keadaan.json")).json();
  localStorage.setItem(`rontal-place:${reader}:/baca/${loan}/tempat/`, JSON.stringify(place));
}"""


def place(**changes: Any) -> dict[str, Any]:
    """Returns a place that was read a moment ago without network."""
    return {"cfi": "epubcfi(/6/4)", "fraction": 0.5, "at": 4_000_000_000_000, "read": 0} | changes


@pytest.mark.parametrize("feature", ["localStorage", "indexedDB"])
def test_shelf_works_if_the_browser_stores_nothing(
    page: Page, live_server: Any, feature: str
) -> None:
    signed_in(page, live_server, lending.borrower())
    page.add_init_script(RECORD_REJECTIONS)
    page.add_init_script(REFUSED.format(feature))
    page.goto(f"{live_server.url}/rak/")
    expect(page.get_by_role("heading", name="Rak saya")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("failed") == []


def test_place_is_sent_if_the_browser_stores_no_books(page: Page, live_server: Any) -> None:
    actor = lending.borrower()
    borrowed = lending.loan(actor=actor)
    signed_in(page, live_server, actor)
    page.goto(f"{live_server.url}/rak/")
    page.evaluate(PUT, [borrowed.pk, place()])
    page.add_init_script(REFUSED.format("indexedDB"))
    page.reload()
    nothing_waits(page, "place")
    assert Position.objects.get().fraction == 0.5


@pytest.mark.parametrize("values", [{}, {"cfi": "nowhere"}])
def test_place_that_the_library_never_accepts_is_dropped(
    page: Page, live_server: Any, values: dict[str, Any]
) -> None:
    actor = lending.borrower()
    mine, other = lending.loan(actor=actor), lending.loan()
    signed_in(page, live_server, actor)
    page.goto(f"{live_server.url}/rak/")
    page.evaluate(PUT, [mine.pk if values else other.pk, place(**values)])
    page.reload()
    nothing_waits(page, "place")
    assert not Position.objects.exists()


def test_shelf_fetches_the_state_of_the_library_once(page: Page, live_server: Any) -> None:
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    store_offline(page, address)
    page.goto(f"{live_server.url}/rak/")
    page.evaluate("localStorage.setItem('rontal-place:x:/baca/1/tempat/', '{}')")
    page.wait_for_timeout(1000)
    page.reload()
    page.wait_for_timeout(1000)
    names = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert len([name for name in names if "keadaan.json" in name]) == 1
