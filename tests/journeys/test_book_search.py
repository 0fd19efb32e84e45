"""Tests of searching in a book, by touch and by keyboard alone."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.journeys.book_search import book, leads_to_the_place
from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book

__all__ = ["close_pages_at_the_end"]


def test_word_is_found_and_shown_in_its_page(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    open_book(page, live_server, book())
    frame_of(page)
    page.get_by_role("button", name="Cari di buku").click()
    axe(page)
    page.get_by_role("searchbox", name="Kata-kata").fill("sang hyang dewi")
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.get_by_text("1 tempat.")).to_be_visible()
    axe(page)
    leads_to_the_place(page)


def test_searching_by_keyboard_alone(page: Page, live_server: Any) -> None:
    open_book(page, live_server, book())
    frame_of(page)
    page.keyboard.press("f")
    page.keyboard.type("bergiliran")
    page.keyboard.press("Enter")
    expect(page.get_by_text("100 tempat.")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("[data-chapter]")).to_have_text("Bab satu")
