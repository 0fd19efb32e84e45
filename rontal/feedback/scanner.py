"""Scanning of files: the EICAR test file is always recognized, other viruses by ClamAV if
configured.

The ClamAV daemon is called by its INSTREAM command (clamd(8)) over the socket in `RONTAL_CLAMAV`: a
path, or tcp://host:port.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from rontal.feedback.errors import AttachmentHarmful, ScannerAway

# Concatenated, so that no scanner takes this source file for the test file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TIMEOUT_SECONDS = 20.0
CHUNK = 64 * 1024


def scan(content: bytes) -> None:
    """Raises AttachmentHarmful; ScannerAway when the configured scanner does not answer."""
    if EICAR in content:
        raise AttachmentHarmful
    if settings.CLAMAV:
        try:
            answer = _send_to_clamd(settings.CLAMAV, content)
        except (OSError, ValueError):
            raise ScannerAway from None
        _raise_unless_clean(answer)


def _raise_unless_clean(answer: str) -> None:
    if answer.endswith("FOUND"):
        raise AttachmentHarmful
    if not answer.endswith("OK"):
        raise ScannerAway


def _send_to_clamd(address: str, content: bytes) -> str:
    with _connect(address) as line:
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), CHUNK):
            part = content[at : at + CHUNK]
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            part = line.recv(4096)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connect(address: str) -> socket.socket:
    if address.startswith("tcp://"):
        parts = urlsplit(address)
        return socket.create_connection((parts.hostname or "", parts.port or 3310), TIMEOUT_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(TIMEOUT_SECONDS)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line
