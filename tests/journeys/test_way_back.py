"""Tests that a jump in a book offers a way back: a button, and the browser's own Back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from rontal.reading.models import Mark
from tests.support.journeys.offline import chapter
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end"]


@pytest.fixture
def address(page: Page, live_server: Any) -> str:
    """Borrows a book and opens its first chapter; returns the reader's address."""
    body = '<h1>Bab satu</h1><p><a href="bab2.xhtml#akhir">ke bab dua</a></p>'
    loan_address = open_book(
        page, live_server, epubs.book(changes={"OEBPS/bab1.xhtml": epubs.chapter(body)})
    )
    frame_of(page)
    return loan_address


def way_back(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"^Kembali ke Bab satu, \d+%$"))


def in_chapter(page: Page, name: str) -> None:
    expect(page.locator("[data-chapter]")).to_have_text(name)


def test_button_leads_back_and_disappears(
    page: Page, address: str, axe: Callable[[Page], None]
) -> None:
    chapter(page, "Bab dua")
    expect(way_back(page)).to_be_visible()
    axe(page)
    way_back(page).click()
    in_chapter(page, "Bab satu")
    expect(page.locator("[data-way-back-strip]")).to_be_hidden()
    assert page.url == address


@pytest.mark.parametrize("how", ["contents", "link", "slider", "search", "mark"])
def test_back_key_of_the_phone_returns_from_each_jump(page: Page, address: str, how: str) -> None:
    if how == "mark":
        page.get_by_role("button", name="Penanda").click()
        page.keyboard.press("End")
        in_chapter(page, "Bab dua")
        page.get_by_role("button", name="Tanda dan catatan").click()
        page.locator("[data-marks] .reader-jump").click()
        in_chapter(page, "Bab satu")
        page.go_back()
        in_chapter(page, "Bab dua")
        return
    if how == "contents":
        chapter(page, "Bab dua")
    elif how == "link":
        frame_of(page).get_by_role("link").click()
    elif how == "slider":
        page.locator("#place").fill("100")
    else:
        page.keyboard.press("f")
        page.get_by_role("searchbox").fill("bab dua")
        page.get_by_role("searchbox").press("Enter")
        page.locator("[data-found] button").last.click()
    in_chapter(page, "Bab dua")
    expect(way_back(page)).to_be_visible()
    page.go_back()
    in_chapter(page, "Bab satu")
    assert page.url == address
    page.go_forward()
    in_chapter(page, "Bab dua")


def test_button_does_not_hold_up_a_reader_who_reads_on(page: Page, address: str) -> None:
    chapter(page, "Bab dua")
    expect(way_back(page)).to_be_visible()
    for key in ("ArrowLeft", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    expect(page.locator("[data-way-back-strip]")).to_be_hidden()


def test_turning_a_page_is_no_jump(page: Page, address: str) -> None:
    page.get_by_role("button", name="Halaman berikutnya").click()
    page.wait_for_timeout(400)
    expect(page.locator("[data-way-back-strip]")).to_be_hidden()
    assert page.evaluate("history.state") is None


def test_note_opens_the_book_and_back_returns_to_the_former_place(
    page: Page, address: str, live_server: Any
) -> None:
    page.keyboard.press("End")
    in_chapter(page, "Bab dua")
    with page.expect_response(lambda answer: answer.url.endswith("/tanda/")):
        page.keyboard.press("b")
    page.keyboard.press("Home")
    in_chapter(page, "Bab satu")
    page.goto(f"{live_server.url}/rak/catatan/{Mark.objects.get().title.slug}/")
    page.get_by_role("link", name="Buka di bukunya").click()
    in_chapter(page, "Bab dua")
    assert page.url == address
    way_back(page).click()
    in_chapter(page, "Bab satu")
    page.reload()
    in_chapter(page, "Bab satu")
