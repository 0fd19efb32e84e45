"""Summary of ./test: each part with its seconds, the slowest tests, and at the very end what
failed and why.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from setup.suites import MOST_UNSTABLE, UNSTABLE, Result

SLOWEST = 25
LAST_LINES, MOST_FAILURES = 12, 4
"""What is repeated of failures: together fewer than 60 lines."""
ORDER = ("failed", "error", "passed", "skipped", "xfailed")


def outcome(tier: str, commit: str, results: list[Result], seconds: float) -> dict[str, Any]:
    """Returns the result of a run as it is stored (`setup/stamp.py`)."""
    counts = sum((one.counts for one in results), Counter[str]())
    unstable = [name for one in results for name in one.unstable]
    passed = all(one.passed for one in results) and len(unstable) <= MOST_UNSTABLE
    return {
        "commit": commit,
        "tier": tier,
        "seconds": round(seconds),
        "result": "passed" if passed else "failed",
        "counts": {word: counts[word] for word in ORDER if counts[word]},
        "parts": {one.name: round(one.seconds) for one in results},
        "unstable": unstable,
        "failures": [name for one in results for name in one.failures],
    }


def show(results: list[Result], left_out: list[str], outcome: dict[str, Any]) -> None:
    """Prints the summary of a run and writes the names of unstable tests into UNSTABLE."""
    _show_slowest("tests", (test for one in results for test in one.tests))
    _show_slowest("files", (file for one in results for file in one.files))
    print("\n== Summary")
    for one in results:
        print(
            f"  {'ok    ' if one.passed else 'FAILED'} {one.name} ({one.seconds:.0f} s): {one.last}"
        )
    for sentence in [*left_out, *(reason for one in results for reason in one.left_out)]:
        print(f"  !!     {sentence}")
    _show_unstable(outcome["unstable"])
    _show_failures({name: lines for one in results for name, lines in one.failures.items()})
    failed = sum(not one.passed for one in results)
    print(f"  {outcome['seconds']} s in all; {failed} of {len(results)} parts failed")
    counts = ", ".join(f"{number} {word}" for word, number in outcome["counts"].items())
    print(counts or "no tests ran", flush=True)


def _show_slowest(what: str, measured: Iterable[tuple[str, float]]) -> None:
    slowest = sorted(measured, key=lambda one: -one[1])[:SLOWEST]
    if slowest:
        print(f"\n== Slowest {what}")
    for name, seconds in slowest:
        print(f"  {seconds:6.1f} s  {name}")


def _show_unstable(names: list[str]) -> None:
    for name in names:
        print(f"  UNSTABLE: {name}")
    if names:
        UNSTABLE.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    if len(names) > MOST_UNSTABLE:
        print(f"  FAILED {len(names)} tests are unstable, more than {MOST_UNSTABLE}")


def _show_failures(failures: dict[str, list[str]]) -> None:
    for name, lines in list(failures.items())[:MOST_FAILURES]:
        print(f"\n-- {name}")
        for line in lines[-LAST_LINES:]:
            print(f"   {line}")
    if len(failures) > MOST_FAILURES:
        print(f"\n-- and {len(failures) - MOST_FAILURES} more, named above")
