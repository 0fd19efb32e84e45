"""Runs of pytest in ./test: their records, and the second look at browser and machine tests.

A journey or a machine test that fails runs once more alone at the end of its suite. If it passes
then, it is unstable: the run stays green and names it. Quick tests and races get no second look.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from setup import python_packages
from setup.errors import ROOT

BIN = python_packages.VENV / "bin"
PYTEST = (BIN / "pytest", "-rfEs")
RECORDS = ROOT / "build" / "tests"
FAILURES = ROOT / "build" / "failures"
"""Screenshots, traces and logs of failed journeys (`tests/support/journeys/failures.py`)."""
UNSTABLE = ROOT / "build" / "unstable.txt"
MOST_UNSTABLE = 3
"""More unstable tests than these are a failure of the run."""
ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""Compiled files are kept: without them every process that a test starts compiles all modules."""


@dataclass(frozen=True)
class Suite:
    """Tests that run together."""

    name: str
    words: tuple[str, ...]


@dataclass
class Result:
    """Outcome of a check or a suite, for the summary."""

    name: str
    passed: bool
    seconds: float
    last: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[str]] = field(default_factory=dict)
    unstable: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    tests: list[tuple[str, float]] = field(default_factory=list)
    files: list[tuple[str, float]] = field(default_factory=list)


def run_command(call: list[str | Path], **environment: str) -> tuple[int, str]:
    """Prints the output of a command as it comes; returns its exit code and last line."""
    process = subprocess.Popen(
        [str(part) for part in call],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    last = ""
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        last = line.strip() or last
    return process.wait(), last


def prepare() -> None:
    """Removes what the last run left: records, unstable tests, failures."""
    for folder in (RECORDS, FAILURES):
        shutil.rmtree(folder, ignore_errors=True)
    UNSTABLE.unlink(missing_ok=True)
    RECORDS.mkdir(parents=True, exist_ok=True)


def run(suite: Suite) -> Result:
    """Runs a suite, and what deserves a second look once more."""
    began = time.monotonic()
    print(f"\n== {suite.name}", flush=True)
    file = RECORDS / f"{suite.name.replace(' ', '-')}.json"
    code, last = run_command([*PYTEST, *suite.words, "--record", file])
    result = _result(suite, code, last, _read(file))
    if not result.passed:
        _look_again(result, _read(file), file.with_suffix(".again.json"))
    result.seconds = time.monotonic() - began
    return result


def _read(file: Path) -> dict[str, Any]:
    """Returns a record, or an empty one of a run that did not come to its end."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {"counts": {}, "failures": {}, "left_out": {}, "tests": [], "files": []}


def _result(suite: Suite, code: int, last: str, record: dict[str, Any]) -> Result:
    return Result(
        name=suite.name,
        passed=code == 0,
        seconds=0,
        last=last,
        counts=Counter(record["counts"]),
        failures={name: one["lines"] for name, one in record["failures"].items()},
        left_out=[f"{reason}: {count} SKIPPED" for reason, count in record["left_out"].items()],
        tests=[(name, seconds) for name, seconds in record["tests"]],
        files=[(name, seconds) for name, seconds in record["files"]],
    )


def _look_again(result: Result, record: dict[str, Any], file: Path) -> None:
    """Runs up to MOST_UNSTABLE failed journeys and machine tests again, each alone."""
    failures = record["failures"]
    if not 0 < len(failures) <= MOST_UNSTABLE:
        return
    if not all(one["second_look"] for one in failures.values()):
        return
    print(f"\n== {result.name}: a second look at {len(failures)} of its tests", flush=True)
    code, _last = run_command(
        [*PYTEST, "-n", "0", *failures, "--record", file], TEST_SECOND_LOOK="1"
    )
    counts = Counter(_read(file)["counts"])
    if code == 0 and counts["passed"] == len(failures):
        result.passed, result.unstable = True, list(failures)
        del result.counts["failed"], result.counts["error"]
        passed = [one for one in failures.values() if one["phase"] != "teardown"]
        result.counts["passed"] += len(passed)  # before a failed teardown it was counted already
        result.failures = {}
