"""Tests of the tier of every change (tests/tiers.py): it does not grow unnoticed."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests import changed

TESTS = Path(__file__).resolve().parents[1]
MOST_JOURNEYS, MOST_SECONDS = 25, 220
"""Journeys and their seconds in `./test`, as `@pytest.mark.core(seconds=…)` states them; three run
at a time. Who adds one takes another out.
"""
SUBJECTS: Final = (
    "main_job", "reading", "home", "desk", "complaint", "survey", "offline", "single_sign_on",
    "deletion", "user_interface", "registration",
)  # fmt: skip
"""Files of journeys of which every change runs some."""


def _core_marks(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Yields the name of each test with the mark `core`, and the mark."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if ast.unparse(mark).startswith("pytest.mark.core"):
                    yield node.name, mark


def _seconds(mark: ast.expr) -> int:
    assert isinstance(mark, ast.Call), "write core(seconds=…)"
    (given,) = mark.keywords
    assert given.arg == "seconds"
    return int(ast.literal_eval(given.value))


def test_core_journeys_keep_their_budget() -> None:
    marks = [mark for path in TESTS.rglob("test_*.py") for _name, mark in _core_marks(path)]
    assert 15 <= len(marks) <= MOST_JOURNEYS
    assert sum(_seconds(mark) for mark in marks) <= MOST_SECONDS


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_has_a_core_journey(subject: str) -> None:
    assert list(_core_marks(TESTS / "journeys" / f"test_{subject}.py"))


def test_change_in_an_app_needs_its_tests_and_those_of_the_apps_above() -> None:
    assert changed.touched(["rontal/lending/rules.py"]) == {"lending"}
    assert changed.touched(["tests/lending/test_holds.py", "README.md"]) == {"lending"}
    assert changed.touched(["tests/support/lending/factories.py"]) == {"lending"}
    above = changed.with_those_above({"lending"})
    assert {"lending", "web", "desk", "interop"} <= above
    assert "catalogue" not in above


def test_change_for_all_apps_needs_the_tests_of_all() -> None:
    assert changed.touched(["requirements/base.txt"]) == changed.apps()
    assert changed.touched(["docs/privacy.md"]) == set()


def test_changed_journey_runs_itself() -> None:
    survey = "tests/journeys/test_survey.py"
    assert changed.core_journeys(set(), [survey]) == [survey]
    assert "tests/journeys/test_survey.py" in changed.core_journeys({"feedback"}, [])
