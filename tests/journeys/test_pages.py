"""Tests of reading books of pages in a real browser: PDF and long leaves."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.reading.models import Position
from tests.support.journeys.page_reader import PHONE, WIDE, is_drawn, opened, picture
from tests.support.journeys.reader import browser_errors, close_pages_at_the_end, signed_in  # noqa: F401
from tests.support.reading.pages import files


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desktop"])
def test_pdf_is_read_by_keyboard_and_the_place_is_stored(
    page: Page, live_server: Any, axe: Callable[[Page], None], size: Any
) -> None:
    page.set_viewport_size(size)
    errors = browser_errors(page)
    address = opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    expect(page.locator("[data-chapter]")).to_have_text("Halaman 1 dari 9")
    axe(page)
    with page.expect_response(lambda answer: "/tempat/" in answer.url) as response:
        page.keyboard.press("End")
        is_drawn(page, 9)
    assert response.value.status == 200
    assert Position.objects.get().cfi in ("page=8", "page=9")  # two pages at once on a wide screen
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-chapter]")).to_have_text(re.compile("Halaman [678] dari 9"))
    page.wait_for_timeout(2000)
    page.goto(address)
    expect(page.locator("[data-chapter]")).to_have_text(re.compile("Halaman [678] dari 9"))
    assert errors == []


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_page_retains_its_aspect_ratio(page: Page, live_server: Any, size: Any) -> None:
    page.set_viewport_size(size)
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    inside = picture(page, 1)
    drawn = inside.evaluate("one => one.naturalWidth / one.naturalHeight")
    for shown in (inside, page.locator(".book-page[data-page='1']")):
        box = shown.bounding_box()
        assert box
        assert box["width"] / box["height"] == pytest.approx(drawn, rel=0.01)
        assert box["height"] <= size["height"]


def test_text_can_be_selected_and_is_in_reading_order(page: Page, live_server: Any) -> None:
    opened(page, live_server, files.text())
    words = page.locator(".book-page[data-page='1'] .page-words text")
    expect(words.first).to_have_text(re.compile("Bab 1"))
    line = words.nth(1)
    box = line.bounding_box()
    assert box
    line.click(click_count=2, position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert page.evaluate("getSelection().toString().trim()") in " ".join(words.all_text_contents())
    shown = page.locator(".book-page[data-page='1']").bounding_box()
    assert shown
    assert shown["x"] <= box["x"] < box["x"] + box["width"] <= shown["x"] + shown["width"] + 1


def test_contents_and_page_numbers_are_links(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    opened(page, live_server, files.text(9))
    page.get_by_role("button", name="Daftar isi").click()
    axe(page)
    page.get_by_role("link", name="Bab 7").click()
    is_drawn(page, 7)
    page.get_by_role("button", name="Daftar isi").click()
    page.get_by_label(re.compile("Ke halaman")).fill("3")
    page.keyboard.press("Enter")
    is_drawn(page, 3)


def test_the_display_can_be_chosen(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    page.set_viewport_size(WIDE)
    opened(page, live_server, files.text(9))
    page.get_by_role("button", name="Tampilan").click()
    page.get_by_label("Gulir").check()
    page.get_by_label("Gelap").check()
    axe(page)
    page.keyboard.press("Escape")
    is_drawn(page, 1)
    page.locator("[data-stage]").focus()
    for _turn in range(5):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(200)
    expect(page.locator("[data-chapter]")).not_to_have_text("Halaman 1 dari 9")


def test_long_palm_leaf_is_scrolled_and_zoomed(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)
    opened(page, live_server, files.leaves(), "lontar.cbz")
    is_drawn(page, 1)
    axe(page)
    stage = page.locator("[data-stage]")
    before = stage.evaluate("one => one.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert stage.evaluate("one => one.scrollLeft") > before
    for _turn in range(3):
        page.get_by_role("button", name="Perbesar").click()
    expect(page.locator(".page-tiles img").first).to_be_visible()
    wide = stage.evaluate("one => one.scrollWidth")
    page.keyboard.press("0")
    page.wait_for_timeout(200)
    assert stage.evaluate("one => one.scrollWidth") < wide
    page.keyboard.press("End")
    is_drawn(page, 3)


def test_a_pdf_is_read_without_script(
    plain_page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    opened(plain_page, live_server, files.text())
    plain_page.get_by_role("link", name="Baca halaman demi halaman").click()
    plain_page.get_by_role("link", name="Berikutnya").click()
    expect(plain_page.locator("text", has_text="Bab 2")).to_have_count(1)
    plain_page.get_by_label(re.compile("Ke halaman")).fill("3")
    plain_page.keyboard.press("Enter")
    expect(plain_page.locator("text", has_text="Bab 3")).to_have_count(1)


def test_place_read_on_another_device_is_offered_once(
    page: Page, live_server: Any, visit: Any, axe: Callable[[Page], None]
) -> None:
    address = opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    phone = visit(viewport=PHONE)
    phone.context.add_cookies(page.context.cookies())
    phone.goto(address)
    is_drawn(phone, 1)
    with page.expect_response(lambda answer: "/tempat/" in answer.url):
        page.keyboard.press("End")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    question = phone.get_by_role("group", name="Anda melanjutkan membaca di perangkat lain")
    expect(question).to_contain_text(re.compile("Halaman [89] dari 9"))
    axe(phone)
    phone.get_by_role("button", name="Ke sana").click()
    is_drawn(phone, 9)
    expect(question).to_be_hidden()


RING = """() => {
  const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
  const { outlineOffset, outlineWidth } = getComputedStyle(document.activeElement);
  const out = parseFloat(outlineOffset) + parseFloat(outlineWidth);
  return [left - out, top - out, innerWidth - right - out, innerHeight - bottom - out];
}"""


def test_focus_ring_of_a_button_is_complete(page: Page, live_server: Any) -> None:
    page.set_viewport_size(PHONE)
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    for _ in range(6):
        page.keyboard.press("Tab")
        assert min(page.evaluate(RING)) >= 0


def test_failed_page_loads_when_visited_again(page: Page, live_server: Any) -> None:
    page.set_viewport_size(PHONE)
    page.route("**/3/*", lambda route: route.abort())
    opened(page, live_server, files.text(9))
    is_drawn(page, 1)
    for _ in range(2):
        page.get_by_role("button", name="Halaman berikutnya").click()
    message = page.get_by_role("alert").get_by_text("Halaman ini belum sampai")
    expect(message).to_be_visible()
    page.unroute("**/3/*")
    page.get_by_role("button", name="Halaman sebelumnya").click()
    page.get_by_role("button", name="Halaman berikutnya").click()
    is_drawn(page, 3)
    expect(message).to_have_count(0)
    expect(page.locator(".book-page[data-page='3'] .page-words text").first).to_be_attached()
