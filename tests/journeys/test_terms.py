"""Tests of the terms of licences, as readers meet them in a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.catalogue.models import Title
from rontal.lending.models import Loan
from rontal.reading.models import Mark
from tests.support.journeys.page_reader import is_drawn
from tests.support.journeys.reader import WIDE, close_pages_at_the_end, frame_of, signed_in
from tests.support.journeys.terms import go_to, take_over, title_of
from tests.support.lending import factories as lending
from tests.support.reading.pages import files
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end"]
SELECT = """number => {
  window.focus();
  getSelection().selectAllChildren(document.querySelectorAll("p")[number]);
}"""
WORDS = "() => getSelection().toString()"


def opened(page: Page, live_server: Any, title: Title, **terms: Any) -> Loan:
    """Opens the book of a licence with these terms in the reader; returns the loan."""
    actor = lending.borrower()
    licence = lending.bought("concurrent", title, **terms)
    loan = lending.loan(licence.title, actor)
    signed_in(page, live_server, actor)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"{live_server.url}/baca/{loan.pk}/")
    return loan


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_text_is_copied_up_to_the_limit_of_the_licence(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    loan = opened(page, live_server, title_of(epubs.book()), copy_characters=100)
    frame = frame_of(page)
    frame.evaluate(SELECT, 1)
    words = frame.evaluate(WORDS)
    assert 0 < len(words) < 100
    page.keyboard.press("Control+c")
    remaining = 100 - len(words)
    expect(page.locator("[data-said-words]")).to_have_text(
        f"Tersalin. Dari pinjaman ini Anda masih boleh menyalin {remaining} huruf."
    )
    assert clipboard(page) == words
    page.keyboard.press("Control+c")
    page.wait_for_timeout(500)
    loan.refresh_from_db()
    assert loan.copied == len(words), "the same words twice are counted once"
    page.evaluate("navigator.clipboard.writeText('mine')")
    frame.evaluate("getSelection().selectAllChildren(document.body)")
    page.keyboard.press("Control+c")
    counter = page.locator("[data-said-words]")
    expect(counter).to_contain_text(f"masih boleh menyalin {remaining} huruf")
    axe(page)
    assert clipboard(page) == "mine"
    loan.refresh_from_db()
    assert loan.copied == len(words)


def test_text_typed_by_the_reader_is_not_counted(page: Page, live_server: Any) -> None:
    loan = opened(page, live_server, title_of(epubs.book()), copy_characters=0)
    frame_of(page)
    page.get_by_role("button", name="Cari di buku").click()
    page.locator("#find-words").fill("bergiliran")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    assert clipboard(page) == "bergiliran"
    loan.refresh_from_db()
    assert loan.copied == 0


def test_counted_copying_is_refused_without_network(page: Page, live_server: Any) -> None:
    opened(page, live_server, title_of(epubs.book()), copy_characters=5_000)
    frame = frame_of(page)
    page.evaluate("navigator.clipboard.writeText('mine')")
    page.context.set_offline(True)
    frame.evaluate(SELECT, 1)
    page.keyboard.press("Control+c")
    expect(page.locator("[data-said-words]")).to_contain_text("hanya bisa disalin dengan jaringan")
    assert clipboard(page) == "mine"
    page.context.set_offline(False)


@pytest.mark.parametrize("limit", [None, 5_000, 0])
def test_text_on_pages_is_counted_too(
    page: Page, live_server: Any, axe: Callable[[Page], None], limit: int | None
) -> None:
    page.set_viewport_size(WIDE)
    loan = opened(page, live_server, files.title(files.text(3), "buku.pdf"), copy_characters=limit)
    line = page.locator(".page-words text").first
    expect(line).to_be_attached()
    page.evaluate("navigator.clipboard.writeText('mine')")
    line.evaluate("one => getSelection().selectAllChildren(one)")
    page.keyboard.press("Control+c")
    counter = page.locator("[data-said-words]")
    if limit is None:
        page.wait_for_timeout(500)
        expect(counter).to_be_hidden()
    else:
        expect(counter).to_contain_text("Tersalin" if limit else "tidak membolehkan")
        axe(page)
    assert ("Bab 1" in clipboard(page)) == (limit != 0)
    loan.refresh_from_db()
    assert (loan.copied > 0) == bool(limit)


@pytest.fixture
def two(page: Page, live_server: Any, visit: Any) -> tuple[Page, Page, str]:
    """A phone with an open book for one device, the reader's laptop, and the book's address."""
    actor = lending.borrower()
    licence = lending.bought("concurrent", title_of(epubs.book()), devices=1)
    address = f"{live_server.url}/baca/{lending.loan(licence.title, actor).pk}/"
    laptop = visit(viewport=WIDE)
    for one in (page, laptop):
        signed_in(one, live_server, actor)
    page.goto(address)
    frame_of(page)
    return page, laptop, address


def test_reading_moves_from_phone_to_laptop_and_back_with_one_press_each(
    two: tuple[Page, Page, str], axe: Callable[[Page], None]
) -> None:
    phone, laptop, address = two
    go_to(phone, "Bab dua")
    laptop.goto(address)
    expect(laptop.get_by_role("heading", level=1)).to_have_text(
        "Buku ini terbuka di perangkat lain"
    )
    expect(laptop.get_by_text("baru saja dibaca")).to_be_visible()
    axe(laptop)
    laptop.get_by_role("button", name="Baca di sini").click()
    frame_of(laptop)
    expect(laptop.locator("[data-chapter]")).to_have_text("Bab dua")
    go_to(laptop, "Bab satu")
    # The phone becomes visible again: it shows the message at once, and continues with one press.
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    dialog = phone.get_by_role("dialog", name="Anda sedang membaca di perangkat lain")
    expect(dialog).to_contain_text("baru saja dibaca")
    axe(phone)
    dialog.get_by_role("button", name="Teruskan di sini").click()
    expect(dialog).to_be_hidden()
    expect(phone.get_by_role("group", name="Anda melanjutkan membaca")).to_contain_text("Bab satu")
    phone.get_by_role("button", name="Ke sana").click()
    expect(phone.locator("[data-chapter]")).to_have_text("Bab satu")


def test_chapter_open_on_another_device_needs_confirmation_and_no_place_is_lost(
    two: tuple[Page, Page, str],
) -> None:
    phone, laptop, address = two
    take_over(laptop, address)
    # The phone has not noticed yet, and turns to a chapter that it has not loaded.
    with phone.expect_navigation():
        phone.get_by_role("button", name="Daftar isi").click()
        phone.get_by_role("dialog").get_by_role("button", name="Bab dua").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Buku ini terbuka di perangkat lain")
    with phone.expect_response(lambda one: "/di-sini/" in one.url):
        phone.get_by_role("button", name="Baca di sini").click()
    frame_of(phone)


def test_text_read_and_annotated_on_the_earlier_device_is_sent(
    two: tuple[Page, Page, str],
) -> None:
    phone, laptop, address = two
    take_over(laptop, address)
    frame_of(phone).evaluate(SELECT, 1)
    with phone.expect_response(
        lambda one: "/tanda/" in one.url and one.request.method == "POST"
    ) as response:
        phone.get_by_role("button", name="Sorot: Hijau").click()
    assert response.value.status == 204
    assert Mark.objects.count() == 1


def test_page_open_on_another_device_needs_confirmation_and_is_then_shown(
    page: Page, live_server: Any, visit: Any
) -> None:
    actor = lending.borrower()
    licence = lending.bought("concurrent", files.title(files.text(9), "buku.pdf"), devices=1)
    address = f"{live_server.url}/baca/{lending.loan(licence.title, actor).pk}/halaman/"
    laptop = visit(viewport=WIDE)
    for one in (page, laptop):
        signed_in(one, live_server, actor)
        one.goto(address)
    laptop.get_by_role("button", name="Baca di sini").click()
    expect(laptop.locator("[data-chapter]")).to_contain_text("Halaman 1 dari 9")
    page.get_by_role("button", name="Halaman berikutnya").click()
    question = page.get_by_role("heading", level=1, name="Buku ini terbuka di perangkat lain")
    expect(question).to_be_visible()
    page.get_by_role("button", name="Baca di sini").click()
    expect(page.locator("[data-chapter]")).to_contain_text("Halaman 2 dari 9")
    is_drawn(page, 2)


def test_without_script_the_confirmation_leads_back_to_the_chapter(
    plain_page: Page, live_server: Any, page: Page
) -> None:
    actor = lending.borrower()
    licence = lending.bought("concurrent", title_of(epubs.book()), devices=1)
    address = f"{live_server.url}/baca/{lending.loan(licence.title, actor).pk}/"
    for one in (page, plain_page):
        signed_in(one, live_server, actor)
    page.goto(address)
    frame_of(page)
    plain_page.goto(f"{address}bab/2/")
    plain_page.get_by_role("button", name="Baca di sini").click()
    expect(plain_page).to_have_url(f"{address}bab/2/")
