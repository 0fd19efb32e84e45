"""Tests that keys leave the environment of every process that runs."""

import contextlib
import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rontal.config import env, secret_variables
from rontal.core.child_processes import PR_GET_DUMPABLE, forbid_inspection, lower_priority
from tests.support.config.servers import Running

MARK = "marked-secret"
SECRET = f"{MARK}-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnop"
HIDES = """
import os, pathlib
from rontal.config import env, secret_variables
secret_variables.hide()
print("marked" in pathlib.Path("/proc/self/environ").read_text())
print("marked" in str(os.environ), env.read().secret_key)
os.system("env")
"""


def environ_files() -> Iterator[tuple[int, bytes]]:
    """Yields the environment of every process of this machine that may be read."""
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            yield int(path.parent.name), path.read_bytes()


def test_a_program_that_hides_its_keys_reads_them_and_hands_none_on() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HIDES],
        env=os.environ | {"RONTAL_SECRET_KEY": SECRET, "RONTAL_MODE": "test"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"False", f"False {SECRET}"} <= set(done.stdout.splitlines())
    assert done.stdout.count(MARK) == 1


def test_every_variable_with_a_key_or_a_password_is_hidden() -> None:
    words = ("KEY", "KEYS", "TOKEN", "SECRET", "SMTP_URL", "IMAP_URL", "DATABASE_URL")
    assert {name for name in env.VARIABLES if name.endswith(words)} == set(secret_variables.NAMES)
    assert secret_variables.OF_PROVIDERS.fullmatch("RONTAL_OIDC_INAPAS_CLIENT_SECRET")
    assert not secret_variables.OF_PROVIDERS.fullmatch("RONTAL_OIDC_INAPAS_CLIENT_ID")


@pytest.mark.machine
def test_no_process_of_a_running_library_has_a_key_in_its_environment(
    environ: dict[str, str], serve: Callable[[], Running]
) -> None:
    environ |= {"RONTAL_SECRET_KEY": SECRET, "RONTAL_SMTP_URL": f"smtp://a:{MARK}@localhost:1"}
    running = serve()
    running.wait_for("Rontal is ready at")
    files = dict(environ_files())
    assert {*running.children().values(), running.process.pid} <= files.keys()
    assert [pid for pid, block in files.items() if MARK.encode() in block] == []
    assert running.stop() == 0


def test_a_hidden_process_lowers_its_priority_all_the_same() -> None:
    prctl = ctypes.CDLL(None).prctl
    pid = os.fork()
    if pid == 0:
        forbid_inspection()
        lower_priority(1)
        os._exit(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
