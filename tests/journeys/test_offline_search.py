"""Tests of searching without network in an offline book."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.journeys.book_search import book, is_pointed_at, leads_to_the_place, search_for
from tests.support.journeys.offline import store_offline, without_network
from tests.support.journeys.page_reader import is_drawn, opened
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.worker import service_workers
from tests.support.reading.pages import files
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
UNREACHED = "Perpustakaan tidak dapat dihubungi."
SLOW = """{ const real = window.fetch;
  window.fetch = async (address, how) => {
    if (how && how.cache === "only-if-cached") await new Promise((done) => setTimeout(done, 400));
    return real(address, how);
  }; }"""

LONG = 30_000
"""Milliseconds for a search through twelve chapters; their slow reading alone takes 4,800."""


def stored_book(page: Page, live_server: Any, content: bytes) -> str:
    """Stores a book offline; returns the reader's address."""
    address = open_book(page, live_server, content)
    frame_of(page)
    store_offline(page, address)
    return address


@pytest.fixture
def address(page: Page, live_server: Any) -> str:
    """Stores a book offline and opens it with network; returns the reader's address."""
    loan_address = stored_book(page, live_server, book())
    page.goto(loan_address)
    frame_of(page)
    return loan_address


def chapters_with_hits(page: Page) -> list[tuple[str, int]]:
    """Returns the chapters with hits, and the number of hits in each."""
    parts = page.locator("[data-found] section")
    return [(part.locator("h3").inner_text(), part.locator("li").count()) for part in parts.all()]


def test_word_is_found_under_its_chapter_and_shown(
    page: Page, address: str, axe: Callable[[Page], None]
) -> None:
    without_network(page, address)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    search_for(page, "SANG hyang dewi")
    expect(page.get_by_text("1 tempat.")).to_be_visible()
    assert chapters_with_hits(page) == [("Bab dua", 1)]
    assert not any("/cari/" in url for url in requested), "the library is not there to be asked"
    axe(page)
    leads_to_the_place(page)


def test_hits_are_listed_under_their_chapters_and_missing_words_reported(
    page: Page, address: str
) -> None:
    without_network(page, address)
    search_for(page, "bergiliran")
    expect(page.get_by_text("100 tempat.")).to_be_visible()
    assert chapters_with_hits(page) == [("Bab satu", 40), ("Bab dua", 60)]
    page.get_by_role("searchbox", name="Kata-kata").fill("naga terbang")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kata-kata ini tidak ada di buku.")).to_be_visible()
    assert chapters_with_hits(page) == []


def test_losing_the_network_while_reading_changes_nothing(page: Page, address: str) -> None:
    page.context.set_offline(True)
    search_for(page, "bergiliran")
    expect(page.get_by_text("100 tempat.")).to_be_visible()


@pytest.mark.parametrize("how", ["broken", "silent"])
def test_unresponsive_library_does_not_delay_the_search(page: Page, address: str, how: str) -> None:
    def answer(route: Route) -> None:
        if how == "broken":
            route.fulfill(status=503, body="")

    page.route("**/cari/", answer)
    search_for(page, "bergiliran")
    expect(page.get_by_text("100 tempat.")).to_be_visible(timeout=10_000)


def test_book_not_stored_offline_is_explained(page: Page, live_server: Any) -> None:
    open_book(page, live_server, epubs.book())
    frame_of(page)
    page.context.set_offline(True)
    search_for(page, "air")
    expect(page.get_by_text(UNREACHED)).to_be_visible()
    expect(page.get_by_text("buku pinjaman yang disimpan di perangkat ini")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.get_by_text("80 tempat.")).to_be_visible()


def many_chapters() -> bytes:
    """Returns a book of twelve chapters."""
    names = [f"bab{number}" for number in range(1, 13)]
    kind = 'media-type="application/xhtml+xml"'
    items = [f'<item id="{name}" href="{name}.xhtml" {kind}/>' for name in names]
    others = [one for one in epubs.ITEMS if 'href="bab' not in one]
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    changes: dict[str, str | bytes | None] = {
        f"OEBPS/{name}.xhtml": epubs.chapter(f"<h1>{name}</h1>{epubs.PARAGRAPH}") for name in names
    }
    return epubs.book("Tebal", changes=changes, items=[*others, *items], spine=spine)


@pytest.fixture
def slow(page: Page, live_server: Any) -> Page:
    """Opens a stored book of many chapters without network, on a device that reads slowly."""
    loan_address = stored_book(page, live_server, many_chapters())
    page.add_init_script(SLOW)
    without_network(page, loan_address)
    return page


def test_long_search_shows_progress_and_first_results(slow: Page) -> None:
    search_for(slow, "sawah")
    expect(
        slow.get_by_text(re.compile(r"Mencari di perangkat ini: bagian \d+ dari 12"))
    ).to_be_visible()
    assert 0 < slow.locator("[data-found] li").count() < 12
    expect(slow.get_by_text("12 tempat.")).to_be_visible(timeout=LONG)


def test_next_search_stops_the_former(slow: Page) -> None:
    search_for(slow, "sawah")
    expect(slow.locator("[data-found] li")).not_to_have_count(0)
    slow.get_by_role("searchbox", name="Kata-kata").fill("naga terbang")
    slow.keyboard.press("Enter")
    expect(slow.locator("[data-found] li")).to_have_count(0)
    expect(slow.get_by_text("Kata-kata ini tidak ada di buku.")).to_be_visible(timeout=LONG)
    assert chapters_with_hits(slow) == []


def test_closing_stops_a_search_and_reports_it(slow: Page) -> None:
    search_for(slow, "sawah")
    expect(slow.locator("[data-found] li")).not_to_have_count(0)
    slow.keyboard.press("Escape")
    shown = slow.locator("[data-found] li").count()
    slow.wait_for_timeout(1500)
    slow.get_by_role("button", name="Cari di buku").click()
    expect(slow.get_by_text("Pencarian dihentikan.")).to_be_visible()
    assert slow.locator("[data-found] li").count() == shown < 12


def test_a_book_with_fixed_pages_is_searched(page: Page, live_server: Any) -> None:
    fixed = epubs.METADATA + '<meta property="rendition:layout">pre-paginated</meta>'
    size = '<meta name="viewport" content="width=600, height=900"/>'
    last = epubs.chapter("<h1 id='akhir'>Bab dua</h1><p>Di sana ada Déwi.</p>", head=size)
    first = epubs.chapter("<h1>Bab satu</h1><p>Air.</p>", head=size)
    changes: dict[str, str | bytes | None] = {
        "OEBPS/bab1.xhtml": first,
        "OEBPS/bab2.xhtml": last,
    }
    loan_address = stored_book(page, live_server, epubs.book(metadata=fixed, changes=changes))
    without_network(page, loan_address)
    search_for(page, "dewi")
    page.get_by_role("button", name="Déwi").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")


def test_words_of_a_pdf_are_found_and_marked_on_their_page(page: Page, live_server: Any) -> None:
    loan_address = opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    store_offline(page, loan_address)
    page.context.set_offline(True)
    page.goto(loan_address)
    is_drawn(page, 1)
    search_for(page, "BAB 7 halaman 7. air")
    expect(page.get_by_text("1 tempat.")).to_be_visible()
    assert chapters_with_hits(page) == [("Halaman 7", 1)]
    page.get_by_role("button", name="Bab 7 Halaman 7. Air").click()
    is_drawn(page, 7)
    assert len(is_pointed_at(page, 7)) == 2
