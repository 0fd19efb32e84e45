"""Tests of lowering the priority of processes."""

import subprocess
import sys
from pathlib import Path

import pytest

GROUP = Path("/proc/self/autogroup")
SHOWN = f"""
import os
from pathlib import Path
from rontal.core.child_processes import lower_priority
lower_priority(7)
print(os.nice(0), *Path("{GROUP}").read_text().split()[-1:])
"""

pytestmark = [
    pytest.mark.machine,
    pytest.mark.skipif(not GROUP.exists(), reason="this system groups nothing"),
]


def shown(*, leads: bool) -> list[str]:
    command = [sys.executable, "-c", SHOWN]
    return subprocess.check_output(command, start_new_session=leads, text=True).split()


def test_session_leader_lowers_the_priority_of_its_whole_session() -> None:
    assert shown(leads=True) == ["7", "7"]


def test_process_in_a_foreign_session_lowers_only_its_own_priority() -> None:
    assert shown(leads=False)[0] == "7"
    assert GROUP.read_text().split()[-1:] != ["7"]  # empty: the group of those that have none
