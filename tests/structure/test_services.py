"""Services, saves and states keep to the house rules."""

import ast

import pytest

from rontal.config.env import ROOT
from tests.structure.source import calls, files, functions, place, public_names, service_files

STATE_WRITERS = {"rontal/kernel/transitions.py"}


@pytest.mark.parametrize("path", service_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_public_services_are_keyword_only(path):
    offered = public_names(path)
    for function in functions(path):
        if function.name not in offered:
            continue
        positional = function.args.args + function.args.posonlyargs
        assert not positional, f"{place(path, function)} {function.name} takes positional arguments"
        assert not function.args.vararg, place(path, function)


def test_every_room_offers_services():
    assert sum(len(public_names(path)) for path in service_files()) > 30


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_bare_save_on_a_row(path):
    for call in calls(path, "save"):
        target = ast.unparse(call.func)
        if any(word in target for word in ("image", "buffer", "storage", "code.", "form")):
            continue
        names = {keyword.arg for keyword in call.keywords}
        has_pillow_arguments = bool(call.args)
        assert has_pillow_arguments or names & {"update_fields", "force_insert"}, (
            f"{place(path, call)} saves a whole row: name update_fields or force_insert"
        )


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_move_writes_a_state(path):
    if str(path.relative_to(ROOT)) in STATE_WRITERS:
        return
    for call in calls(path, "update"):
        written = {keyword.arg for keyword in call.keywords}
        assert "state" not in written, f"{place(path, call)} writes a state past kernel.transitions"
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                is_state = isinstance(target, ast.Attribute) and target.attr == "state"
                assert not is_state or ast.unparse(target).startswith("self."), place(path, node)


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines_and_no_function_than_50(path):
    assert len(path.read_text().splitlines()) <= 400
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 50, f"{place(path, node)} {node.name}"


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_time_comes_from_the_clock(path):
    if path.name == "clock.py":
        return
    for name in ("now", "today", "utcnow"):
        for call in calls(path, name):
            owner = ast.unparse(call.func).rpartition(".")[0]
            assert owner not in {"datetime", "date", "timezone", "datetime.datetime"}, place(
                path, call
            )


@pytest.mark.parametrize(
    "path", sorted((ROOT / "rontal").glob("**/templates/**/*.html")), ids=lambda p: p.name
)
def test_no_template_is_longer_than_120_lines(path):
    assert len(path.read_text().splitlines()) <= 120
