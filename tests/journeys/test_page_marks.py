"""Tests of marks in books of pages: by touch, by keyboard, on two devices, without network."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.reading.models import Mark
from tests.support.journeys.marks import delivered, sent
from tests.support.journeys.offline import store_offline
from tests.support.journeys.page_reader import PHONE, is_drawn, opened
from tests.support.journeys.reader import browser_errors, close_pages_at_the_end
from tests.support.journeys.worker import service_workers
from tests.support.reading.pages import files

__all__ = ["close_pages_at_the_end", "service_workers"]


def bookmark(page: Page) -> Any:
    return page.get_by_role("button", name="Penanda halaman")


def with_marks(page: Page, live_server: Any, content: bytes, name: str = "buku.pdf") -> str:
    """Opens the book in the reader, and waits until its marks are loaded; returns its address."""
    with page.expect_response(lambda answer: "/tanda/" in answer.url):
        address = opened(page, live_server, content, name)
    is_drawn(page, 1)
    return address


@pytest.mark.parametrize(
    ("content", "name"), [(files.text(9), "buku.pdf"), (files.leaves(9), "lontar.cbz")]
)
def test_page_is_bookmarked_annotated_found_again_and_unmarked(
    page: Page, live_server: Any, axe: Callable[[Page], None], content: bytes, name: str
) -> None:
    errors = browser_errors(page)
    address = with_marks(page, live_server, content, name)
    page.keyboard.press("End")
    sent(page, lambda: bookmark(page).click())
    expect(bookmark(page)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Home")
    expect(bookmark(page)).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Tanda dan catatan").click()
    page.get_by_role("button", name="Tulis catatan di halaman ini").click()
    axe(page)
    page.get_by_role("textbox", name="Catatan").fill("Tanya Pak Made")
    sent(page, lambda: page.get_by_role("button", name="Simpan").click())
    page.goto(address)
    page.get_by_role("button", name="Tanda dan catatan").click()
    listed = page.locator("[data-marks] li")
    expect(listed).to_have_count(2)
    expect(listed.first).to_contain_text("Halaman 1 dari 9")
    expect(listed.first).to_contain_text("Tanya Pak Made")
    axe(page)
    listed.last.locator(".reader-jump").click()
    is_drawn(page, 9)
    page.get_by_role("button", name="Tanda dan catatan").click()
    listed.first.get_by_role("button", name=re.compile("^Ubah")).click()
    sent(page, lambda: page.get_by_role("button", name="Hapus", exact=True).click())
    expect(page.get_by_text("Sudah dihapus.")).to_be_visible()
    sent(page, lambda: page.get_by_role("button", name="Urungkan").click())
    assert sorted(mark.cfi for mark in Mark.objects.filter(removed_at=None)) == ["page=1", "page=9"]
    assert errors == []


def test_marking_pages_by_keyboard_alone(page: Page, live_server: Any) -> None:
    with_marks(page, live_server, files.text(9))
    sent(page, lambda: page.keyboard.press("b"))
    page.keyboard.press("n")
    page.keyboard.type("Tanpa tetikus")
    page.keyboard.press("Tab")
    sent(page, lambda: page.keyboard.press("Enter"))
    page.keyboard.press("m")
    expect(page.locator("[data-marks] li")).to_have_count(1)
    expect(page.locator("[data-marks]")).to_contain_text("Tanpa tetikus")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Tampilan").click()
    page.get_by_label("Huruf tunggal").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.wait_for_timeout(1200)
    assert Mark.objects.filter(removed_at=None).count() == 1


def test_unsaved_note_leaves_no_bookmark(page: Page, live_server: Any) -> None:
    with_marks(page, live_server, files.text(9))
    page.keyboard.press("n")
    page.keyboard.type("Tidak jadi")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1200)
    assert not Mark.objects.exists()
    expect(bookmark(page)).to_have_attribute("aria-pressed", "false")


def test_bookmark_of_either_page_is_shown_side_by_side(page: Page, live_server: Any) -> None:
    with_marks(page, live_server, files.text(9))
    for _turn in range(2):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(300)
        page.keyboard.press("PageDown")
    page.locator("[data-stage]").focus()
    page.locator("#place").fill("3")
    sent(page, lambda: bookmark(page).click())
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".book-page")).to_have_count(2)
    expect(bookmark(page)).to_have_attribute("aria-pressed", "true")


def test_page_marks_of_one_device_appear_on_the_other(
    page: Page, live_server: Any, visit: Any
) -> None:
    address = with_marks(page, live_server, files.text(9))
    phone = visit(viewport=PHONE)
    phone.context.add_cookies(page.context.cookies())
    phone.goto(address)
    is_drawn(phone, 1)
    sent(page, lambda: page.keyboard.press("b"))
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(bookmark(phone)).to_have_attribute("aria-pressed", "true")


def test_note_written_without_network_is_not_lost(page: Page, live_server: Any) -> None:
    address = with_marks(page, live_server, files.text(9))
    page.context.set_offline(True)
    page.keyboard.press("b")
    page.wait_for_timeout(1500)
    assert not Mark.objects.exists()
    page.context.set_offline(False)  # the open page may send before it is reloaded
    page.goto(address)
    delivered(page)
    assert Mark.objects.get().cfi == "page=1"


def test_offline_book_of_pages_is_marked_without_network(page: Page, live_server: Any) -> None:
    address = with_marks(page, live_server, files.text(4))
    sent(page, lambda: page.keyboard.press("b"))
    store_offline(page, address)
    page.context.set_offline(True)
    page.goto(address)
    expect(page.get_by_text("Tidak ada jaringan. Yang Anda tandai")).to_be_visible()
    is_drawn(page, 1)
    expect(bookmark(page)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("End")
    page.keyboard.press("b")
    page.wait_for_timeout(1500)
    assert Mark.objects.count() == 1
    with page.expect_response(lambda answer: "/tanda/" in answer.url and answer.status == 204):
        page.context.set_offline(False)
    assert sorted(mark.cfi for mark in Mark.objects.all()) == ["page=1", "page=4"]


def select(page: Page, first: int, last: int) -> None:
    """Selects lines of the first page with the mouse."""
    lines = page.locator(".book-page[data-page='1'] .page-words text")
    start, end = lines.nth(first).bounding_box(), lines.nth(last).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()
    expect(page.get_by_role("toolbar")).to_be_visible()


def inks(page: Page, colour: str) -> Any:
    return page.locator(f".page-ink-{colour} rect")


def test_text_of_a_page_is_highlighted_tapped_and_changed(
    page: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    errors = browser_errors(page)
    address = with_marks(page, live_server, files.text(9))
    select(page, 1, 2)
    axe(page)
    sent(page, lambda: page.get_by_role("button", name="Sorot: Hijau").click())
    expect(page.get_by_role("toolbar")).to_be_hidden()
    expect(inks(page, "green")).to_have_count(2)
    mark = Mark.objects.get()
    assert re.fullmatch(r"page=1&char=\d+,\d+", mark.cfi)
    assert mark.words.reveal()["quote"].startswith("Halaman 1. Air subak")
    page.goto(address)
    expect(inks(page, "green")).to_have_count(2)
    box = inks(page, "green").first.bounding_box()
    line = page.locator(".book-page[data-page='1'] .page-words text").nth(1).bounding_box()
    assert box
    assert line
    assert abs(box["y"] - line["y"]) < line["height"] / 2
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("dialog")).to_contain_text("Halaman 1. Air subak")
    axe(page)
    page.get_by_label("Biru").check(force=True)
    sent(page, lambda: page.get_by_role("button", name="Simpan").click())
    expect(inks(page, "blue")).to_have_count(2)
    expect(inks(page, "green")).to_have_count(0)
    page.keyboard.press("End")
    expect(inks(page, "blue")).to_have_count(0)
    page.keyboard.press("Home")
    expect(inks(page, "blue")).to_have_count(2)
    assert errors == []


def test_paragraphs_are_selected_and_highlighted_by_keyboard_alone(
    page: Page, live_server: Any
) -> None:
    with_marks(page, live_server, files.text(9))
    expect(page.locator(".page-words text").first).to_be_attached()
    page.keyboard.press("s")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("s")
    page.wait_for_timeout(300)
    page.keyboard.press("n")
    page.keyboard.type("Tanpa tetikus")
    page.keyboard.press("Tab")
    sent(page, lambda: page.keyboard.press("Enter"))
    marked_words = Mark.objects.get().words.reveal()
    assert marked_words["quote"].startswith("Halaman 1. Air subak")
    assert marked_words["note"] == "Tanpa tetikus"


def test_highlight_is_found_by_its_text_if_characters_have_moved(
    page: Page, live_server: Any
) -> None:
    address = with_marks(page, live_server, files.text(9))
    expect(page.locator(".page-words text").first).to_be_attached()
    page.keyboard.press("s")
    expect(page.get_by_role("toolbar")).to_be_visible()
    sent(page, lambda: page.keyboard.press("h"))
    Mark.objects.update(cfi="page=1&char=40,47")
    page.goto(address)
    expect(inks(page, "yellow")).to_have_count(1)
    box = inks(page, "yellow").bounding_box()
    head = page.locator(".book-page[data-page='1'] .page-words text").first.bounding_box()
    assert box
    assert head
    assert abs(box["y"] - head["y"]) < head["height"] / 2
