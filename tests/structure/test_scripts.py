"""The checks of scripts read every script of ours and no other."""

import re
import subprocess

from rontal.config.env import ROOT
from setup import proof

FOREIGN = {"node_modules", "static"}


def _scripts() -> list[str]:
    found = (file for top in ("rontal", "tests", "bench") for file in (ROOT / top).rglob("*.*js"))
    return [str(file) for file in found if not FOREIGN & set(file.parts)]


def test_biome_checks_every_script() -> None:
    (biome,) = (check for check in proof.STATIC if check.name == "biome")
    call = [str(part) for part in biome.call]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    checked = re.search(r"Checked (\d+) files", done.stdout + done.stderr)
    assert checked, done.stderr
    assert int(checked[1]) == len(_scripts())
