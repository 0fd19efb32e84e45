"""Tests with the real ClamAV daemon and a signature of our own, without network or virus."""

import io
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from rontal.feedback.errors import AttachmentHarmful, ScannerAway
from rontal.feedback.files import clean
from tests.support.membership import pictures

PROGRAM = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
TIMEOUT_SECONDS = 60.0
WORD = b"buruan yang tidak berbahaya"
SIZE = 20 * 1024 * 1024

pytestmark = [
    pytest.mark.machine,
    pytest.mark.skipif(not PROGRAM, reason="needs Debian's clamav-daemon"),
]
SETTINGS = """
Foreground yes
LocalSocket {base}/socket
DatabaseDirectory {base}/signatures
LogFile {base}/log
StreamMaxLength {size}
ConcurrentDatabaseReload no
"""


@pytest.fixture(scope="module")
def socket():
    with tempfile.TemporaryDirectory(prefix="clamd-", dir="/tmp") as folder:
        base = Path(folder)
        (base / "signatures").mkdir()
        (base / "signatures/own.ndb").write_text(f"Rontal.Test:0:*:{WORD.hex()}\n")
        (base / "settings").write_text(SETTINGS.format(base=base, size=SIZE))
        daemon = subprocess.Popen(
            [str(PROGRAM), "--config-file", str(base / "settings")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends = time.monotonic() + TIMEOUT_SECONDS
        while not (base / "socket").exists():
            log = (base / "log").read_text() if (base / "log").exists() else ""
            assert daemon.poll() is None, log
            assert time.monotonic() < ends, log
            time.sleep(0.1)
        yield base / "socket"
        daemon.terminate()
        daemon.wait(TIMEOUT_SECONDS)


@pytest.fixture(autouse=True)
def named(settings, socket):
    settings.CLAMAV = str(socket)


def test_harmless_picture_passes():
    assert clean(io.BytesIO(pictures.encoded("PNG")))


def test_malware_known_to_the_daemon_is_refused_anywhere_in_a_file():
    with pytest.raises(AttachmentHarmful):
        clean(io.BytesIO(pictures.encoded("PNG") + WORD))
    with pytest.raises(AttachmentHarmful):
        clean(io.BytesIO(b"%PDF-1.7\n" + b"%" * 200_000 + WORD))


def test_daemon_that_refuses_files_of_this_size_lets_nothing_pass(monkeypatch):
    from rontal.feedback import scanner

    with pytest.raises(ScannerAway):
        scanner.scan(b"x" * (SIZE + 1))
