"""Finds controls that are too small for a finger."""

from typing import Final

from playwright.sync_api import Page

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
