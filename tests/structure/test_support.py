"""Tests that tests share what they need by `tests/support`, not by importing one another."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rontal.config.env import ROOT

TESTS: Final = ROOT / "tests"
RUN: Final = ("tests.changed", "tests.computed_once", "tests.emptying", "tests.patience")
"""Parts of the run itself (order, time limits, database), which serve all tests."""
COMMANDS: Final = ("tests.fuzzing",)
"""Commands of tests, with tests of their own."""


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "tests":
            yield from (f"tests.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _is_shared(module: str) -> bool:
    return module.startswith(("tests.support", *COMMANDS)) or module in RUN


def test_no_test_imports_another() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}: {module}"
        for file in sorted(TESTS.rglob("*.py"))
        for module in _imports(file)
        if module.split(".")[0] == "tests" and not _is_shared(module)
    ]
    assert not wrong


def test_support_holds_no_test() -> None:
    assert not list((TESTS / "support").rglob("test_*.py"))
    assert not list((TESTS / "support").rglob("conftest.py"))
