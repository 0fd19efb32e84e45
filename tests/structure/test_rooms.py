"""Rooms below the doors know no HTTP and no HTML; rules and states know no Django."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from rontal.config.env import ROOT
from tests.structure.source import PACKAGE, files, place, tree

DOORS = {"web", "desk", "interop", "ui", "config", "demo"}
HTTP = ("django.http", "django.shortcuts", "django.views", "django.forms", "django.urls")
# Signing in is bound to requests by Django and allauth themselves.
BINDINGS = {f"rontal/accounts/{name}.py" for name in ("backends", "adapter", "address")}


def imported(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
        elif isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)


def below_the_doors() -> list[Path]:
    return [path for path in files() if path.relative_to(PACKAGE).parts[0] not in DOORS]


def pure() -> list[Path]:
    return [p for p in files() if p.stem in ("rules", "states") or p.parent.name == "rules"]


@pytest.mark.parametrize("path", below_the_doors(), ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_below_the_doors_know_no_http(path):
    if str(path.relative_to(ROOT)) in BINDINGS:
        return
    for node, module in imported(path):
        assert not module.startswith(HTTP), f"{place(path, node)} imports {module}"


@pytest.mark.parametrize("path", pure(), ids=lambda p: str(p.relative_to(ROOT)))
def test_rules_and_states_know_no_django(path):
    for node, module in imported(path):
        assert not module.startswith("django"), f"{place(path, node)} imports {module}"
