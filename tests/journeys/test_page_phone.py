"""Tests of books of pages on a cheap phone: touch, a slow connection, and a failing one."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.journeys.page_reader import PHONE, is_drawn, opened, picture
from tests.support.journeys.reader import close_pages_at_the_end
from tests.support.reading.pages import files

__all__ = ["close_pages_at_the_end"]
NEXT = "Halaman berikutnya"


@pytest.fixture
def phone(visit: Any) -> Page:
    """A small touch screen, with the dark theme."""
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
    return visit(**options)  # type: ignore[no-any-return]


class Fingers:
    """Touch events as the browser gets them from a screen."""

    def __init__(self, page: Page) -> None:
        self._page, self._line = page, page.context.new_cdp_session(page)

    def _touch(self, kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    def swipe(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Moves one finger from `start` to `end`."""
        self._touch("touchStart", start)
        for step in range(1, 9):
            across, along = (a + (b - a) * step / 8 for a, b in zip(start, end, strict=True))
            self._touch("touchMove", (across, along))
            self._page.wait_for_timeout(16)
        self._touch("touchEnd")

    def tap_twice(self, x: float, y: float) -> None:
        """Taps twice on one point, as quickly as people do."""
        for _ in range(2):
            self._touch("touchStart", (x, y))
            self._touch("touchEnd")
            self._page.wait_for_timeout(80)


def width(page: Page) -> int:
    return int(page.locator(".pages-roll").evaluate("one => one.offsetWidth"))


def test_swipe_turns_the_page_and_scrolls_an_enlarged_one(phone: Page, live_server: Any) -> None:
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    fingers, where = Fingers(phone), phone.locator("[data-chapter]")
    fingers.swipe((300, 400), (60, 410))
    expect(where).to_have_text("Halaman 2 dari 9")
    fingers.swipe((60, 400), (300, 410))
    expect(where).to_have_text("Halaman 1 dari 9")
    phone.get_by_role("button", name="Perbesar").click()
    fingers.swipe((300, 400), (100, 410))
    phone.wait_for_timeout(400)
    expect(where).to_have_text("Halaman 1 dari 9")
    assert phone.locator("[data-stage]").evaluate("one => one.scrollLeft") > 50


def test_double_tap_on_text_zooms_and_selects_nothing(phone: Page, live_server: Any) -> None:
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    line = phone.locator(".page-words text").nth(2).bounding_box()
    assert line
    before = width(phone)
    Fingers(phone).tap_twice(line["x"] + line["width"] / 2, line["y"] + line["height"] / 2)
    phone.wait_for_function("was => document.querySelector('.pages-roll').offsetWidth > 2 * was",
                            arg=before)  # fmt: skip
    assert phone.evaluate("getSelection().toString()") == ""


DelayedImages = dict[str, Route]


@pytest.fixture
def delayed_images(phone: Page) -> Iterator[DelayedImages]:
    """Delays the pictures of pages from the third on until the test continues them."""
    images: DelayedImages = {}
    phone.route(re.compile(r"/[3-9]/\d+\.webp$"), lambda one: images.update({one.request.url: one}))
    yield images
    phone.unroute_all(behavior="ignoreErrors")


def test_skipped_pages_are_cancelled_and_the_wanted_one_shows_that_it_loads(
    phone: Page, live_server: Any, delayed_images: DelayedImages, axe: Callable[[Page], None]
) -> None:
    gone: list[str] = []
    phone.on("requestfailed", lambda request: gone.append(request.url))
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    for _ in range(5):
        phone.get_by_role("button", name=NEXT).click()
        phone.wait_for_timeout(100)
    coming = phone.get_by_text("Halaman sedang diambil")
    expect(coming).to_be_visible()
    axe(phone)
    waiting = [url for url in delayed_images if url not in gone]
    assert [re.findall(r"/(\d)/\d+\.webp$", url) for url in waiting] == [["6"]]
    delayed_images[waiting[0]].continue_()
    is_drawn(phone, 6)
    expect(coming).to_have_count(0)


