"""Tests of the rate limits of signing in, for many people behind one address."""

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory

from rontal.core import clock
from tests.support.accounts.factories import PASSWORD, person

pytestmark = pytest.mark.django_db
HERE, NEXT = "198.51.100.1", "203.0.113.2"
ACCOUNT, MFA = "allauth.account", "allauth.mfa"
WAYS: Final[dict[str, tuple[str, str, Callable[[Client], Any]]]] = {
    "signing in": (
        ACCOUNT,
        "login",
        lambda client: client.post("/masuk/", {"login": "TBN1", "password": PASSWORD}),
    ),
    "asking for a new password": (
        ACCOUNT,
        "reset_password",
        lambda client: client.post("/sandi/lupa/", {"email": "sari@contoh.example"}),
    ),
    "choosing a new password": (
        ACCOUNT,
        "reset_password_from_key",
        lambda client: client.post("/sandi/baru/1-set-password/", {"password1": "x"}),
    ),
    "signing in with a passkey": (
        MFA,
        "webauthn_login",
        lambda client: client.post("/masuk/kunci/", {"credential": "{}"}),
    ),
}


@pytest.fixture(autouse=True)
def frozen_time() -> Iterator[None]:
    """Stops time."""
    with time_machine.travel(clock.now(), tick=False):
        yield


def request_from(address: str) -> HttpRequest:
    request = RequestFactory(REMOTE_ADDR=address).post("/")
    assert get_adapter(request).get_client_ip(request) == address
    return request


def tried(app: str, action: str, address: str, *, remaining: int) -> int:
    """Leaves only `left` attempts to the address; returns the limit."""
    rates = ratelimit.get_rates(app=app, action=action)
    (rate,) = [one for one in rates if one.per == "ip"][:1]
    key = ratelimit.get_cache_key(request_from(address), app=app, action=action, rate=rate)
    cache.set(key, [time.time()] * (rate.amount - remaining), rate.duration)
    return rate.amount


def browser(address: str, language: str = "id") -> Client:
    client = Client(REMOTE_ADDR=address)
    client.cookies["bahasa"] = language
    return client


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize(("language", "words"), [("id", "Tunggu satu menit"), ("en", "Wait a min")])
def test_full_address_waits_a_minute_with_an_explanation(
    name: str, language: str, words: str
) -> None:
    app, action, request = WAYS[name]
    most = tried(app, action, HERE, remaining=1)
    assert most >= 60  # two classes of pupils
    assert request(browser(HERE, language)).status_code != 429
    answer = request(browser(HERE, language))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert words in answer.content.decode()
    assert request(browser(NEXT)).status_code != 429


def test_typed_name_remains_after_an_attempt_but_no_password() -> None:
    tried(ACCOUNT, "reset_password", HERE, remaining=0)
    typed = "application/x-www-form-urlencoded"
    answer = browser(HERE).post("/sandi/lupa/", "email=sari@contoh.example", content_type=typed)
    page = answer.content.decode()
    assert 'name="email" value="sari@contoh.example"' in page
    tried(ACCOUNT, "login", HERE, remaining=0)
    secret = f"login=TBN1&password={PASSWORD}"
    page = browser(HERE).post("/masuk/", secret, content_type=typed).content.decode()
    assert PASSWORD not in page


@pytest.mark.parametrize(("language", "words"), [("id", "Tunggu lima menit"), ("en", "Wait five")])
def test_guessed_account_shows_when_to_return(language: str, words: str) -> None:
    pupil = person(login_name="TBN1")
    for number in range(5):
        typed = {"login": pupil.login_name, "password": f"tebakan-{number}"}
        assert browser(HERE, language).post("/masuk/", typed).status_code == 200
    typed = {"login": pupil.login_name, "password": PASSWORD}
    answer = browser(NEXT, language).post("/masuk/", typed)
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    page = answer.content.decode()
    assert words in page
    assert 'value="TBN1"' in page
    with time_machine.travel(clock.now().timestamp() + 301, tick=False):
        assert browser(NEXT).post("/masuk/", typed).status_code == 302


def test_wrong_passwords_at_one_address_block_that_address_alone() -> None:
    pupil = person(login_name="TBN1")
    tried(ACCOUNT, "login_failed", HERE, remaining=0)
    typed = {"login": pupil.login_name, "password": PASSWORD}
    assert browser(HERE).post("/masuk/", typed).status_code == 429
    assert browser(NEXT).post("/masuk/", typed).status_code == 302


def test_attempts_are_remembered_however_many_others_sign_in() -> None:
    pupil = person(login_name="TBN1")
    for number in range(5):
        typed = {"login": pupil.login_name, "password": f"tebakan-{number}"}
        browser(HERE).post("/masuk/", typed)
    for number in range(400):  # removed when a cache of 300 entries culls a third
        cache.set(f"~{number}", number, 300)
    typed = {"login": pupil.login_name, "password": PASSWORD}
    assert browser(NEXT).post("/masuk/", typed).status_code == 429


def test_another_port_or_host_gives_no_more_attempts(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    pupil = person(login_name="TBN1")
    for number in range(5):
        typed = {"login": f" {pupil.login_name.lower()} ", "password": f"tebakan-{number}"}
        headers = {"Host": f"perpustakaan.example:{8000 + number}"}
        assert browser(HERE).post("/masuk/", typed, headers=headers).status_code == 200
    typed = {"login": pupil.login_name, "password": PASSWORD}
    answer = browser(NEXT).post("/masuk/", typed, headers={"Host": "localhost"})
    assert answer.status_code == 429
