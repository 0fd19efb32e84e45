"""Tests that a jump in a book of pages offers a way back, as in a text."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.reading.models import Mark
from tests.support.journeys.book_search import search_for
from tests.support.journeys.page_reader import is_drawn, opened
from tests.support.journeys.reader import close_pages_at_the_end
from tests.support.reading.pages import files

__all__ = ["close_pages_at_the_end"]


@pytest.mark.parametrize("how", ["contents", "number", "slider", "search", "key"])
def test_back_returns_from_each_jump(
    page: Page, live_server: Any, axe: Callable[[Page], None], how: str
) -> None:
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    if how in ("contents", "number"):
        page.keyboard.press("c")
    if how == "contents":
        page.get_by_role("link", name="Bab 7").click()
    elif how == "number":
        page.get_by_label(re.compile("Ke halaman")).fill("7")
        page.keyboard.press("Enter")
    elif how == "slider":
        page.locator("#place").fill("7")
    elif how == "search":
        search_for(page, "halaman 7")
        page.locator("[data-found] button").first.click()
    else:
        page.keyboard.press("End")
    back = page.get_by_role("button", name="Kembali ke Halaman 1 dari 9, 0%")
    expect(back).to_be_visible()
    axe(page)
    page.go_back()
    is_drawn(page, 1)
    expect(back).to_be_hidden()
    page.keyboard.press("End")
    back.click()
    is_drawn(page, 1)


def test_turning_a_page_is_no_jump_and_reading_on_removes_the_button(
    page: Page, live_server: Any
) -> None:
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    strip = page.locator("[data-way-back-strip]")
    page.get_by_role("button", name="Halaman berikutnya").click()
    expect(strip).to_be_hidden()
    assert page.evaluate("history.state") is None
    page.keyboard.press("End")
    expect(strip).to_be_visible()
    for _turn in range(3):
        page.get_by_role("button", name="Halaman sebelumnya").click()
    expect(strip).to_be_hidden()


def test_mark_is_opened_and_back_returns(page: Page, live_server: Any) -> None:
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    page.keyboard.press("b")
    page.keyboard.press("End")
    page.keyboard.press("m")
    page.locator("[data-marks] .reader-jump").click()
    is_drawn(page, 1)
    page.get_by_role("button", name="Kembali ke Halaman 9 dari 9, 100%").click()
    is_drawn(page, 9)


def test_note_opens_its_page_and_back_returns_to_the_former_place(
    page: Page, live_server: Any
) -> None:
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    page.keyboard.press("End")
    with page.expect_response(lambda answer: answer.url.endswith("/tanda/")):
        page.keyboard.press("b")
    page.keyboard.press("Home")
    page.goto(f"{live_server.url}/rak/catatan/{Mark.objects.get().title.slug}/")
    page.get_by_role("link", name="Buka di bukunya").click()
    is_drawn(page, 9)
    assert page.url.endswith("/halaman/")
    page.get_by_role("button", name="Kembali ke Halaman 1 dari 9").click()
    is_drawn(page, 1)
