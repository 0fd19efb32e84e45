"""Tests of searching in a book, by touch and by keyboard alone."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.test_reading import close_pages_at_the_end, frame_of, open_book
from tests.records import epubs

__all__ = ["close_pages_at_the_end"]

POINTED = """() => {
  const layer = document.querySelector('foliate-paginator').getContents()[0].overlayer.element;
  return [...layer.querySelectorAll('rect')].map((one) => one.getBoundingClientRect().toJSON());
}"""


def book() -> bytes:
    """Returns a book whose last phrase is split by markup and has an accent."""
    body = (
        f"<h1 id='akhir'>Bab dua</h1>{epubs.PARAGRAPH * 60}<p>Di sana <b>Sang</b> Hyang Déwi.</p>"
    )
    return epubs.book(changes={"OEBPS/bab2.xhtml": epubs.chapter(body)})


def leads_to_the_place(page: Page) -> None:
    """Opens the hit in `book` and checks that it is visible and pointed to."""
    page.get_by_role("button", name="Sang Hyang Déwi").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    expect(page.locator("[data-percent]")).not_to_have_text("50%")
    boxes = page.evaluate(POINTED)
    assert boxes, "the place is not pointed at"
    assert all(0 <= box["left"] < page.viewport_size["width"] for box in boxes), (
        "it is not in sight"
    )


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
