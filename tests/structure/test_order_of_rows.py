"""Tests that no test expects rows in an order that its query does not ask for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.structure.source import place, tree

TESTS = Path(__file__).resolve().parents[1]
ROWS = {"all", "exclude", "filter", "values", "values_list"}
ORDERED = {"earliest", "latest", "order_by"}


def _without_list(node: ast.expr) -> ast.expr:
    """Returns what `list(…)`, `tuple(…)` or `[… for one in …]` goes through."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("list", "tuple") and node.args:
        return _without_list(node.args[0])
    if isinstance(node, ast.ListComp):
        return _without_list(node.generators[0].iter)
    return node


def _attributes(node: ast.expr) -> Iterator[str]:
    """Yields the names of a chain such as `Loan.objects.filter(…).values_list(…)`, last first."""
    while isinstance(node, ast.Call | ast.Attribute):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.func if isinstance(node, ast.Call) else node.value


def _is_unordered(node: ast.expr) -> bool:
    names = list(_attributes(_without_list(node)))
    return "objects" in names and names[0] in ROWS and not ORDERED & set(names)


def _unordered_names(function: ast.FunctionDef) -> set[str]:
    return {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _is_unordered(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _is_list_of_several(node: ast.expr) -> bool:
    return isinstance(node, ast.List | ast.Tuple) and len(node.elts) > 1


def _comparisons(function: ast.FunctionDef) -> Iterator[ast.Compare]:
    """Yields comparisons of rows in any order with a list of several values."""
    names = _unordered_names(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            sides = (node.left, node.comparators[0])
            rows = [_without_list(side) for side in sides]
            if any(map(_is_list_of_several, sides)) and any(
                _is_unordered(row) or (isinstance(row, ast.Name) and row.id in names)
                for row in rows
            ):
                yield node


def _faults(path: Path) -> list[str]:
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))
    return [place(path, node) for function in functions for node in _comparisons(function)]


def test_rows_that_are_compared_with_a_list_have_an_order() -> None:
    faults = [fault for path in sorted(TESTS.rglob("*.py")) for fault in _faults(path)]
    assert not faults, f"add order_by: {faults}"


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("assert list(Loan.objects.filter(a=1)) == [b, c]", 1),
        ("assert [one.name for one in Loan.objects.all()] == ['a', 'b']", 1),
        ("names = list(Loan.objects.values_list('a'))\n    assert names == ['a', 'b']", 1),
        ("rows = Loan.objects.exclude(a=1)\n    assert ('a', 'b') == tuple(rows)", 1),
        ("assert list(Loan.objects.order_by('pk').filter(a=1)) == [b, c]", 0),
        ("rows = Loan.objects.all()\n    assert list(rows.order_by('pk')) == [b, c]", 0),
        ("assert list(Loan.objects.filter(a=1)) == [b]", 0),
        ("assert set(Loan.objects.filter(a=1)) == {b, c}", 0),
    ],
)
def test_the_rule_finds_what_it_says(body: str, number: int) -> None:
    (function,) = ast.parse(f"def test():\n    {body}\n").body
    assert isinstance(function, ast.FunctionDef)
    assert len(list(_comparisons(function))) == number
