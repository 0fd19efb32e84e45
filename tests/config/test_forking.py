"""Tests that a process which forks has neither a thread nor a connection to the database.

A forked child would have a lock that nobody releases, or share a connection with its parent.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.machine
REPORT = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
from rontal.config import {module}
{module}._load_application()
from django.db import connection
print(len(os.listdir("/proc/self/task")), connection.connection is None, len(sys.modules) > 1000)
"""


@pytest.mark.parametrize("module", ["supervisor", "web"])
def test_loading_the_application_starts_no_thread_and_opens_no_connection(
    module: str, home: Path, environ: dict[str, str]
) -> None:
    assert not (home / "icons").exists(), "icons would be rendered, by threads"
    done = subprocess.run(
        [sys.executable, "-c", REPORT.format(module=module)],
        env=environ | {"DATABASE_URL": "postgresql:///nowhere", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.split() == ["1", "True", "True"], done.stderr
