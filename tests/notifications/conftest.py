"""Fixtures: a real SMTP server that can be set to refuse."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.support.mailbox import Letterbox, free_port
from tests.support.notifications.push_service import carry, device_of, push_service, sent  # noqa: F401


@dataclass
class MailServer(Letterbox):
    """Answers RCPT with `answer` where it is set."""

    answer: str = ""
    port: int = field(default_factory=free_port)

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mail_server(settings):
    """The server that the library's mail goes to."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    yield server
    controller.stop()
