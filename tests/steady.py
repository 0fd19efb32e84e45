"""Runs `./test` again and again and prints a table: `python -m tests.steady 10 [--busy]`.

With `--busy`, every second run shares the machine with a process that takes one core. It fails if
a run fails, or if one and the same test is unstable in two runs.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "build" / "result.json"
LOGS = ROOT / "build" / "steady"


@contextmanager
def _busy_core(*, wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as process:
        try:
            yield
        finally:
            process.kill()


def _run(number: int, *, busy: bool) -> dict[str, Any]:
    """Runs `./test` once; returns its result, with the words of one row of the table."""
    RESULT.unlink(missing_ok=True)
    began = time.monotonic()
    with _busy_core(wanted=busy), (LOGS / f"{number}.log").open("w") as log:
        done = subprocess.run(["./test"], cwd=ROOT, stdout=log, stderr=log, check=False)
    result = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    passed = done.returncode == 0 and result.get("result") == "passed"
    row = {"busy": busy, "passed": passed, "seconds": round(time.monotonic() - began)}
    return {"counts": {}, "unstable": [], "failures": []} | result | row


def _row(number: int, one: dict[str, Any]) -> str:
    counts = ", ".join(f"{count} {word}" for word, count in one["counts"].items())
    named = ", ".join([*one["failures"], *(f"unstable: {name}" for name in one["unstable"])])
    words = "busy" if one["busy"] else "quiet", "passed" if one["passed"] else "FAILED"
    return f"| {number} | {words[0]} | {words[1]} | {one['seconds']} | {counts} | {named} |"


def faults(runs: list[dict[str, Any]]) -> list[str]:
    """Returns a sentence for each failed run and each test that was unstable twice."""
    failed = [f"run {number} failed" for number, one in enumerate(runs, 1) if not one["passed"]]
    unstable = Counter(name for one in runs for name in set(one["unstable"]))
    return [*failed, *(f"{name} is unstable" for name, count in unstable.items() if count > 1)]


def main() -> int:
    """Runs, prints the table, and returns 1 if there is a fault."""
    parser = argparse.ArgumentParser(description="Runs ./test again and again.")
    parser.add_argument("runs", type=int)
    parser.add_argument("--busy", action="store_true", help="every second run on a busy machine")
    given = parser.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    print("| Run | Machine | Result | Seconds | Counts | Failed or unstable |")
    print("|---|---|---|---|---|---|", flush=True)
    runs = []
    for number in range(1, given.runs + 1):
        runs.append(_run(number, busy=given.busy and number % 2 == 0))
        print(_row(number, runs[-1]), flush=True)
    found = faults(runs)
    print("\n".join(found or ["Every run passed."]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
