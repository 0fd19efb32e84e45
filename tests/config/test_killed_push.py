"""Worker and web process killed in the middle of many push messages: each one is shown once.

`MESSAGES=600` in the environment makes it a longer run.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rontal.config import postgres
from tests.config.borrowers import wait_until
from tests.config.conftest import Running
from tests.notifications.services_of_others.base import served
from tests.notifications.services_of_others.push import PushService

pytestmark = pytest.mark.machine
ROOT = Path(__file__).resolve().parents[2]
MESSAGES = int(os.environ.get("MESSAGES", "60"))
DEVICES = 4
KILLED = ("worker", "web", "worker", "worker")
PREPARE = """
import json
import sys
import django
django.setup()
from rontal.kernel.actors import Actor
from rontal.notifications import services
from tests.lending.factories import borrower
messages, devices = json.loads(sys.stdin.read())
for number, keys in enumerate(devices):
    actor = borrower()
    row = services.subscribe(**keys, user_agent="", actor=actor)
    for one in range(messages // len(devices)):
        services.ask_for_test(subscription_id=row.pk, actor=actor)
"""
STATES = """
SELECT state, count(*) FROM notifications_message WHERE kind = 'device_test' GROUP BY state
"""


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
        prepare(environ, [device.keys for device in devices])
        for number, name in enumerate(KILLED, start=1):
            least = number * MESSAGES // (len(KILLED) + 1)
            wait_until(lambda: shown(devices) >= least, 240, running.said())  # noqa: B023
            wait_until(lambda: name in running.children(), 60, f"no {name}")  # noqa: B023
            os.kill(running.children()[name], signal.SIGKILL)
        wait_until(lambda: states(home) == {"sent": MESSAGES}, 300, str(states(home)))
        assert running.stop() == 0
    assert service.faults == []
    assert [len(tags_on(device)) for device in devices] == [MESSAGES // DEVICES] * DEVICES
    arrived = sum(len(device.arrived) for device in devices)
    print(f"{MESSAGES} messages, {arrived} deliveries, each shown once")


def prepare(environ: dict[str, str], keys: list[dict[str, str]]) -> None:
    environ = environ | {"DJANGO_SETTINGS_MODULE": "rontal.config.settings"}
    said = subprocess.run(
        [sys.executable, "-c", PREPARE],
        env=environ,
        cwd=ROOT,
        capture_output=True,
        text=True,
        input=json.dumps([MESSAGES, keys]),
    )
    assert said.returncode == 0, said.stderr


def tags_on(device) -> set[str]:
    """The tags of the test messages that a device shows."""
    return {one["tag"] for one in device.arrived if "Pemberitahuan" in one["title"]}


def shown(devices) -> int:
    return sum(len(tags_on(device)) for device in devices)


def states(home: Path) -> dict[str, int]:
    url = (home / "postgres/url").read_text().strip()
    with postgres.connect(url) as connection:
        return dict(connection.execute(STATES).fetchall())
