"""Tests of one book on two devices: no place is lost, and no device jumps without asking."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from rontal.reading.models import Position
from tests.support.journeys.reader import (
    BECOME_VISIBLE,
    WIDE,
    close_pages_at_the_end,
    frame_of,
    open_book,
)
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end"]


@pytest.fixture
def devices(page: Page, live_server: Any, visit: Any) -> tuple[Page, Page]:
    """Opens the first chapter of the same book on a phone and on a desktop."""
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    desk = visit(viewport=WIDE)
    desk.context.add_cookies(page.context.cookies())
    desk.goto(address)
    frame_of(desk)
    return page, desk


def read_on(page: Page, name: str) -> None:
    """Goes to a chapter, and waits until the place is stored."""
    page.get_by_role("button", name="Daftar isi").click()
    with page.expect_response(lambda answer: "/tempat/" in answer.url):
        page.get_by_role("dialog").get_by_role("button", name=name).click()


def test_second_device_offers_once_to_continue_there(
    devices: tuple[Page, Page], axe: Callable[[Page], None]
) -> None:
    phone, desk = devices
    read_on(phone, "Bab dua")
    desk.evaluate(BECOME_VISIBLE)
    question = desk.get_by_role("group", name="Anda melanjutkan membaca di perangkat lain")
    expect(question).to_contain_text("Bab dua")
    axe(desk)
    desk.get_by_role("button", name="Ke sana").click()
    expect(desk.locator("[data-chapter]")).to_have_text("Bab dua")
    expect(question).to_be_hidden()
    desk.evaluate(BECOME_VISIBLE)
    desk.wait_for_timeout(800)
    expect(question).to_be_hidden()


def test_reader_who_declines_continues_on_this_device(devices: tuple[Page, Page]) -> None:
    phone, desk = devices
    read_on(phone, "Bab dua")
    desk.evaluate(BECOME_VISIBLE)
    with desk.expect_response(
        lambda answer: "/tempat/" in answer.url and answer.request.method == "POST"
    ):
        desk.get_by_role("button", name="Tetap di sini").first.click()
    assert Position.objects.get().fraction < 0.5
    phone.evaluate(BECOME_VISIBLE)
    expect(phone.get_by_role("group", name="Anda melanjutkan membaca")).to_contain_text("Bab satu")


def test_place_read_offline_is_sent_later_and_overwrites_nothing_newer(
    devices: tuple[Page, Page],
) -> None:
    phone, desk = devices
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Halaman berikutnya").click()
    phone.wait_for_timeout(2000)
    read_on(desk, "Bab dua")
    newest = Position.objects.get()
    phone.context.set_offline(False)
    expect(phone.get_by_role("group", name="Anda melanjutkan membaca")).to_contain_text("Bab dua")
    assert Position.objects.get() == newest
    assert Position.objects.get().fraction == newest.fraction


def test_unsent_place_is_restored_on_its_own_device(page: Page, live_server: Any) -> None:
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    page.context.set_offline(True)
    for _ in range(2):
        page.get_by_role("button", name="Halaman berikutnya").click()
        page.wait_for_timeout(300)
    percent = page.locator("[data-percent]").inner_text()
    page.wait_for_timeout(1800)
    assert not Position.objects.exists()
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator("[data-percent]")).to_have_text(percent)


def test_page_made_before_the_place_arrived_opens_at_the_place(
    page: Page, live_server: Any
) -> None:
    address = open_book(page, live_server, epubs.book())
    frame_of(page)
    early = page.request.get(address).body()
    read_on(page, "Bab dua")
    page.route(address, lambda route: route.fulfill(body=early, content_type="text/html"))
    page.goto(address)
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
