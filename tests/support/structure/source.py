"""Reads the project's own Python source for the structure tests."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from rontal.config.env import ROOT

PACKAGES = (ROOT / "rontal", ROOT / "idcard", ROOT / "records")


@functools.cache
def tree(path: Path) -> ast.Module:
    """Returns the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def files(pattern: str = "**/*.py") -> list[Path]:
    """Returns source files of the packages that match, without migrations."""
    matching = (path for package in PACKAGES for path in sorted(package.glob(pattern)))
    paths = [path for path in matching if "migrations" not in path.parts]
    assert paths, f"nothing matches {pattern}"
    return paths


def service_files() -> list[Path]:
    """Returns files that contain services: `<app>/services.py` and `<app>/services/*.py`."""
    return [path for path in files() if "services" in (path.stem, path.parent.name)]


def public_names(path: Path) -> set[str]:
    """Returns an app's services: `__all__` of a package, the public names of a module."""
    if path.stem == "services":
        return {node.name for node in functions(path) if not node.name.startswith("_")}
    listing = tree(path.with_name("__init__.py")).body
    assignments = [node.value for node in listing if isinstance(node, ast.Assign)]
    return {ast.literal_eval(item) for value in assignments for item in getattr(value, "elts", [])}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Returns the functions at the top level of a file."""
    return (node for node in tree(path).body if isinstance(node, ast.FunctionDef))


def calls(path: Path, attribute: str) -> Iterator[ast.Call]:
    """Yields calls of a method by this name anywhere in a file."""
    for node in ast.walk(tree(path)):
        is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_method and node.func.attr == attribute:
            yield node


def place(path: Path, node: ast.AST) -> str:
    """Returns `file:line` for a message."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
