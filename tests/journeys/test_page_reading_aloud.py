"""Tests of reading a PDF aloud. Headless browsers have no voices: a fake records the text."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.journeys.page_reader import WIDE, is_drawn, opened
from tests.support.journeys.reader import browser_errors, close_pages_at_the_end
from tests.support.journeys.reading_aloud import VOICES
from tests.support.reading.pages import files

__all__ = ["close_pages_at_the_end"]
SPOKEN = "window.said.map(([, words]) => words)"


def a_book() -> bytes:
    """Returns a PDF of three pages: text, a picture, text."""
    words = ["Air datang pagi. Padi tumbuh!", "Tamat."]
    first, last = (files.page_of(f"= Bab {n}\n\n{text}") for n, text in enumerate(words, 1))
    return files.joined(first, files.scan(1), last)


def listen(page: Page, live_server: Any, content: bytes) -> None:
    page.add_init_script(VOICES)
    opened(page, live_server, content)
    is_drawn(page, 1)


@pytest.mark.parametrize("size", [None, WIDE], ids=["phone", "desktop"])
def test_pages_are_read_sentence_by_sentence_over_a_picture_to_the_end(
    page: Page, live_server: Any, axe: Callable[[Page], None], size: Any
) -> None:
    if size:
        page.set_viewport_size(size)
    errors = browser_errors(page)
    listen(page, live_server, a_book())
    page.get_by_role("button", name="Tampilan").click()
    page.get_by_role("button", name="Bacakan").click()
    expect(page.get_by_role("button", name="Jeda")).to_be_visible()
    axe(page)
    expect(page.get_by_role("button", name="Jeda")).to_be_hidden()
    is_drawn(page, 3)
    assert page.evaluate(SPOKEN) == ["Bab 1", "Air datang pagi.", "Padi tumbuh!", "Bab 2", "Tamat."]
    expect(page.locator("[data-said]")).to_be_hidden()
    expect(page.locator(".page-pointed")).to_have_count(0)
    assert errors == []


def test_line_of_the_spoken_sentence_is_highlighted(page: Page, live_server: Any) -> None:
    listen(page, live_server, a_book())
    page.evaluate("void (speechSynthesis.speak = (one) => said.push([one.lang, one.text]))")
    page.keyboard.press("r")
    expect(page.locator(".page-pointed rect")).to_have_count(1)
    assert page.evaluate(SPOKEN) == ["Bab 1"]


def test_reading_aloud_pauses_continues_and_stops_with_the_page(
    page: Page, live_server: Any
) -> None:
    listen(page, live_server, files.text(9))
    page.keyboard.press("r")
    page.get_by_role("button", name="Jeda").click()
    spoken = page.evaluate("window.said.length")
    page.wait_for_timeout(300)
    assert page.evaluate("window.said.length") == spoken
    page.get_by_role("button", name="Teruskan").click()
    page.get_by_role("button", name="Halaman berikutnya").click()
    expect(page.get_by_role("button", name="Jeda")).to_be_hidden()


def test_scanned_page_reports_that_there_is_nothing_to_read_aloud(
    page: Page, live_server: Any
) -> None:
    listen(page, live_server, files.scan(2))
    page.keyboard.press("r")
    expect(page.get_by_role("status").get_by_text("Halaman ini berupa gambar")).to_be_visible()
    expect(page.get_by_role("button", name="Jeda")).to_be_hidden()
    assert page.evaluate(SPOKEN) == []


def test_pictures_are_not_read_aloud(page: Page, live_server: Any) -> None:
    page.add_init_script(VOICES)
    opened(page, live_server, files.leaves(), "lontar.cbz")
    is_drawn(page, 1)
    page.get_by_role("button", name="Tampilan").click()
    expect(page.get_by_role("button", name="Bacakan")).to_have_count(0)


def test_page_whose_text_fails_to_load_is_not_treated_as_a_picture(
    page: Page, live_server: Any
) -> None:
    page.route("**/2/teks.json", lambda route: route.abort())
    listen(page, live_server, files.text(2))
    page.keyboard.press("r")
    expect(page.get_by_role("status").get_by_text("Halaman ini belum sampai")).to_be_visible()
    expect(page.get_by_role("button", name="Jeda")).to_be_hidden()
    expect(page.locator("[data-chapter]")).to_have_text("Halaman 2 dari 2")
    page.unroute("**/2/teks.json")
    page.evaluate("said.length = 0")
    page.keyboard.press("r")
    page.wait_for_function("() => window.said.length > 0")
    assert page.evaluate("said[0][1]") == "Bab 2"


def test_failing_voice_is_reported_on_pages_too(page: Page, live_server: Any) -> None:
    page.add_init_script(VOICES.replace("one.onend()", "one.onerror({ error: 'x' })"))
    opened(page, live_server, a_book())
    is_drawn(page, 1)
    page.keyboard.press("r")
    expect(page.get_by_text("Suara peramban ini tidak membacakan")).to_be_visible()
