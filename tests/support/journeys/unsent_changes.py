"""Waits until the browser has sent all changes."""

from playwright.sync_api import Page

WAITS = """() => Object.keys(localStorage).filter((key) => /^rontal-(marks|place):/.test(key))"""


def nothing_waits(page: Page, what: str) -> None:
    """Waits until the browser stores no unsent change of a kind."""
    for _ in range(60):
        if not [key for key in page.evaluate(WAITS) if what in key]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(WAITS))