def test_next_page_is_requested_after_the_visible_one_has_loaded(
    phone: Page, live_server: Any, delayed_images: DelayedImages
) -> None:
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    with phone.expect_request(re.compile(r"/3/\d+\.webp$")):
        phone.get_by_role("button", name=NEXT).click()
    is_drawn(phone, 2)
    phone.get_by_role("button", name=NEXT).click()
    phone.wait_for_timeout(800)
    behind = re.compile(r"/4/\d+\.webp$")
    assert not any(behind.search(url) for url in delayed_images)
    with phone.expect_request(behind):
        next(
            one for url, one in delayed_images.items() if re.search(r"/3/\d+\.webp$", url)
        ).continue_()
    is_drawn(phone, 3)


def test_loading_page_is_not_bright_at_night(
    phone: Page, live_server: Any, delayed_images: DelayedImages
) -> None:
    leaves = {f"{n}.jpg": files.picture(words=str(n)) for n in range(1, 5)}
    opened(phone, live_server, files.row(leaves), "gambar.cbz")
    is_drawn(phone, 1)
    for _ in range(2):
        phone.get_by_role("button", name=NEXT).click()
    page = phone.locator(".book-page[data-page='3']")
    expect(page).to_have_css("background-color", "rgb(20, 24, 26)")


def test_visible_page_remains_if_its_sharper_picture_fails(phone: Page, live_server: Any) -> None:
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    phone.route(re.compile(r"\.webp$"), lambda route: route.abort())
    phone.get_by_role("button", name="Perbesar").click()
    phone.wait_for_timeout(800)
    is_drawn(phone, 1)
    expect(phone.get_by_role("alert")).to_have_count(0)


def test_failed_page_loads_when_the_network_is_back(
    phone: Page, live_server: Any, axe: Callable[[Page], None]
) -> None:
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    phone.context.set_offline(True)
    for _ in range(4):
        phone.get_by_role("button", name=NEXT).click()
    alert = phone.get_by_role("alert")
    expect(alert).to_contain_text("Halaman ini belum sampai")
    assert picture(phone, 5).get_attribute("src") is None, "a broken picture is drawn as one"
    axe(phone)
    phone.context.set_offline(False)
    is_drawn(phone, 5)
    expect(alert).to_have_count(0)


@pytest.mark.parametrize(
    "half", ['{"lines": [[1, 2', "<html>"], ids=["cut short", "a proxy's page"]
)
def test_partly_loaded_text_is_requested_again_at_the_next_visit(
    phone: Page, live_server: Any, half: str
) -> None:
    phone.route("**/2/teks.json", lambda route: route.fulfill(body=half))
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    phone.get_by_role("button", name=NEXT).click()
    is_drawn(phone, 2)
    phone.unroute("**/2/teks.json")
    phone.get_by_role("button", name=NEXT).click()
    phone.get_by_role("button", name="Halaman sebelumnya").click()
    expect(phone.locator(".book-page[data-page='2'] .page-words text").first).to_be_attached()


def test_signed_out_reader_is_sent_to_sign_in(phone: Page, live_server: Any) -> None:
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    phone.context.clear_cookies()
    phone.get_by_role("button", name=NEXT).click()
    # Each page that fails to load redirects to the sign-in page, so one may stop another.
    expect(phone).to_have_url(re.compile("/masuk/"), timeout=10_000)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Masuk")


def test_slider_announces_pages(phone: Page, live_server: Any) -> None:
    opened(phone, live_server, files.text(9))
    expect(picture(phone, 1)).to_be_visible()
    slider = phone.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "Halaman 1 dari 9")
    slider.fill("4")
    expect(slider).to_have_attribute("aria-valuetext", "Halaman 4 dari 9")


def test_phone_in_landscape_shows_one_readable_page(visit: Any, live_server: Any) -> None:
    turned = {"width": PHONE["height"], "height": PHONE["width"]}
    phone = visit(viewport=turned, has_touch=True, is_mobile=True)
    opened(phone, live_server, files.text(9))
    is_drawn(phone, 1)
    phone.get_by_role("button", name=NEXT).click()
    is_drawn(phone, 2)
    pages = phone.locator(".book-page")
    expect(pages).to_have_count(1)
    box = pages.bounding_box()
    assert box
    assert box["width"] > 0.9 * turned["width"]
    assert phone.evaluate("document.documentElement.scrollWidth") == turned["width"]
