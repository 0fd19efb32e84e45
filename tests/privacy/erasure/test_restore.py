"""Tests that a restore of an older backup repeats what was erased since, before anything is served.

The backup and the restore are real: commands on a library with its own database.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rontal.config import postgres
from tests.support.config.servers import (
    after_init,
    environ,
    environment_of,
    free_port,
    home,
    once_made,
    rontal,
)
from tests.support.privacy.erasure import marked_person as marked

__all__ = ["after_init", "environ", "free_port", "home", "once_made", "rontal"]
pytestmark = pytest.mark.machine
Rontal = Callable[..., "subprocess.CompletedProcess[str]"]
LOST = {"active": ["I Made Lain"], "consents": ["membership"], "found": [], "wait": 0}


def step(home: Path, name: str) -> str:
    """Runs a step of `library` in a library and returns what it printed."""
    with postgres.server(home) as url:
        environ = environment_of(home) | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "rontal.config.settings",
        }
        call = [sys.executable, "-m", "tests.support.privacy.erasure.library", name]
        done = subprocess.run(call, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def look(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(step(home, "look").splitlines()[-1])
    return found


@pytest.fixture
def older_backup(after_init: None, rontal: Rontal, home: Path) -> Path:
    """A backup of a library whose people are erased afterwards."""
    step(home, "people")
    archive = home / "leaf.backup"
    assert rontal("backup", str(archive)).returncode == 0
    step(home, "erase")
    return archive


def test_restored_backup_erases_again_what_was_erased_since(
    older_backup: Path, rontal: Rontal, home: Path
) -> None:
    list_of_erasures = home / "erasures.list"
    assert list_of_erasures.stat().st_mode & 0o777 == 0o600
    assert marked.MARK not in list_of_erasures.read_text().lower()

    replaced = rontal("restore", str(older_backup), "--replace")
    assert replaced.returncode == 0, replaced.stderr
    assert "erasures that people decided were repeated" in replaced.stdout
    assert look(home) == LOST

    elsewhere = home / "elsewhere"  # as after the loss of the machine
    copied = ["--erasures", str(list_of_erasures)]
    again = rontal("restore", str(older_backup), *copied, RONTAL_HOME=str(elsewhere))
    assert again.returncode == 0, again.stderr
    assert look(elsewhere) == LOST
    assert (elsewhere / "erasures.list").exists()


def test_restore_without_a_list_says_so_and_one_that_cannot_be_read_stops_it(
    after_init: None, rontal: Rontal, home: Path
) -> None:
    archive, broken = home / "leaf.backup", home / "copied.list"
    assert rontal("backup", str(archive)).returncode == 0
    broken.write_text("rontal erasures 1\nnot a sealed line\n")
    done = rontal("restore", str(archive), "--replace", "--erasures", str(broken))
    assert done.returncode == 1
    assert "has a line that no key of RONTAL_SEAL_KEYS opens" in done.stderr
    assert not list(home.glob("files.before-*"))
    lost = rontal("restore", str(archive), RONTAL_HOME=str(home / "elsewhere"))
    assert "No list of erasures was found" in lost.stdout
