"""Tests with a book that attacks: in a real browser none of its attacks works.

There are two defences: content is sanitised on the server, and its content policy blocks what is
left. Each test runs with both, and again without sanitising, to show that the second one suffices.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from rontal.reading import sanitise
from tests.support.journeys.hostile_book import allow_everything, hostile_book
from tests.support.journeys.offline import store_offline, without_network
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.worker import service_workers

__all__ = ["close_pages_at_the_end", "service_workers"]

REFRESH = '<meta http-equiv="refresh" content="0;url=https://jahat.example/pindah"/>'


def test_hostile_book_runs_nothing_and_sends_nothing(
    page: Page, live_server: Any, defences: str, requests_of: list[Request]
) -> None:
    page.context.add_cookies([{"name": "rahasia", "value": "manis", "url": live_server.url}])
    address = open_book(page, live_server, hostile_book())
    frame = frame_of(page)
    assert frame.locator("h1").inner_text() == "Bab satu"
    page.wait_for_timeout(1000)
    frame.locator("h1").click(force=True)
    page.wait_for_timeout(300)
    assert page.url == address, "the book moved the page"
    assert page.evaluate("top.stolen") is None, "a script of the book ran"
    arrived = [request for request in requests_of if request.failure is None]
    assert [request.url for request in arrived if "jahat.example" in request.url] == []
    assert [request.url for request in arrived if "curi" in request.url] == []
    wandered = [request.url for request in arrived if request.url.endswith(("/keluar/", "/rak/"))]
    assert wandered == []


def test_offline_hostile_book_runs_nothing_and_sends_nothing(
    page: Page, live_server: Any, defences: str, requests_of: list[Request]
) -> None:
    page.context.add_cookies([{"name": "rahasia", "value": "manis", "url": live_server.url}])
    address = open_book(page, live_server, hostile_book())
    store_offline(page, address)
    frame = without_network(page, address)
    assert frame.locator("h1").inner_text() == "Bab satu"
    requests_of.clear()
    page.wait_for_timeout(1000)
    frame.locator("h1").click(force=True)
    for name in ("#skrip", "#atas", "#kirim"):
        if frame.locator(name).count():
            frame.locator(name).evaluate("element => element.click()")
            page.wait_for_timeout(200)
    assert page.url == address, "the book moved the page"
    assert page.evaluate("top.stolen") is None, "a script of the book ran"
    tried = [(request.url, request.failure) for request in requests_of if request.failure != "csp"]
    assert [one for one in tried if "jahat.example" in one[0] or "curi" in one[0]] == []


def test_click_bait_in_a_hostile_book_does_nothing(
    page: Page, live_server: Any, defences: str, requests_of: list[Request]
) -> None:
    address = open_book(page, live_server, hostile_book())
    frame = frame_of(page)
    page.wait_for_timeout(300)
    for name in ("#skrip", "#atas", "#kirim"):
        if frame.locator(name).count():
            frame.locator(name).evaluate("element => element.click()")
            page.wait_for_timeout(200)
    assert page.url == address
    assert page.evaluate("top.stolen") is None
    arrived_urls = [request.url for request in requests_of if request.failure is None]
    assert [url for url in arrived_urls if url.endswith("/keluar/")] == []
    page.goto(f"{live_server.url}/rak/")
    expect(page.get_by_role("heading", name="Rak saya")).to_be_visible()


def test_frame_that_navigates_itself_is_blocked(
    page: Page, live_server: Any, defences: str, requests_of: list[Request]
) -> None:
    address = open_book(page, live_server, hostile_book(REFRESH))
    page.wait_for_timeout(1500)
    assert page.url == address
    arrived = [request.url for request in requests_of if request.failure is None]
    assert [url for url in arrived if "jahat.example" in url] == []


def test_page_that_covers_itself_covers_no_button(page: Page, live_server: Any) -> None:
    open_book(page, live_server, hostile_book())
    frame_of(page)
    page.get_by_role("button", name="Daftar isi").click()
    page.get_by_role("button", name="Bab dua").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")


def test_cleaned_page_requests_only_resources_of_the_book(
    page: Page, live_server: Any, requests_of: list[Request]
) -> None:
    address = open_book(page, live_server, hostile_book())
    frame_of(page)
    page.wait_for_timeout(500)
    content = address.removeprefix(live_server.url) + "isi/"
    own = [f"{live_server.url}/{folder}/" for folder in ("static", "ikon")]
    allowed = (address, *own, live_server.url + content)
    assert [request.url for request in requests_of if not request.url.startswith(allowed)] == []


def test_control_without_any_protection_the_page_is_compromised(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rontal.web.reader import policy

    monkeypatch.setattr(sanitise, "clean_document", lambda content, _book: content)
    monkeypatch.setattr(policy, "guard_content", allow_everything)
    page.route("https://jahat.example/**", lambda route: route.abort())  # no DNS lookup to wait for
    open_book(page, live_server, hostile_book())
    page.wait_for_timeout(1500)
    assert page.evaluate("top.stolen"), "the attack is no attack: these tests prove nothing"


def test_content_opened_directly_is_equally_harmless(
    page: Page, live_server: Any, defences: str, requests_of: list[Request]
) -> None:
    open_book(page, live_server, hostile_book())
    page.goto(frame_of(page).url)
    assert page.locator("h1").inner_text() == "Bab satu"
    page.wait_for_timeout(800)
    assert page.evaluate("window.stolen") is None
    arrived = [request.url for request in requests_of if request.failure is None]
    assert [url for url in arrived if "jahat.example" in url or "curi" in url] == []
