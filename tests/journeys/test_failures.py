"""Tests of what a failed journey leaves for whoever looks for its cause."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.support.journeys import failures
from tests.support.journeys.visits import PHONE

NAME = "tests/journeys/test_desk.py::test_clerk_decides[on paper]"
SCRIPT = "<h1>Meja</h1><script>console.warn('slow'); throw new Error('broken')</script>"


@pytest.fixture
def ended(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Returns a function that ends a journey with an outcome; it returns the files it left."""
    monkeypatch.setattr(failures, "FAILURES", tmp_path)

    def end(outcome: Any) -> dict[str, Path]:
        log = [("Captured log call", "INFO event=application:approved")]
        report = pytest.TestReport(NAME, ("", 1, ""), {}, outcome, "", "call", sections=log)
        item: Any = SimpleNamespace(nodeid=NAME, stash=pytest.Stash())
        item.stash[failures.REPORTS] = [report]
        witness, context = failures.Witness(item), browser.new_context(viewport=PHONE)
        witness.watch(context)
        context.new_page().set_content(SCRIPT)
        witness.testify([context])
        context.close()
        return {path.name: path for path in tmp_path.glob("*/*")}

    return end


def test_failed_journey_leaves_screenshot_console_and_log(ended: Any) -> None:
    left = ended("failed")
    assert set(left) == {"server.log", "page-1.txt", "page-1.png"}
    assert left["server.log"].parent.name == "journeys_test_desk.py_test_clerk_decides_on_paper_"
    assert "event=application:approved" in left["server.log"].read_text()
    assert left["page-1.txt"].read_text().splitlines() == [
        "about:blank", "warning: slow", "error: broken",
    ]  # fmt: skip
    with Image.open(left["page-1.png"]) as picture:
        assert picture.size == (PHONE["width"], PHONE["height"])


def test_second_look_leaves_a_trace_too(ended: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_SECOND_LOOK", "1")
    assert ended("failed")["trace-1.zip"].read_bytes().startswith(b"PK")


def test_passed_journey_leaves_nothing(ended: Any) -> None:
    assert ended("passed") == {}
