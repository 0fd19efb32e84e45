"""Worker and web process killed in the middle of many push messages: each one is shown once.

A part of the messages is asked for before, the others by members who press "Send a test" in the web
process that is killed, until they have an answer. `MESSAGES=600` in the environment makes it a
longer run.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest

from rontal.config import postgres, worker
from rontal.config.env import ROOT
from tests.support.config.borrowers import CSRF, answer_to, wait_until
from tests.support.config.servers import Running
from tests.support.notifications.external_services.base import served
from tests.support.notifications.external_services.push import Device, PushService

pytestmark = pytest.mark.machine
MESSAGES = int(os.environ.get("MESSAGES", "60"))
PREPARED, PRESSED = 8, 7
"""For each device. A member may press ten times an hour (`rontal.web.notifications.devices`), and
presses again where the server was killed before it answered."""

DEVICES = MESSAGES // (PREPARED + PRESSED)
KILLED = ("web", "worker", "web", "worker", "worker")
AT_ONCE = worker.lanes()[0].at_once
"""Messages that one worker hands over at the same time."""

PREPARE = """
import json
import sys
import django
django.setup()
from rontal.notifications import services
from tests.support.lending.factories import borrower
from tests.support.web.visitors import client_of
number, devices = json.loads(sys.stdin.read())
made = []
for keys in devices:
    actor = borrower()
    row = services.subscribe(**keys, user_agent="", actor=actor)
    for one in range(number):
        services.request_test(subscription_id=row.pk, actor=actor)
    made.append([row.pk, client_of(actor).cookies["rontal"].value])
print(json.dumps(made))
"""
MESSAGES_NOW = """
SELECT subscription_id, event_id, state FROM notifications_message WHERE kind = 'device_test'
"""
EVENTS_NOW = "SELECT subject_id, id FROM core_event WHERE name = 'device:test_asked'"


class Presser(Thread):
    """A member who presses "Send a test" whenever the device has shown one more message;
    `answered` counts what the server said yes to."""

    def __init__(self, port: int, pk: int, session: str, device: Device) -> None:
        super().__init__(daemon=True)
        self.pk, self.answered = pk, 0
        self._port, self._session, self._device = port, session, device

    def run(self) -> None:
        """Presses until the server has answered often enough."""
        path, form = f"/akun/pemberitahuan/perangkat/{self.pk}/coba/", {"csrfmiddlewaretoken": CSRF}
        while self.answered < PRESSED:
            least = self.answered
            wait_until(lambda: len(shown(self._device)) > least, 240, "nothing is shown")  # noqa: B023
            status, _page = answer_to(self._port, self._session, "POST", path, urlencode(form))
            assert status == 302, status
            self.answered += 1


@pytest.mark.usefixtures("after_init")
def test_each_message_is_shown_once_whoever_is_killed(
    serve: Callable[[], Running], environ: dict[str, str], home: Path
) -> None:
    environ["RONTAL_PUSH_PRIVATE"] = "1"
    service = PushService(hangs=0.05)
    with served(service) as url:
        service.url = url
        devices = [service.device() for _one in range(DEVICES)]
        running = serve()
        running.wait_for("Rontal is ready at")
        made = prepare(environ, devices)
        pressers = [
            Presser(running.port, *one, dev) for one, dev in zip(made, devices, strict=True)
        ]
        for presser in pressers:
            presser.start()
        for number, name in enumerate(KILLED, start=1):
            least = number * MESSAGES // (len(KILLED) + 1)
            wait_until(lambda: all_shown(devices) >= least, 240, running.said())  # noqa: B023
            wait_until(lambda: name in running.children(), 60, f"no {name}")  # noqa: B023
            os.kill(running.children()[name], signal.SIGKILL)
        for presser in pressers:
            presser.join(300)
        wait_until(lambda: is_sent(home), 300, running.said())
        events = asked(home)
        assert running.stop() == 0
    assert [presser.answered for presser in pressers] == [PRESSED] * DEVICES
    check(devices, pressers, events)
    assert service.faults == []


def check(devices: list[Device], pressers: list[Presser], events: Counter[int]) -> None:
    """Each message is on the screen once, under one tag. What a killed worker had handed over and
    not yet noted comes twice, under the same tag; nothing else does."""
    again = 0
    for device, presser in zip(devices, pressers, strict=True):
        tags = shown(device)
        assert len(tags) == events[presser.pk] >= PREPARED + PRESSED
        again += tags.total() - len(tags)
    assert again <= KILLED.count("worker") * AT_ONCE
    print(f"{events.total()} messages, {again} handed over twice, each shown once")


def prepare(environ: dict[str, str], devices: list[Device]) -> list[tuple[int, str]]:
    """Number of the subscription and session of a member for each device, with messages waiting."""
    said = subprocess.run(
        [sys.executable, "-c", PREPARE],
        env=environ | {"DJANGO_SETTINGS_MODULE": "rontal.config.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        input=json.dumps([PREPARED, [device.keys for device in devices]]),
    )
    assert said.returncode == 0, said.stderr
    return [(pk, session) for pk, session in json.loads(said.stdout.splitlines()[-1])]


def shown(device: Device) -> Counter[str]:
    """Counts the deliveries of each test message to a device, by its tag."""
    return Counter(one["tag"] for one in list(device.arrived) if "Pemberitahuan" in one["title"])


def all_shown(devices: list[Device]) -> int:
    return sum(len(shown(device)) for device in devices)


def is_sent(home: Path) -> bool:
    """Returns whether every event has its one message, and every message is sent."""
    rows = asked_of(home, MESSAGES_NOW)
    events = Counter(number for _device, number, _state in rows)
    assert set(events.values()) <= {1}, events
    done = {state for _device, _number, state in rows} == {"sent"}
    return done and len(events) == asked(home).total()


def asked(home: Path) -> Counter[int]:
    """Counts the requested test messages by the id of the subscription."""
    return Counter(int(device) for device, _number in asked_of(home, EVENTS_NOW))


def asked_of(home: Path, query: str) -> list[tuple]:
    url = (home / "postgres/url").read_text().strip()
    with postgres.connect(url) as connection:
        return list(connection.execute(query).fetchall())
