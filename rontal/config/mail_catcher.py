"""Mail catcher of the demo: accepts every mail over SMTP and stores it as a file."""

import asyncio
import secrets
import signal
import socket
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from rontal.core import clock

MAX_MAIL_BYTES = 30_000_000


class MailHandler:
    """aiosmtpd handler that writes each mail atomically into `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - named by aiosmtpd
        """Stores one mail; returns the SMTP response."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content or "").encode()
        try:
            self._keep(raw)
        except OSError as error:
            return f"452 cannot keep the mail: {error.strerror}"
        return "250 kept"

    def _keep(self, raw: bytes) -> None:
        name = f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        part = self._folder / f"{name}.part"
        part.write_bytes(raw)
        part.rename(self._folder / f"{name}.eml")


async def catch(listener: socket.socket, folder: Path) -> None:
    """Accepts mails until SIGTERM or SIGINT."""
    folder.mkdir(parents=True, exist_ok=True)
    loop, keeper = asyncio.get_running_loop(), MailHandler(folder)

    def session() -> SMTP:
        return SMTP(
            keeper, data_size_limit=MAX_MAIL_BYTES, enable_SMTPUTF8=True, hostname="localhost"
        )

    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    async with await loop.create_server(session, sock=listener):
        await ended.wait()


def run(listener: socket.socket, folder: Path) -> int:
    """Stores mails that arrive at `listener` until SIGTERM; returns the exit code."""
    asyncio.run(catch(listener, folder))
    return 0
