"""Devices and their push service."""

import pytest

from rontal.core.actors import Actor
from rontal.notifications import services
from tests.support.notifications.external_services.base import served
from tests.support.notifications.external_services.push import Device, PushService
from tests.support.run_subscribers import carry_on


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
