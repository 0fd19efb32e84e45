"""Tests that apps below the interfaces import no HTTP, and rules and states no Django."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from rontal.config.env import ROOT
from tests.support.structure.source import files, place, tree

INTERFACES = {"web", "desk", "interop", "ui", "config", "demo"}
HTTP = ("django.http", "django.shortcuts", "django.views", "django.forms", "django.urls")
# Django and allauth themselves bind signing in to requests.
BINDINGS = {
    f"rontal/accounts/{name}.py"
    for name in (
        "backends", "adapter", "address", "device_cookie", "security_signals", "sign_in_limits",
        "sign_on_adapter", "single_sign_on/provider",
    )
}  # fmt: skip


def imported(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
        elif isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)


def below_the_interfaces() -> list[Path]:
    return [
        path
        for path in files()
        if path.relative_to(ROOT).parts[1] not in INTERFACES
        and str(path.relative_to(ROOT)) not in BINDINGS
    ]


def pure() -> list[Path]:
    return [p for p in files() if p.stem in ("rules", "states") or p.parent.name == "rules"]


def forbidden(paths: Iterable[Path], modules: tuple[str, ...]) -> list[str]:
    """Returns imports of these modules in these files, as `file:line imports module`."""
    return [
        f"{place(path, node)} imports {module}"
        for path in paths
        for node, module in imported(path)
        if module.startswith(modules)
    ]


def test_apps_below_the_interfaces_know_no_http():
    assert forbidden(below_the_interfaces(), HTTP) == []


def test_rules_and_states_know_no_django():
    assert forbidden(pure(), ("django",)) == []
