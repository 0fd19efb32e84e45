"""Tests of bookmarks, highlights and notes: by touch, by keyboard, on two devices."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from rontal.reading.models import Mark
from tests.support.journeys.marks import NOTHING_WAITS, delivered, sent
from tests.support.journeys.reader import WIDE, close_pages_at_the_end, frame_of, open_book
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end"]

SELECT = """() => {
  const paragraph = document.querySelectorAll("p")[1];
  getSelection().selectAllChildren(paragraph);
}"""
LAYER = "document.querySelector('foliate-paginator').getContents()[0].overlayer.element"
DRAWN = f"{LAYER}.querySelectorAll('g[fill]').length"


def opened(page: Page, live_server: Any) -> str:
    """Opens a book in the reader, and waits until its marks are loaded."""
    with page.expect_response(lambda answer: "/tanda/" in answer.url, timeout=60_000):
        address = open_book(page, live_server, epubs.book())
        frame_of(page)
    return address


def highlight(page: Page, name: str = "Hijau") -> None:
    frame_of(page).evaluate(SELECT)
    page.get_by_role("button", name=f"Sorot: {name}").click()


def test_text_is_highlighted_annotated_found_again_and_unmarked(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    address = opened(page, live_server)
    frame_of(page).evaluate(SELECT)
    expect(page.get_by_role("toolbar")).to_be_visible()
    axe(page)
    sent(page, lambda: page.get_by_role("button", name="Sorot: Hijau").click())
    expect(page.get_by_role("toolbar")).to_be_hidden()
    assert page.evaluate(DRAWN) == 2, "a colour and its line"
    page.goto(address)
    page.get_by_role("button", name="Tanda dan catatan").click()
    listed = page.locator("[data-marks] li")
    expect(listed).to_contain_text("Di tepi sawah itu")
    axe(page)
    listed.get_by_role("button", name=re.compile("^Ubah")).click()
    page.get_by_role("textbox", name="Catatan").fill("Tanya Pak Made soal bergiliran")
    page.get_by_label("Merah muda").check(force=True)
    axe(page)
    sent(page, lambda: page.get_by_role("button", name="Simpan").click())
    expect(listed).to_contain_text("Tanya Pak Made")
    listed.get_by_role("button", name=re.compile("^Ubah")).click()
    sent(page, lambda: page.get_by_role("button", name="Hapus", exact=True).click())
    expect(page.get_by_text("Sudah dihapus.")).to_be_visible()
    sent(page, lambda: page.get_by_role("button", name="Urungkan").click())
    assert page.evaluate(DRAWN) == 2
    page.goto(f"{live_server.url}/rak/")
    page.get_by_role("link", name="Tanda dan catatan").click()
    expect(page).to_have_url(f"{live_server.url}/rak/catatan/")
    axe(page)
    page.get_by_role("link", name="Air di Subak").click()
    expect(page.get_by_text("Tanya Pak Made")).to_be_visible()
    axe(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="Sebagai teks").click()
    assert "Tanya Pak Made" in file.value.path().read_text(encoding="utf-8")


def test_highlight_is_tapped_to_change_it(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    sent(page, lambda: highlight(page))
    frame_of(page).locator("p").nth(1).click()
    expect(page.get_by_role("dialog")).to_contain_text("Di tepi sawah itu")


def test_marking_by_keyboard_alone(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    sent(page, lambda: page.keyboard.press("b"))
    expect(page.get_by_role("button", name="Penanda halaman")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("s")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("s")
    page.wait_for_timeout(300)
    sent(page, lambda: page.keyboard.press("n"))
    page.keyboard.type("Catatan tanpa tetikus")
    page.keyboard.press("Tab")
    sent(page, lambda: page.keyboard.press("Enter"))
    page.keyboard.press("m")
    expect(page.locator("[data-marks] li")).to_have_count(2)
    expect(page.locator("[data-marks]")).to_contain_text("Catatan tanpa tetikus")
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    sent(page, lambda: page.keyboard.press("b"))
    expect(page.get_by_role("button", name="Penanda halaman")).to_have_attribute(
        "aria-pressed", "false"
    )


def test_single_key_shortcuts_can_be_switched_off(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    page.get_by_role("button", name="Tampilan").click()
    page.get_by_label("Huruf tunggal").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.wait_for_timeout(1200)
    assert not Mark.objects.exists()


def test_marks_of_one_device_appear_on_the_other(page: Page, live_server: Any, visit: Any) -> None:
    address = opened(page, live_server)
    desk = visit(viewport=WIDE)
    desk.context.add_cookies(page.context.cookies())
    desk.goto(address)
    frame_of(desk)
    sent(page, lambda: highlight(page))
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.get_by_role("button", name="Tanda dan catatan").click()
    expect(desk.locator("[data-marks] li")).to_have_count(1)
    desk.locator("[data-marks] li").get_by_role("button", name=re.compile("^Ubah")).click()
    sent(desk, lambda: desk.get_by_role("button", name="Hapus", exact=True).click())
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_role("button", name="Tanda dan catatan").click()
    expect(page.locator("[data-marks] li")).to_have_count(0)


def test_a_note_written_without_a_connection_is_not_lost(page: Page, live_server: Any) -> None:
    address = opened(page, live_server)
    page.context.set_offline(True)
    highlight(page)
    page.wait_for_timeout(1500)
    assert not Mark.objects.exists()
    assert not page.evaluate(NOTHING_WAITS)
    page.context.set_offline(False)  # the open page may send before it is reloaded
    page.goto(address)
    delivered(page)
    assert Mark.objects.count() == 1


BOXES = """() => {
  const { doc, overlayer } = document.querySelector("foliate-paginator").getContents()[0];
  const edges = (list) => [...list].map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 0).map((box) => Math.round(box.width));
  const words = doc.createRange();
  words.selectNodeContents(doc.querySelectorAll("p")[1]);
  const lines = [...words.getClientRects()].map((box) => Math.round(box.width));
  return [edges(overlayer.element.querySelectorAll("g > g:first-child > rect")), lines];
}"""


def test_highlight_follows_its_text_when_the_font_changes(page: Page, live_server: Any) -> None:
    opened(page, live_server)
    sent(page, lambda: highlight(page))
    page.get_by_role("button", name="Tampilan").click()
    for name in ("Untuk disleksia", "Rata"):
        page.get_by_label(name, exact=True).check(force=True)
    page.keyboard.press("Escape")
    frame_of(page).wait_for_function("document.fonts.check('16px OpenDyslexic')")
    page.wait_for_timeout(800)
    drawn, lines = page.evaluate(BOXES)
    assert drawn == lines
