"""Fixtures of all journeys: a real browser, axe, a mailbox and the worker.

    def test_reader_opens_a_book(page, live_server, letters, work): ...

`page` runs JavaScript, `plain_page` does not; `visit` opens pages with other sizes and colour
schemes; `axe(page)` fails on any violation of WCAG 2.2 AA; `work()` runs every waiting job;
`letters.newest(address).link("/aktivasi/")` reads the mail that a person received.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from bench import browser as chromium
from rontal.config.env import ROOT
from tests.support import mailbox
from tests.support.journeys.failures import Witness, pytest_runtest_makereport
from tests.support.journeys.hostile_book import defences, requests_of
from tests.support.journeys.visits import PHONE, Visit
from tests.support.worker import drain

__all__ = ["defences", "pytest_runtest_makereport", "requests_of"]

AXE = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LONGEST = (
    "test_public_pages.py", "test_page_weight.py", "test_offline_routes.py", "test_registration.py",
)  # fmt: skip
"""Files that take longest; `./test` keeps their order (`--no-loadscope-reorder`)."""

# Playwright's event loop runs in this thread; the ORM would refuse to work in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks all tests here as journeys, and puts the longest files first: a worker that got one of
    them last would still work when the others are through.
    """
    here = Path(__file__).parent
    ours = [item for item in items if here in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.django_db(transaction=True))
    first = {here / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Starts one Chromium for all journeys."""
    assert (ROOT / "build/assets/ui").exists(), "build the assets first: node rontal/ui/build.mjs"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.WITHOUT_WINDOWS, headless=True, args=chromium.ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _last_connections(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Closes connections left by threads, so that the database can be dropped."""
    yield
    from django.db import connection

    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()


@pytest.fixture
def service_workers() -> str:
    """Setting of service workers: "block", because `page.route` does not intercept their requests;
    `tests.support.journeys.worker` allows them.
    """
    return "block"


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, browser: Browser, service_workers: str
) -> Iterator[Visit]:
    """Opens a page in a browser context: visit(java_script_enabled=False, color_scheme="dark").

    A script error on any page fails the journey. What a failed journey showed stays under
    `build/failures/`.
    """
    contexts: list[BrowserContext] = []
    witness = Witness(request.node)
    errors: list[str] = []

    def open_page(**options: Any) -> Page:
        given = {"viewport": PHONE, "locale": "id-ID", "timezone_id": "Asia/Makassar"}
        context = browser.new_context(**(given | options))
        if service_workers == "block":
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        context.set_default_timeout(10_000)
        contexts.append(context)
        witness.watch(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    found = list(errors)
    witness.testify(contexts, failed=bool(found))
    for context in contexts:
        close(context)
    assert not found, found


def close(context: BrowserContext) -> None:
    """Closes a context whose pages have left what they were loading: in the middle of it Chromium
    has been seen to wait for ever."""
    for page in context.pages:
        with contextlib.suppress(PlaywrightError):
            page.goto("about:blank")
    context.close()


@pytest.fixture
def page(visit: Visit) -> Page:
    """A phone with JavaScript."""
    return visit()


@pytest.fixture
def plain_page(visit: Visit) -> Page:
    """A phone without JavaScript."""
    return visit(java_script_enabled=False)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fails on every accessibility violation of the page; needs a page with JavaScript."""
    source = AXE.read_text(encoding="utf-8")
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}

    def violations(page: Page) -> Any:
        page.wait_for_load_state()
        page.evaluate(source)
        return page.evaluate("options => axe.run(document, options)", options)

    def check(page: Page) -> None:
        try:
            result = violations(page)
        except PlaywrightError:  # another page came meanwhile, as after a click on a link
            result = violations(page)
        found = [
            f"{v['id']}: {v['help']}: {n['html'][:200]} {n.get('failureSummary', '')}"
            for v in result["violations"]
            for n in v["nodes"]
        ]
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture
def letters(settings: Any) -> Iterator[mailbox.Letterbox]:
    """The mails that the library sends, as a real SMTP server receives them."""
    for box, port in mailbox.running():
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box


@pytest.fixture
def work(live_server: Any, settings: Any) -> Callable[[], None]:
    """Runs every waiting job as the worker does, in a thread of its own."""
    settings.PUBLIC_URL = live_server.url

    def run() -> None:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(drain).result(timeout=300)

    return run
