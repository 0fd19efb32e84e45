"""Tests of the home page without network: stored books, recent pages, and links between them."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.catalogue.models import Title
from tests.support.journeys.offline import store_offline
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.journeys.visits import PHONE, Visit
from tests.support.journeys.worker import ready, service_workers, stored, until
from tests.support.lending import factories as lending
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end", "service_workers"]
TITLE = "Air di Subak"
LINKS = {
    "id": ("Navigasi cepat", ["Beranda", "Cari", "Rak", "Kartu"]),
    "en": ("Quick navigation", ["Home", "Search", "My books", "Card"]),
}
HIDDEN_BY_BAR = """() => {
  scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
  const bar = document.querySelector(".bottom-bar").getBoundingClientRect();
  const all = [...document.querySelectorAll("main a, main button")];
  const low = (one) => one.offsetParent && one.getBoundingClientRect().bottom > bar.top + 1;
  return all.filter(low).map((one) => one.textContent);
}"""


def test_offline_home_lists_a_stored_book_and_opens_it(
    page: Page, live_server: Any, axe: Any
) -> None:
    store_offline(page, open_book(page, live_server, epubs.book()))
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Anda sedang luring")).to_be_visible()
    books = page.locator("section", has=page.get_by_role("heading", name="Buku luring Anda"))
    expect(books.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(books.locator("[data-left]")).to_have_text("7 hari lagi")
    assert books.locator("img").evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    expect(page.get_by_role("heading", name="Belum ada yang tersimpan")).to_be_hidden()
    axe(page)
    books.get_by_role("link", name=f"Baca : {TITLE}").click()
    expect(frame_of(page).locator("h1")).to_have_text("Bab satu")


def test_offline_home_without_stored_books_lists_none(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/masuk/")
    ready(page)
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="Anda sedang luring")).to_be_visible()
    expect(page.get_by_text("Belum ada yang tersimpan")).to_be_visible()
    expect(page.get_by_role("heading", name="Buku luring Anda")).to_be_hidden()


def test_visited_catalogue_page_opens_from_the_device(
    page: Page, live_server: Any, axe: Any
) -> None:
    viewed, other = lending.lendable(), lending.lendable()
    page.goto(f"{live_server.url}/masuk/")
    ready(page)
    page.goto(f"{live_server.url}/koleksi/{viewed.slug}/")
    path = f"/koleksi/{viewed.slug}/"
    until(page, lambda: path in [value for _name, value in stored(page)], "stored")
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name=viewed.title, exact=True).click()
    expect(page).to_have_url(live_server.url + path)
    expect(page.locator("h1")).to_have_text(viewed.title)
    expect(page.get_by_text("Tidak ada koneksi: halaman ini ditampilkan")).to_be_visible()
    axe(page)
    page.goto(f"{live_server.url}/koleksi/{other.slug}/")
    expect(page.get_by_role("heading", name="Anda sedang luring")).to_be_visible()
    assert Title.objects.count() == 2


@pytest.mark.parametrize("language", sorted(LINKS))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_offline_pages_have_a_bottom_bar(
    visit: Visit, live_server: Any, axe: Any, language: str, scheme: str
) -> None:
    page = visit(color_scheme=scheme)
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    page.goto(f"{live_server.url}/masuk/")
    ready(page)
    page.context.set_offline(True)
    name, texts = LINKS[language]
    bar = page.get_by_role("navigation", name=name)
    for path in ("/", "/masuk/", "/rak/tersimpan/", "/luring/menunggu/"):
        page.set_viewport_size(PHONE)
        page.goto(live_server.url + path)
        expect(bar.get_by_role("link")).to_have_text(texts)
        box = bar.bounding_box()
        assert box
        assert round(box["y"] + box["height"]) == PHONE["height"], "at the lower edge"
        for link in bar.get_by_role("link").all():
            large = link.bounding_box()
            assert large
            assert min(large["width"], large["height"]) >= 48
        assert page.evaluate(HIDDEN_BY_BAR) == [], "the bar covers the end of the page"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        axe(page)
        page.set_viewport_size({"width": 1440, "height": 900})
        expect(bar).to_be_hidden()


def test_each_entry_of_the_bottom_bar_opens_an_own_page(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/masuk/")
    ready(page)
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/")
    ends = ("/koleksi/", "/kartu/", "/rak/tersimpan/", "/")
    for text, end in zip(("Cari", "Kartu", "Rak", "Beranda"), ends, strict=True):
        page.locator(".bottom-bar").get_by_role("link", name=text).click()
        expect(page).to_have_url(re.compile(f"{re.escape(live_server.url + end)}(#.*)?$"))
        expect(page.locator("main h1:visible")).to_have_count(1)
        current = page.locator(".bottom-bar [aria-current=page]")
        expect(current).to_have_text(["Rak"] if text == "Rak" else [])
