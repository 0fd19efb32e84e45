"""Tests of the layout of a chapter when it loads."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.journeys.reader import close_pages_at_the_end, frame_of, open_book
from tests.support.records import epubs

__all__ = ["close_pages_at_the_end"]
# The layout measures a chapter by a range of its body before it sets the frame's width.
SPY = """
window.measured = [];
const measure = Range.prototype.getBoundingClientRect;
Range.prototype.getBoundingClientRect = function () {
  const doc = this.startContainer.ownerDocument;
  if (doc && doc !== document && this.startContainer === doc.body) {
    const { width } = doc.documentElement.getBoundingClientRect();
    window.measured.push({ address: doc.baseURI, width: Math.round(width) });
  }
  return measure.call(this);
};
"""
WIDTH = "Math.round(document.documentElement.getBoundingClientRect().width)"


@pytest.mark.parametrize("viewport", [(360, 740), (1440, 900)])
def test_chapter_has_its_final_width_at_first_layout(
    visit: Any, live_server: Any, viewport: tuple[int, int]
) -> None:
    page: Page = visit(viewport=dict(zip(("width", "height"), viewport, strict=True)))
    page.add_init_script(SPY)
    open_book(page, live_server, epubs.book())
    frame_of(page)
    page.get_by_role("button", name="Daftar isi").click()
    page.get_by_role("dialog").get_by_role("button", name="Bab dua").click()
    expect(page.locator("[data-chapter]")).to_have_text("Bab dua")
    wide = frame_of(page).evaluate(WIDTH)
    assert wide > 200
    first: dict[str, int] = {}
    for one in page.evaluate("measured"):
        first.setdefault(one["address"], one["width"])
    assert len(first) == 2, "each chapter was measured"
    assert set(first.values()) == {wide}


def overflow_of(page: Page) -> int:
    """Returns the pixels by which a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("width", [360, 1280, 1440])
@pytest.mark.parametrize("language", ["id", "en"])
def test_navigation_of_a_visitor_is_one_row_above_the_page(
    visit: Any, live_server: Any, width: int, language: str
) -> None:
    page: Page = visit(viewport={"width": width, "height": 740})
    page.context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
    page.goto(f"{live_server.url}/")
    row = page.locator(".header-bar > :visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom])"
    )
    assert len(row) >= 2
    assert max(top for top, _bottom in row) < min(bottom for _top, bottom in row)
    switches = page.locator(".nav-switches:visible .switch-group").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    assert len(set(switches)) == (1 if width > 1000 else 0)


# A phone of 360 pixels with system font sizes of 130 and 200 per cent, and one in landscape.
LARGE = [(277, 490), (180, 320), (720, 360)]


@pytest.mark.parametrize("viewport", LARGE)
def test_large_text_makes_no_page_wider_than_the_phone(
    visit: Any, live_server: Any, viewport: tuple[int, int]
) -> None:
    page: Page = visit(viewport=dict(zip(("width", "height"), viewport, strict=True)))
    for path in ("/", "/daftar/", "/koleksi/", "/masuk/", "/saran/", "/standar-pelayanan/"):
        page.goto(f"{live_server.url}{path}")
        assert overflow_of(page) <= 0, path


@pytest.mark.parametrize("viewport", LARGE)
def test_large_text_leaves_every_button_of_the_reader_reachable(
    visit: Any, live_server: Any, viewport: tuple[int, int]
) -> None:
    page: Page = visit(viewport=dict(zip(("width", "height"), viewport, strict=True)))
    open_book(page, live_server, epubs.book())
    frame_of(page)
    assert overflow_of(page) <= 0
    for name in ("contents", "find", "marks", "display"):
        page.locator(f"[data-open={name}]").click()
        sheet = page.locator(f"#{name}").bounding_box()
        assert sheet is not None
        assert sheet["x"] >= 0, name
        assert sheet["x"] + sheet["width"] <= viewport[0], name
        page.keyboard.press("Escape")
