"""`rontal init` makes the key for push messages, and `rontal doctor` says what is on and what
WhatsApp costs."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rontal.config import doctor, env
from rontal.config.doctor import Level
from rontal.core.profile import WhatsAppChannel
from rontal.notifications import vapid
from tests.support.config.production import fit
from tests.support.notifications.external_services.push import PushService

Rontal = Callable[..., "subprocess.CompletedProcess[str]"]
NAME = "RONTAL_PUSH_KEY"


def keys_in(said: str) -> list[str]:
    """The keys for push messages that a command printed as lines of an environment file."""
    lines = [line.partition("=") for line in said.splitlines()]
    return [key for name, _sign, key in lines if name == NAME]


@pytest.mark.machine
@pytest.mark.usefixtures("after_init")
@pytest.mark.parametrize("others", [True, False], ids=["other keys are set", "no key is set"])
def test_init_prints_a_key_that_push_services_take(
    rontal: Rontal, settings: Any, others: bool
) -> None:
    given = {name: key for name, key in fit().items() if name != NAME}
    if not others:
        given = {name: key for name, key in given.items() if not name.endswith(("KEY", "KEYS"))}
    done = rontal("init", **given)
    assert done.returncode == 0, done.stderr
    (key,) = keys_in(done.stdout)
    settings.PUSH_KEY = key
    service = PushService("https://push.example")
    headers = vapid.authorization(service.device().address) | {"TTL": "60", "Urgency": "normal"}
    assert service._fault(headers) == ""


@pytest.mark.machine
@pytest.mark.usefixtures("after_init")
def test_init_prints_no_key_where_there_is_one(rontal: Rontal) -> None:
    done = rontal("init", **fit())
    assert (done.returncode, keys_in(done.stdout)) == (0, [])


def test_the_doctor_says_whether_push_messages_are_on(tmp_path: Path) -> None:
    environ = fit() | {"RONTAL_HOME": str(tmp_path)}
    assert doctor._push(env.read(environ)).level is Level.OK
    del environ[NAME]
    found = doctor._push(env.read(environ))
    assert (found.level, found.result) == (Level.WARN, "off: no key")
    assert "`rontal init` prints one" in found.remedy


@pytest.mark.parametrize("secret", ["", "of-the-app"])
@pytest.mark.parametrize("templates", [{}, {"hold_ready": "buku_siap"}], ids=["none", "one"])
def test_the_doctor_says_that_whatsapp_costs_money(
    settings: Any, secret: str, templates: dict[str, str]
) -> None:
    assert list(doctor._whatsapp()) == []  # off, and nothing to pay
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE = "token", "1158"
    settings.WHATSAPP_SECRET = secret
    channel = WhatsAppChannel(templates=templates)
    settings.LIBRARY = replace(settings.LIBRARY, whatsapp_channel=channel)
    (found,) = doctor._whatsapp()
    assert f"{len(templates)} messages have a template" in found.result
    assert "Meta bills the library for each one sent" in found.result
    assert found.level is (Level.OK if secret and templates else Level.WARN)


def test_a_token_without_a_number_is_a_failure(settings: Any) -> None:
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE = "token", ""
    (found,) = doctor._whatsapp()
    assert (found.level, "RONTAL_WHATSAPP_PHONE" in found.remedy) == (Level.FAIL, True)


@pytest.mark.machine
@pytest.mark.usefixtures("after_init")
def test_the_whole_doctor_names_the_cost(rontal: Rontal) -> None:
    given = {"RONTAL_WHATSAPP_TOKEN": "token", "RONTAL_WHATSAPP_PHONE": "1158"}
    assert "Meta bills the library for each one sent" not in rontal("doctor").stdout
    assert "Meta bills the library for each one sent" in rontal("doctor", **given).stdout
