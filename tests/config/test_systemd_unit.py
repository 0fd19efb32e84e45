"""Tests of the systemd unit that Rontal ships."""

import re
import shutil
import subprocess

import pytest

from rontal.config.env import ROOT

UNIT = ROOT / "setup/systemd/rontal.service"
MOST = 2.0


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_exposure_of_the_unit_is_low() -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT)],
        capture_output=True,
        text=True,
        check=False,
    )
    level = re.search(r"Overall exposure level for rontal.service: ([\d.]+)", done.stdout)
    assert level, done.stderr
    assert float(level[1]) <= MOST


def test_calls_that_the_program_needs_are_allowed() -> None:
    """Niceness and limits of children are in a group that the unit refuses."""
    lines = UNIT.read_text().splitlines()
    allowed = " ".join(line for line in lines if line.startswith("SystemCallFilter="))
    for name in ("@sandbox", "setpriority", "setrlimit", "prlimit64"):
        assert name in allowed
    assert "StateDirectory=rontal" in lines
