"""Chromium as people have it, for files that test what it lacks without windows: notifications,
push messages, and sending in the background.

    from tests.support.journeys.whole_browser import browser
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from bench import browser as chromium


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """Starts the whole Chromium for the tests of a file."""
    whole = browser.browser_type.launch(
        executable_path=chromium.EXECUTABLE, headless=True, args=chromium.ARGUMENTS
    )
    yield whole
    whole.close()
