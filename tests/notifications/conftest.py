"""Fixtures: a real SMTP server that can be set to refuse."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from rontal.core.actors import Actor
from rontal.notifications import services
from tests.journeys.mailbox import Letterbox, free_port
from tests.notifications.external_services.base import served
from tests.notifications.external_services.push import Device, PushService
from tests.run_subscribers import carry_on


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


@pytest.fixture
def sent(mailoutbox):
    """Returns a function that runs an action and returns its mails; earlier ones are discarded."""

    def letters(act):
        done = set()
        carry_on(done)
        mailoutbox.clear()
        act()
        carry_on(done)
        return list(mailoutbox)

    return letters


@pytest.fixture
def push_service(settings):
    """A push service beside the library."""
    settings.PUSH_PRIVATE = True
    service = PushService()
    with served(service) as url:
        service.url = url
        yield service


@pytest.fixture
def carry():
    """Runs the jobs that wait, each once in a test."""
    done = set()
    return lambda: carry_on(done)


@pytest.fixture
def device_of(push_service, carry):
    """Switches notifications on for a new device of an account; earlier messages are sent."""

    def device(account_id: int) -> Device:
        carry()
        new_device = push_service.device()
        services.subscribe(
            **new_device.keys, user_agent="Chrome/142 Android", actor=Actor.person(account_id)
        )
        return new_device

    return device
