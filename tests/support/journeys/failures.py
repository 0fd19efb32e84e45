"""What a failed journey leaves under `build/failures/`, in a folder with the name of the test.

For each page: a screenshot, and its address with the browser's console. Once for the test:
`server.log`, the output that pytest captured. On the second look (`setup/suites.py`) also a trace
of each page: `npx playwright show-trace trace-1.zip`.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from setup.suites import FAILURES

REPORTS = pytest.StashKey[list[pytest.TestReport]]()
LONGEST_NAME = 150


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Gives the fixtures of a test the reports of its phases."""
    outcome: Any = yield
    item.stash.setdefault(REPORTS, []).append(outcome.get_result())


def folder_of(node_id: str) -> Path:
    """Returns the folder of a test under `build/failures/`."""
    name = re.sub(r"[^\w.-]+", "_", node_id.removeprefix("tests/"))
    return FAILURES / name[-LONGEST_NAME:]


class Witness:
    """Watches the pages of one test, and writes down what they show if it fails."""

    def __init__(self, item: pytest.Item) -> None:
        self.item = item
        self.console: dict[Page, list[str]] = {}
        self.traced = bool(os.environ.get("TEST_SECOND_LOOK"))

    def watch(self, context: BrowserContext) -> None:
        """Listens to the console of all pages of a context."""
        context.on("page", self._listen)
        if self.traced:
            context.tracing.start(screenshots=True, snapshots=True)

    def _listen(self, page: Page) -> None:
        lines = self.console.setdefault(page, [])
        page.on("console", lambda line: lines.append(f"{line.type}: {line.text}"))
        page.on("pageerror", lambda error: lines.append(f"error: {error}"))

    def testify(self, contexts: list[BrowserContext], *, failed: bool = False) -> None:
        """Writes the folder if a phase of the test failed, or if `failed` is true."""
        reports = self.item.stash.get(REPORTS, [])
        if not failed and not any(report.failed for report in reports):
            return
        folder = folder_of(self.item.nodeid)
        folder.mkdir(parents=True, exist_ok=True)
        self._write_server_log(folder, reports)
        for number, (page, lines) in enumerate(self.console.items(), 1):
            self._write_page(folder, number, page, lines)
        for number, context in enumerate(contexts if self.traced else [], 1):
            with contextlib.suppress(PlaywrightError):
                context.tracing.stop(path=folder / f"trace-{number}.zip")

    def _write_server_log(self, folder: Path, reports: list[pytest.TestReport]) -> None:
        sections = dict(part for report in reports for part in report.sections)
        text = "\n".join(f"== {name}\n{content}" for name, content in sections.items())
        (folder / "server.log").write_text(text, encoding="utf-8")

    def _write_page(self, folder: Path, number: int, page: Page, lines: list[str]) -> None:
        text = "\n".join([page.url, *lines])
        (folder / f"page-{number}.txt").write_text(text, encoding="utf-8")
        if not page.is_closed():
            with contextlib.suppress(PlaywrightError):  # a page that hangs
                page.screenshot(path=folder / f"page-{number}.png", timeout=5_000)
