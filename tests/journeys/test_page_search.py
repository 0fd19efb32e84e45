"""Tests of searching in a PDF, by touch and by keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.reading.pages import searching
from tests.support.journeys.book_search import is_pointed_at, search_for
from tests.support.journeys.page_reader import PHONE, WIDE, is_drawn, opened
from tests.support.journeys.reader import browser_errors, close_pages_at_the_end
from tests.support.reading.pages import files

__all__ = ["close_pages_at_the_end"]


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desktop"])
def test_text_is_found_and_marked_on_its_page(
    page: Page, live_server: Any, axe: Callable[[Page], None], size: Any
) -> None:
    page.set_viewport_size(size)
    errors = browser_errors(page)
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    search_for(page, "BAB 7 halaman 7. air")
    expect(page.get_by_text("1 tempat.")).to_be_visible()
    expect(page.get_by_role("heading", name="Halaman 7")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Bab 7 Halaman 7. Air").click()
    is_drawn(page, 7)
    boxes = is_pointed_at(page, 7)
    assert len(boxes) == 2, "the heading and the beginning of the paragraph"
    axe(page)
    assert errors == []


def test_searching_a_pdf_by_keyboard_alone(page: Page, live_server: Any) -> None:
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    page.keyboard.press("f")
    page.keyboard.type("halaman 9")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 tempat.")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    is_pointed_at(page, 9)


def test_words_hyphenated_across_lines_are_marked_on_both(page: Page, live_server: Any) -> None:
    opened(page, live_server, files.divided())
    is_drawn(page, 1)
    search_for(page, "internationalization")
    expect(page.get_by_text("4 tempat.")).to_be_visible()
    page.get_by_role("button", name="internationalization").first.click()
    first, second = is_pointed_at(page, 1)
    assert first["bottom"] <= second["top"] + 4


def test_hits_are_marked_at_their_position_in_a_line(page: Page, live_server: Any) -> None:
    opened(page, live_server, files.text(3))
    is_drawn(page, 1)
    search_for(page, "pelan.")
    page.locator("[data-found] button").first.click()
    [box] = is_pointed_at(page, 1)
    line = page.locator(".book-page[data-page='1'] .page-words text", has_text="pelan.").first
    whole = line.bounding_box()
    assert whole
    assert whole["x"] < box["left"]
    assert box["width"] < whole["width"] / 3
    assert abs(box["height"] - whole["height"]) < whole["height"] / 2


def test_searching_a_long_book_shows_progress(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "TOGETHER", 3)
    monkeypatch.setattr(searching, "MAX_SECONDS", -1.0)
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    search_for(page, "bab")
    expect(page.get_by_text("0 dari 9 halaman")).to_be_visible()
    monkeypatch.setattr(searching, "MAX_SECONDS", 60.0)
    expect(page.get_by_text("9 tempat.")).to_be_visible()


def test_scanned_pages_are_explained_and_pictures_are_not_searched(
    page: Page, live_server: Any
) -> None:
    opened(page, live_server, files.scan())
    is_drawn(page, 1)
    search_for(page, "air")
    expect(page.get_by_text("Halaman buku ini berupa gambar")).to_be_visible()
    opened(page, live_server, files.leaves(), "lontar.cbz")
    is_drawn(page, 1)
    expect(page.get_by_role("button", name="Cari di buku")).to_have_count(0)
