"""YAZ, the toolkit of most library programs: its client and its MARC reader."""

import shutil
import subprocess
from pathlib import Path

import pytest

CLIENT, DUMP = shutil.which("yaz-client"), shutil.which("yaz-marcdump")
needed = pytest.mark.skipif(not (CLIENT and DUMP), reason="YAZ is not installed (Debian: yaz)")


def search(served: str, *commands: str) -> str:
    """Returns the client's output for these commands, connected to SRU 1.2 by GET."""
    words = ["sru get 1.2", f"open {served}/sru", *commands, "quit"]
    done = subprocess.run(
        [str(CLIENT)], input="\n".join(words) + "\n", capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def dump(path: Path, *options: str) -> str:
    """Returns the output of the MARC reader for a file; fails where it prints an error."""
    done = subprocess.run([str(DUMP), *options, str(path)], capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()
