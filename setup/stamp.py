"""Results of ./test that stay: build/result.json, build/checked.json, docs/testing.md."""

import datetime
import json
import re
import subprocess
from pathlib import Path
from typing import Any

from setup.errors import ROOT

RESULT = ROOT / "build" / "result.json"
CHECKED = ROOT / "build" / "checked.json"
"""Stamp of a run whose folder held exactly one commit, from its beginning to its end."""
PAGE = ROOT / "docs" / "testing.md"
LAST = re.compile(r"(<!-- last ./test all -->\n).*?(<!-- end -->)", re.DOTALL)


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def commit() -> str:
    """Returns the commit of this folder, or an empty text outside a clone."""
    return _git("rev-parse", "HEAD")


def is_clean() -> bool:
    """Returns True if the folder holds exactly its commit."""
    return bool(commit()) and not _git("status", "--porcelain")


def write(result: dict[str, Any], *, clean: bool) -> None:
    """Writes the result, and the stamp if the folder was clean and still is."""
    text = json.dumps(result, indent=2) + "\n"
    RESULT.write_text(text, encoding="utf-8")
    CHECKED.unlink(missing_ok=True)
    if clean and is_clean() and commit() == result["commit"]:
        CHECKED.write_text(text, encoding="utf-8")


def write_page(result: dict[str, Any], page: Path = PAGE) -> None:
    """Writes the last result of ./test all into the page on testing."""
    counts = ", ".join(f"{number} {word}" for word, number in result["counts"].items())
    date = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    cells = (result["commit"][:12], date, result["seconds"], result["result"], counts)
    line = f"| {' | '.join(str(cell) for cell in cells)} |"
    table = f"| Commit | Date | Seconds | Result | Counts |\n|---|---|---|---|---|\n{line}\n"
    text = page.read_text(encoding="utf-8")
    page.write_text(LAST.sub(lambda found: found[1] + table + found[2], text), encoding="utf-8")
