"""Tests of searching for a book: by keyboard alone, without JavaScript, and accessibility."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.catalogue.models import Agent, Series, Subject, Title
from tests.support.lending.factories import lendable, loan
from tests.support.web.collection.titles_without_files import AUTHOR, public_title

WIDE = {"width": 1440, "height": 900}
Visit = Callable[..., Page]


@pytest.fixture
def stock() -> None:
    for number, name in enumerate(("Laut Biru", "Laut Dalam", "Laut Jernih", "Sawah Hijau")):
        public_title(
            name, year=2015 + number, subjects=["Laut" if number < 3 else "Sawah", "Alam"],
            series="Nusantara", series_number=str(number + 1),
            description="Tentang laut, ombak dan orang-orang yang hidup darinya.",
            language="en" if number == 2 else "id",
            accessibility={"accessibilityFeature": ["tableOfContents", "alternativeText"]},
        )  # fmt: skip


def test_a_book_is_found_by_keyboard_alone(page: Page, live_server: Any, stock: None) -> None:
    page.goto(f"{live_server.url}/koleksi/")
    box = page.get_by_role("combobox", name="Judul, penulis, atau topik")
    box.focus()
    page.keyboard.type("laut")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("laut")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="judul").first).to_contain_text("4 judul")
    page.get_by_text("Bahasa", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_count(3)
    expect(page).to_have_url(f"{live_server.url}/koleksi/?q=laut&bahasa=id")


def test_a_suggestion_is_chosen_with_the_arrow_keys(
    page: Page, live_server: Any, stock: None
) -> None:
    page.goto(f"{live_server.url}/koleksi/")
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("sawah h")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sawah Hijau")


def test_similar_titles_load_when_scrolled_near(page: Page, live_server: Any, stock: None) -> None:
    page.goto(f"{live_server.url}/koleksi/laut-biru/")
    page.get_by_role("heading", name="Serupa dengan ini").scroll_into_view_if_needed()
    expect(page.locator(".later .book-title").first).to_be_visible()


def test_a_book_is_found_without_script(plain_page: Page, live_server: Any, stock: None) -> None:
    page = plain_page
    page.goto(f"{live_server.url}/koleksi/")
    page.get_by_label("Judul, penulis, atau topik").fill("laut")
    page.get_by_role("button", name="Cari").click()
    page.locator("details.filter summary", has_text="Bahasa").click()
    page.get_by_role("link", name="Inggris 1").click()
    expect(page.locator(".hit h2")).to_have_text(["Laut Jernih"])
    page.get_by_role("link", name="Tanpa Inggris").click()
    page.get_by_role("link", name="Laut Biru").click()
    page.get_by_role("link", name="Serupa dengan ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laut Biru")
    expect(page.locator(".book-title").first).to_be_visible()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 360, "height": 740}, WIDE])
def test_every_page_is_accessible(
    visit: Visit, axe: Callable[[Page], None], live_server: Any, stock: None,
    size: dict[str, int], theme: str, language: str,
) -> None:  # fmt: skip
    page = visit(viewport=size)
    page.context.add_cookies(
        [
            {"name": "tampilan", "value": theme, "url": live_server.url},
            {"name": "bahasa", "value": language, "url": live_server.url},
        ]
    )
    agent, subject, series = Agent.objects.get(), Subject.objects.first(), Series.objects.get()
    assert subject is not None
    for address in (
        "/koleksi/",
        "/koleksi/?q=laut&bahasa=id",
        "/koleksi/?q=zzzz&bahasa=id",
        "/koleksi/laut-dalam/",
        "/koleksi/laut-dalam/serupa/",
        f"/koleksi/orang/{agent.pk}-x/",
        f"/koleksi/subjek/{subject.pk}-x/",
        f"/koleksi/seri/{series.pk}-x/",
        "/koleksi/daftar/orang/",
        "/koleksi/daftar/subjek/?huruf=l",
    ):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        axe(page)
    page.goto(f"{live_server.url}/koleksi/?q=laut")
    page.locator("details.filter summary").first.click()
    axe(page)
    page.get_by_role("combobox").fill("laut")
    expect(page.get_by_role("option").first).to_be_visible()
    axe(page)
    assert agent.name == AUTHOR


def test_title_on_loan_fits_its_page_on_a_phone(
    visit: Visit, live_server: Any, stock: None
) -> None:
    loan(lendable(title=Title.objects.get(title="Laut Biru")))
    page = visit(viewport={"width": 360, "height": 740})
    page.goto(f"{live_server.url}/koleksi/laut-biru/")
    expect(page.get_by_text("Sedang dipinjam").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pagination_fits_its_page_on_a_phone(visit: Visit, live_server: Any) -> None:
    for number in range(41):
        public_title(f"Laut {number}")
    page = visit(viewport={"width": 360, "height": 740})
    page.goto(f"{live_server.url}/koleksi/?q=laut&page=2")
    expect(page.get_by_text("Halaman 2 dari 3")).to_be_visible()
    expect(page.get_by_role("link", name="Sebelumnya")).to_be_visible()
    expect(page.get_by_role("link", name="Berikutnya")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
