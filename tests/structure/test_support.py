"""Tests that tests share what they need by `tests/support`, not by importing one another."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rontal.config.env import ROOT

TESTS: Final = ROOT / "tests"
RUN: Final = ("tests.changed", "tests.computed_once", "tests.emptying", "tests.patience")
"""Parts of the run itself (order, time limits, database), which serve all tests."""
COMMANDS: Final = ("tests.fuzzing",)
"""Commands of tests, with tests of their own."""
IMPORT: Final = re.compile(r"\bfrom (tests[\w.]*) import (\w+(?:, \w+)*)")
NAME: Final = re.compile(r"\btests\.support\.[a-z_.]*[a-z_]")


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


def _named_in_strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        yield from NAME.findall(node.value)
        for module, names in IMPORT.findall(node.value):
            yield from (f"{module}.{name}" for name in names.split(", "))


def _is_there(name: str) -> bool:
    """True for a module, a folder, or a name in a module."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or any(one.with_suffix(".py").is_file() for one in (path, path.parent))


def test_modules_that_scripts_of_tests_name_exist() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in sorted(TESTS.rglob("*.py"))
        if "node_modules" not in file.parts
        for name in _named_in_strings(file)
        if not _is_there(name)
    ]
    assert not wrong
