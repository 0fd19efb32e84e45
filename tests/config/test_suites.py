"""Tests of the runs of pytest in ./test: record, second look, summary, stamp."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from rontal.config.env import ROOT
from setup import checks, report, stamp, suites
from setup.suites import Result, Suite

PLUGIN = "import sys; sys.path.insert(0, {root!r}); pytest_plugins = ['tests.run_record']\n"
SETTINGS = "[pytest]\nmarkers =\n    journey\n    machine\n    race\n"
MOSTLY = """
import pathlib, pytest

def fails_first():
    mark = pathlib.Path(__file__).with_name("tried")
    tried = mark.exists()
    mark.touch()
    assert tried, "not yet"
"""
UNSTABLE = "@pytest.mark.journey\ndef test_a():\n    fails_first()\n\ndef test_b():\n    pass\n"
BROKEN = "@pytest.mark.machine\ndef test_a():\n    assert 1 == 2\n"
QUICK = "def test_a():\n    fails_first()\n"
RACE = "@pytest.mark.race\n@pytest.mark.machine\ndef test_a():\n    fails_first()\n"
FOUR = """
@pytest.mark.journey
@pytest.mark.parametrize("number", range(4))
def test_a(number):
    assert number == "a number"
"""
SKIPPING = """
@pytest.mark.parametrize("number", range(3))
def test_proof(number):
    pytest.skip("LOUD: a tool with a rather long name is absent, so nothing was proved")

def test_quiet():
    pytest.skip("another system")
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a suite of one file in a folder of its own."""
    (tmp_path / "conftest.py").write_text(PLUGIN.format(root=str(ROOT)))
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    monkeypatch.setattr(suites, "ROOT", tmp_path)
    for name in ("RECORDS", "FAILURES", "UNSTABLE"):
        monkeypatch.setattr(suites, name, tmp_path / "build" / name.lower())
    monkeypatch.setattr(report, "UNSTABLE", tmp_path / "build" / "unstable")

    def run_suite(source: str, *words: str) -> Result:
        (tmp_path / "test_it.py").write_text(MOSTLY + source)
        suites.prepare()
        options = ("-p", "no:django", "-p", "no:cacheprovider", *words)
        return suites.run(Suite("some tests", options))

    return run_suite


@pytest.mark.machine
def test_journey_that_passes_at_a_second_look_is_unstable(run, tmp_path: Path, capsys) -> None:
    result = run(UNSTABLE)
    assert result.passed
    assert result.counts == Counter(passed=2)
    assert result.unstable == ["test_it.py::test_a"]
    outcome = report.outcome("core", "c0ffee", [result], 3)
    report.show([result], [], outcome)
    assert outcome["result"] == "passed"
    assert "  UNSTABLE: test_it.py::test_a" in capsys.readouterr().out
    assert (tmp_path / "build" / "unstable").read_text() == "test_it.py::test_a\n"


@pytest.mark.machine
@pytest.mark.parametrize("source", [BROKEN, QUICK, RACE, FOUR])
def test_other_failures_fail_and_are_repeated_at_the_end(run, capsys, source: str) -> None:
    result = run(source)
    assert not result.passed
    assert not result.unstable
    outcome = report.outcome("core", "c0ffee", [result], 3)
    capsys.readouterr()
    report.show([result], [], outcome)
    assert outcome["result"] == "failed"
    last = capsys.readouterr().out.split("== Summary")[1].splitlines()
    assert any(line.startswith("-- test_it.py::test_a") for line in last)
    assert any("AssertionError" in line or "assert" in line for line in last)
    assert len(last) < 60


@pytest.mark.machine
def test_file_that_cannot_be_imported_fails(run) -> None:
    result = run("import nothing_of_this_name\n")
    assert not result.passed
    assert "test_it.py" in result.failures


@pytest.mark.machine
@pytest.mark.parametrize("words", [(), ("-n", "2")])
def test_what_a_missing_tool_leaves_out_is_in_the_summary(run, capsys, words) -> None:
    result = run(SKIPPING, *words)
    assert result.counts == Counter(skipped=4)
    report.show([result], ["no Chromium"], report.outcome("core", "", [result], 1))
    marked = [line for line in capsys.readouterr().out.splitlines() if "!!" in line]
    assert marked == [
        "  !!     no Chromium",
        "  !!     a tool with a rather long name is absent, so nothing was proved: 3 SKIPPED",
    ]


def test_more_than_three_unstable_tests_are_a_failure() -> None:
    few = [Result("one", passed=True, seconds=1, unstable=["a", "b", "c"])]
    more = [*few, Result("two", passed=True, seconds=1, unstable=["d"])]
    assert report.outcome("core", "", few, 1)["result"] == "passed"
    assert report.outcome("core", "", more, 1)["result"] == "failed"


def test_closing_line_sums_the_suites(capsys: pytest.CaptureFixture[str]) -> None:
    one = Result("one", passed=True, seconds=1, counts=Counter(passed=10, skipped=2))
    two = Result("two", passed=False, seconds=1, counts=Counter(passed=5, failed=1))
    report.show([one, two], [], report.outcome("core", "", [one, two], 1))
    assert capsys.readouterr().out.splitlines()[-1] == "1 failed, 15 passed, 2 skipped"


def _clone(folder: Path) -> str:
    for words in (
        ("init", "-q"),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "a"),
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return stamp.commit()


@pytest.mark.parametrize("changed", [False, True])
def test_only_a_clean_folder_is_stamped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, changed: bool
) -> None:
    folder, build = tmp_path / "clone", tmp_path / "build"
    folder.mkdir()
    build.mkdir()
    monkeypatch.setattr(stamp, "ROOT", folder)
    monkeypatch.setattr(stamp, "RESULT", build / "result.json")
    monkeypatch.setattr(stamp, "CHECKED", build / "checked.json")
    commit = _clone(folder)
    clean = stamp.is_clean()
    if changed:
        (folder / "new.py").write_text("")
    stamp.write({"commit": commit, "tier": "core"}, clean=clean)
    assert clean
    assert (build / "result.json").exists()
    assert (build / "checked.json").exists() is not changed


def test_page_on_testing_names_the_last_whole_run(tmp_path: Path) -> None:
    page = tmp_path / "testing.md"
    page.write_text("before\n\n<!-- last ./test all -->\nold\n<!-- end -->\n\nafter\n")
    result = {"commit": "c0ffee", "seconds": 2100, "result": "passed", "counts": {"passed": 10}}
    stamp.write_page(result, page)
    text = page.read_text()
    assert "| 2100 | passed | 10 passed |" in text
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")


def test_each_tier_has_its_suites() -> None:
    assert set(checks.TIERS) == {"", "fast", "changed", "all", "long"}
    core = [word for suite in checks.CHECKS for word in suite.words]
    assert core.count("core") == 2
    whole = [word for suite in checks.ALL for word in suite.words]
    assert whole.count("whole") == 3
