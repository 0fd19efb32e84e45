"""Tests that touch targets are 48 px high and wide on every page of members; test_public_pages.py
tests the public ones by the same measure.

Exceptions, as in WCAG 2.5.5: links within a line of text (the display of such a link is `inline`,
which includes titles of books in lists), and sliders, which the browser draws.
"""

from typing import Any, Final

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE, Visit
from tests.journeys.test_home import reader_with_everything
from tests.journeys.test_reading import signed_in

pytestmark = pytest.mark.machine
TOUCH: Final = 48
OPEN_ALL: Final = "for (const one of document.querySelectorAll('details')) one.open = true"
SMALL: Final = """(touch) => [...document.querySelectorAll(
  "a[href], button, summary, select, textarea, input:not([type=hidden], [type=range])"
)].filter((one) => {
  const seen = one.checkVisibility({ visibilityProperty: true });
  const inText = one.matches("a") && getComputedStyle(one).display === "inline";
  return seen && !inText && !one.matches(".skip, .unseen");
}).map((one) => {
  const ticks = one.matches("[type=radio], [type=checkbox]");
  return { one, box: (ticks && one.closest("label") || one).getBoundingClientRect() };
}).filter(({ box }) => box.width > 1 && Math.min(box.width, box.height) < touch - 0.5)
.map(({ one, box }) =>
  `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 140)}`)"""
"""Returns the targets on the page that are too small. A checkbox or radio button is as large as its
label.
"""


def small(page: Page, address: str) -> list[str]:
    """Opens the page and all its details elements; returns the targets that are too small."""
    page.goto(address, wait_until="domcontentloaded", timeout=60_000)
    if not page.locator("link[rel=stylesheet]").count():
        return []  # a fragment of a page, for htmx
    page.evaluate(OPEN_ALL)
    return [f"{address}: {found}" for found in page.evaluate(SMALL, TOUCH)]


MEMBERS: Final = (
    "/", "/rak/", "/rak/ingin/", "/rak/catatan/", "/rak/riwayat/", "/kartu/", "/akun/data/",
    "/akun/pemberitahuan/", "/akun/keamanan/", "/koleksi/", "/rak/tersimpan/", "/luring/menunggu/",
    "/akun/aplikasi/", "/akun/data/berhenti/",
)  # fmt: skip


def test_targets_of_the_pages_of_members(visit: Visit, live_server: Any) -> None:
    reader, reading = reader_with_everything()
    page = visit(viewport=PHONE, is_mobile=True, has_touch=True)
    signed_in(page, live_server, reader)
    title = f"/koleksi/{reading.title.slug}/"
    found = [line for path in (*MEMBERS, title) for line in small(page, live_server.url + path)]
    assert not found, "\n".join(found)
