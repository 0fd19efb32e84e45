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


def test_a_process_that_leads_a_session_gives_way_with_all_of_it() -> None:
    assert shown(leads=True) == ["7", "7"]


def test_a_process_in_the_session_of_others_gives_way_alone() -> None:
    assert shown(leads=False)[0] == "7"
    assert GROUP.read_text().split()[-1:] != ["7"]  # empty: the group of those that have none
