"""Marks that the browser sends."""

from collections.abc import Callable

from playwright.sync_api import Page

NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => key.startsWith('rontal-marks:'))"


def sent(page: Page, act: Callable[[], None]) -> None:
    """Performs an action, and waits until the library has stored the mark."""
    with page.expect_response(
        lambda answer: "/tanda/" in answer.url and answer.request.method == "POST"
    ) as response:
        act()
    assert response.value.status == 204


def delivered(page: Page) -> None:
    """Waits until the browser stores no unsent mark: it deletes those that have arrived."""
    page.wait_for_function(NOTHING_WAITS, timeout=30_000)
