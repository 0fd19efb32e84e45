"""The checks of scripts read every script of ours and no other."""

import re
import subprocess
from pathlib import Path

from rontal.config.env import ROOT
from setup import checks

FOREIGN = {"node_modules", "static"}


def _run(name: str, *words: str) -> str:
    (check,) = (check for check in checks.STATIC if check.name == name)
    call = [*(str(part) for part in check.call), *words]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _scripts(*tops: str) -> set[Path]:
    scripts = (
        file for top in tops for file in ROOT.glob(top) if file.suffix in {".js", ".mjs", ".ts"}
    )
    return {file for file in scripts if not FOREIGN & set(file.parts)}


def test_biome_checks_every_script() -> None:
    output = _run("biome")
    checked = re.search(r"Checked (\d+) files", output)
    assert checked, output
    assert int(checked[1]) == len(_scripts("rontal/**/*", "tests/**/*", "bench/**/*"))


def test_types_of_every_script_of_pages_and_service_worker_are_checked() -> None:
    outputs = [_run(name, "--listFilesOnly") for name in ("tsc, pages", "tsc, service worker")]
    checked = {Path(line) for output in outputs for line in output.splitlines()}
    assert _scripts("rontal/*/assets/**/*") - checked == set()
