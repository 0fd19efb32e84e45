"""Tests that services, saves, states, sizes and times follow the project's rules in every file."""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from rontal.config.env import ROOT
from tests.support.structure.source import (
    calls,
    files,
    functions,
    place,
    public_names,
    service_files,
    tree,
)

STATE_WRITERS = {"rontal/core/transitions.py"}
NO_ROWS = ("image", "buffer", "storage", "code.", "form")
"""Parts of names of objects that are saved and are no database rows."""
CLOCKS = {"datetime", "date", "timezone", "datetime.datetime"}


def breaches(rule: Callable[[Path], Iterable[str]], paths: Iterable[Path]) -> str:
    """Returns sentences about all breaches of a rule, one a line; empty if there are none."""
    return "\n".join(breach for path in paths for breach in rule(path))


def positional_services(path: Path) -> Iterable[str]:
    offered = public_names(path)
    for function in functions(path):
        arguments = function.args
        if function.name in offered and (
            arguments.args or arguments.posonlyargs or arguments.vararg
        ):
            yield f"{place(path, function)} {function.name} takes positional arguments"


def bare_saves(path: Path) -> Iterable[str]:
    for call in calls(path, "save"):
        if any(word in ast.unparse(call.func) for word in NO_ROWS):
            continue
        names = {keyword.arg for keyword in call.keywords}
        if not (call.args or names & {"update_fields", "force_insert"}):
            yield f"{place(path, call)} saves a whole row: name update_fields or force_insert"


def written_states(path: Path) -> Iterable[str]:
    if str(path.relative_to(ROOT)) in STATE_WRITERS:
        return
    for call in calls(path, "update"):
        if "state" in {keyword.arg for keyword in call.keywords}:
            yield f"{place(path, call)} writes a state past core.transitions"
    for node in ast.walk(tree(path)):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            is_state = isinstance(target, ast.Attribute) and target.attr == "state"
            if is_state and not ast.unparse(target).startswith("self."):
                yield f"{place(path, node)} writes a state past core.transitions"


def oversized(path: Path) -> Iterable[str]:
    if len(path.read_text(encoding="utf-8").splitlines()) > 400:
        yield f"{place(path, tree(path))} has more than 400 lines"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50:
            yield f"{place(path, node)} {node.name} has more than 50 lines"


def times_past_the_clock(path: Path) -> Iterable[str]:
    if path.name == "clock.py":
        return
    for name in ("now", "today", "utcnow"):
        for call in calls(path, name):
            if ast.unparse(call.func).rpartition(".")[0] in CLOCKS:
                yield f"{place(path, call)} asks {name}() past core.clock"


def test_public_services_are_keyword_only():
    assert breaches(positional_services, service_files()) == ""


def test_apps_have_services():
    assert sum(len(public_names(path)) for path in service_files()) > 30


def test_no_bare_save_on_a_row():
    assert breaches(bare_saves, files()) == ""


def test_only_transitions_write_a_state():
    assert breaches(written_states, files()) == ""


def test_no_file_is_longer_than_400_lines_and_no_function_than_50():
    assert breaches(oversized, files()) == ""


def test_current_time_comes_from_the_clock_module():
    assert breaches(times_past_the_clock, files()) == ""


def test_no_template_is_longer_than_120_lines():
    templates = (ROOT / "rontal").glob("**/templates/**/*.html")
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in templates}
    assert {path: length for path, length in lengths.items() if length > 120} == {}
