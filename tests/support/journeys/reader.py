"""The reader of books in a browser: signing in, opening, errors."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from tests.support.catalogue.factories import imported
from tests.support.lending import factories as lending
from tests.support.web.visitors import client_of

BECOME_VISIBLE = "document.dispatchEvent(new Event('visibilitychange'))"


WIDE = {"width": 1440, "height": 900}


@pytest.fixture(autouse=True)
def close_pages_at_the_end(browser: Browser, live_server: Any, visit: Any) -> Iterator[None]:
    """Closes every page before the tables are emptied: a page sends its place when it is left."""
    yield
    for context in browser.contexts:
        for page in context.pages:
            page.goto("about:blank")
            page.wait_for_timeout(300)


def signed_in(page: Page, live_server: Any, actor: Actor) -> None:
    """Gives the browser the session of the actor."""
    cookie = client_of(actor).cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url, "httpOnly": True}]
    )


def frame_of(page: Page) -> Any:
    """Returns the frame that shows the book."""
    expect(page.locator("[data-turn='1']")).to_be_visible()
    return next(frame for frame in page.frames if "/isi/" in frame.url)


def open_book(page: Page, live_server: Any, content: bytes) -> str:
    """Imports the book, borrows it and opens the reader; returns the reader's address."""
    report = imported(content)
    assert report.title_id is not None, report
    title = lending.lendable(title=Title.objects.get(pk=report.title_id))
    actor = lending.borrower()
    loan = lending.loan(title, actor)
    signed_in(page, live_server, actor)
    address = f"{live_server.url}/baca/{loan.pk}/"
    page.goto(address)
    return address


# The frames of the layout component have both values because of a defect of WebKit. This is no
# vulnerability: the content policy of each page in them allows no script (the tests below prove
# it).
KNOWN_WARNING = "An iframe which has both allow-scripts and allow-same-origin"


def browser_errors(page: Page) -> list[str]:
    """Returns a list to which the browser's errors and warnings are added from now on."""
    errors: list[str] = []

    def listen(line: ConsoleMessage) -> None:
        if line.type in ("error", "warning") and not line.text.startswith(KNOWN_WARNING):
            errors.append(line.text)

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", listen)
    return errors
