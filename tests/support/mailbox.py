"""Mail in journeys: a real SMTP server, and the mails that it received."""

import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass
class ReceivedMail:
    """One received mail."""

    to: list[str]
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        part = self.message.get_body(preferencelist=("plain", "html"))
        return str(part.get_content()) if part else ""

    def link(self, containing: str = "/") -> str:
        """Returns the first address in the mail that contains `containing`."""
        links = [link for link in LINK.findall(self.text) if containing in link]
        assert links, f"no link with {containing!r} in: {self.text}"
        return links[0].rstrip(".,)")


@dataclass
class Letterbox:
    """Collects the mails that the SMTP server receives."""

    letters: list[ReceivedMail] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Stores one mail; the hook that aiosmtpd calls."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else content.encode()
        message = message_from_bytes(raw, policy=policy.default)
        self.letters.append(ReceivedMail(list(envelope.rcpt_tos), message))  # type: ignore[arg-type]
        return "250 OK"

    def to(self, address: str) -> list[ReceivedMail]:
        """Returns every mail to `address`, oldest first."""
        return [message for message in self.letters if address in message.to]

    def newest(self, address: str, containing: str = "", seconds: float = 10) -> ReceivedMail:
        """Waits for a mail to `address` whose text contains `containing`; returns the newest."""
        until = time.monotonic() + seconds
        while True:
            matching = [message for message in self.to(address) if containing in message.text]
            if matching:
                return matching[-1]
            assert time.monotonic() < until, f"no mail to {address} with {containing!r}"
            time.sleep(0.05)


def running() -> Iterator[tuple[Letterbox, int]]:
    """Runs an SMTP server on a free port; yields its mailbox and port."""
    box, port = Letterbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield box, port
    finally:
        server.stop()


def free_port() -> int:
    """Returns an unused port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
