"""Tests of the sample of a book, read by a visitor who then goes to the book's page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.catalogue.models import Title
from rontal.lending.models import Loan
from tests.support.journeys.reader import browser_errors, close_pages_at_the_end, signed_in
from tests.support.journeys.visits import PHONE, Visit
from tests.support.lending.factories import borrower, bought
from tests.support.reading.pages import files
from tests.support.web.reader.samples import lent, text

__all__ = ["close_pages_at_the_end"]
WIDE = {"width": 1440, "height": 900}
CONTENT = re.compile(r"/cuplikan/\d+/")


def shown(page: Page, words: str) -> Any:
    """Waits until a frame shows the page with this text; returns the frame."""
    for _ in range(100):
        for frame in page.frames:
            if (
                CONTENT.search(frame.url)
                and frame.locator("body").get_by_text(words).first.is_visible()
            ):
                return frame
        page.wait_for_timeout(100)
    raise AssertionError(f"no page says {words}")


def address_of(live_server: Any, title: Title, rest: str = "") -> str:
    return f"{live_server.url}/koleksi/{title.slug}/{rest}"


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (WIDE, "dark")])
def test_visitor_reads_the_sample_and_is_led_back_to_the_book(
    visit: Visit, live_server: Any, axe: Callable[[Page], None], size: Any, scheme: str
) -> None:
    title = text()
    page = visit(viewport=size, color_scheme=scheme)
    errors = browser_errors(page)
    page.goto(address_of(live_server, title))
    axe(page)
    page.get_by_role("link", name="Baca cuplikan").click()
    shown(page, "Bab satu")
    expect(page.get_by_text("Cuplikan", exact=True)).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Daftar isi").click()
    contents = page.get_by_role("dialog", name="Daftar isi")
    expect(contents.get_by_role("button", name="Bab satu")).to_be_visible()
    expect(contents.get_by_text("Bab dua")).to_be_visible()
    expect(contents.get_by_role("button", name="Bab dua")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("End")
    shown(page, "Cuplikan berakhir di sini")
    axe(page)
    page.keyboard.press("ArrowLeft")
    shown(page, "…")
    page.wait_for_timeout(1000)  # until the page has turned
    page.keyboard.press("ArrowRight")
    shown(page, "Cuplikan berakhir di sini").get_by_role("link", name="Tentang buku ini").click()
    expect(page).to_have_url(address_of(live_server, title))
    assert page.context.cookies() == [], "the visitor is known now"
    assert errors == []


def test_shortcuts_missing_in_a_sample_do_nothing(page: Page, live_server: Any) -> None:
    errors = browser_errors(page)
    page.goto(address_of(live_server, text(), "cuplikan/"))
    shown(page, "Bab satu")
    for key in ("f", "m", "b", "n"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("c")
    expect(page.get_by_role("dialog", name="Daftar isi")).to_be_visible()
    assert errors == []


def test_member_borrows_the_sampled_book(page: Page, live_server: Any) -> None:
    title, person = text(), borrower()
    signed_in(page, live_server, person)
    page.goto(address_of(live_server, title, "cuplikan/"))
    shown(page, "Bab satu")
    page.get_by_role("link", name="Tentang buku ini").click()
    page.get_by_role("button", name="Pinjam").click()
    expect(page.get_by_role("link", name="Baca", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Baca cuplikan")).to_have_count(0)
    assert Loan.objects.filter(title=title).count() == 1


def test_pages_are_viewed_without_script(
    visit: Visit, live_server: Any, axe: Callable[[Page], None]
) -> None:
    title = lent(files.text(10), "buku.pdf", 25)
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto(address_of(live_server, title))
    page.get_by_role("link", name="Baca cuplikan").click()
    expect(page.get_by_text("Cuplikan: 2 dari 10 halaman")).to_be_visible()
    page.get_by_role("link", name="Berikutnya").click()
    expect(page.get_by_text("2 / 2")).to_be_visible()
    page.get_by_role("link", name="Pinjam untuk lanjut").click()
    expect(page).to_have_url(address_of(live_server, title))


def test_chapters_are_read_without_script(visit: Visit, live_server: Any) -> None:
    title = text()
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto(address_of(live_server, title, "cuplikan/bab/"))
    page.get_by_role("link", name="Dari awal").click()
    expect(page.frame_locator("iframe").get_by_role("heading", name="Bab satu")).to_be_visible()
    page.get_by_role("link", name="Pinjam untuk lanjut").click()
    expect(page).to_have_url(address_of(live_server, title))


def test_visitor_signs_in_for_the_sample_of_an_adult_title(page: Page, live_server: Any) -> None:
    title = text()
    Title.objects.filter(pk=title.pk).update(audience="adults")
    bought("concurrent", title, sample_percent=20)
    page.goto(address_of(live_server, title, "cuplikan/"))
    expect(page).to_have_url(f"{live_server.url}/masuk/?next=/koleksi/{title.slug}/cuplikan/")
