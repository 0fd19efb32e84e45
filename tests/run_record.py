"""Record of a test run for `./test` (`setup/suites.py`): counts, failures, what was left out and
durations, as a JSON file.

    pytest --record build/tests/quick.json
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

SHOWN = 25
"""Number of the slowest tests and files that are recorded."""
LOUD = "LOUD: "
"""Beginning of the reason of a skip that the summary names: a program is missing."""
LAST_LINES = 30


def pytest_addoption(parser: pytest.Parser) -> None:
    """Option: the file of the record."""
    parser.addoption("--record", metavar="FILE", help="where the record of the run is written")


def pytest_configure(config: pytest.Config) -> None:
    """Records in the process that distributes the tests, which receives all reports."""
    if config.getoption("--record") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(config.getoption("--record"))))


class Recorder:
    """Plugin that collects the reports of one run and writes them at its end."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.counts = Counter[str]()
        self.failures: dict[str, dict[str, Any]] = {}
        self.left_out = Counter[str]()
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Adds the report of one phase of a test."""
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.counts["failed" if report.when == "call" else "error"] += 1
            self._add_failure(report)
        elif report.skipped:
            self.counts["xfailed" if hasattr(report, "wasxfail") else "skipped"] += 1
            self._add_loud(report)
        elif report.when == "call":
            self.counts["passed"] += 1

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Adds a file that cannot be imported."""
        if report.failed:
            self.counts["error"] += 1
            self._add_failure(report)

    def _add_failure(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        kinds = getattr(report, "keywords", {})
        slow = "race" not in kinds and ("journey" in kinds or "machine" in kinds)
        lines = report.longreprtext.splitlines()[-LAST_LINES:]
        failure = {"second_look": slow, "phase": getattr(report, "when", ""), "lines": lines}
        self.failures.setdefault(report.nodeid, failure)

    def _add_loud(self, report: pytest.TestReport) -> None:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if LOUD in reason:
            self.left_out[reason.split(LOUD)[1].strip()] += 1

    def pytest_sessionfinish(self) -> None:
        """Writes the record."""
        files = Counter[str]()
        for name, seconds in self.seconds.items():
            files[name.split("::")[0]] += seconds
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(
            json.dumps(
                {
                    "counts": self.counts,
                    "failures": self.failures,
                    "left_out": self.left_out,
                    "tests": self.seconds.most_common(SHOWN),
                    "files": files.most_common(SHOWN),
                }
            ),
            encoding="utf-8",
        )
