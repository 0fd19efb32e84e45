"""Tests of the demo's mail catcher, over real SMTP."""

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

pytestmark = pytest.mark.machine
RUN = """
import socket, sys
from pathlib import Path
from rontal.config import mail_catcher
mail_catcher.run(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
"""


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    folder = tmp_path / "outbox"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(listener.fileno()), str(folder)],
            pass_fds=[listener.fileno()],
        )
        yield listener.getsockname()[1], folder
        process.terminate()
        assert process.wait(20) == 0


def mail(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.id", "b@x.id", subject
    message.set_content("Om Swastyastu\n")
    return message


def test_mail_sent_is_a_file_whole_and_alone(catcher: tuple[int, Path]) -> None:
    port, folder = catcher
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        server.send_message(mail("Aktivasi — keanggotaan"))
        server.send_message(mail("Kedua"))
    kept = sorted(folder.iterdir())
    assert [path.suffix for path in kept] == [".eml", ".eml"]
    read = message_from_bytes(kept[0].read_bytes(), policy=policy.default)
    assert read["subject"] == "Aktivasi — keanggotaan"
    assert read.get_content().strip() == "Om Swastyastu"


def test_full_disk_refuses_the_mail_for_now(catcher: tuple[int, Path]) -> None:
    port, folder = catcher
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        server.noop()
        until = time.monotonic() + 10
        while not folder.exists():
            assert time.monotonic() < until
        folder.rmdir()
        with pytest.raises(smtplib.SMTPDataError, match="452"):
            server.send_message(mail("Hilang"))
