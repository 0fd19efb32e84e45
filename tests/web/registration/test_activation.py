"""Tests of activation by the link of the first mail."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rontal.accounts.models import User
from rontal.core import clock
from rontal.membership.models import Application
from rontal.membership.policies import MembershipPolicies
from rontal.membership.services import issue_link, withdraw_by_link
from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return factories.submitted()


@pytest.fixture
def path(application: Application) -> str:
    return f"/aktivasi/{factories.token(application)}/"


def activate(client: Client, path: str, password: str = factories.PASSWORD) -> Any:
    return client.post(path, {"password": password})


def test_opening_the_link_does_not_activate(
    client: Client, path: str, application: Application
) -> None:
    for _ in range(3):
        assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200
    application.refresh_from_db()
    assert application.activated_at is None
    assert not User.objects.filter(login_name=application.code).exists()


def test_password_activates_and_signs_in(
    client: Client, path: str, application: Application
) -> None:
    assert activate(client, path)["Location"] == "/status/"
    application.refresh_from_db()
    assert application.state == "checking"
    text = walk.text_of(client.get("/status/"))
    assert application.code in text
    assert "paling lambat" in text
    assert "WITA" in text


def test_password_signs_in_later(client: Client, path: str, application: Application) -> None:
    activate(client, path)
    later = Client()
    answer = later.post("/masuk/", {"login": application.email, "password": factories.PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize("password", ["", "pendek", "password123", "1234567890123", " " * 12])
def test_weak_password_is_refused_and_the_link_stays_valid(
    client: Client, path: str, password: str
) -> None:
    answer = activate(client, path, password)
    assert answer.status_code == 200
    assert walk.errors_of(answer)
    assert password == "" or f'value="{password}"' not in answer.content.decode()
    assert activate(client, path).status_code == 302


def test_used_link_is_explained(client: Client, path: str) -> None:
    activate(client, path)
    answer = Client().get(path)
    assert answer.status_code == 410
    assert "/masuk/" in answer.content.decode()
    assert activate(Client(), path).status_code == 410


def test_expired_link_offers_a_new_one(client: Client, path: str) -> None:
    hours = MembershipPolicies.current().activation_link_hours
    with time_machine.travel(clock.now() + timedelta(hours=hours, minutes=1)):
        answer = client.get(path)
    assert answer.status_code == 410
    assert 'action="/daftar/kirim-ulang/"' in answer.content.decode()


@pytest.mark.parametrize(
    "token", ["x", "a" * 43, "%00", "..", "‮", "x" * 5000, "0' OR 1=1", "%E0%80%80"]
)
def test_altered_link_is_explained(client: Client, token: str) -> None:
    for method in (client.get, client.post):
        answer = method(f"/aktivasi/{token}/")
        assert answer.status_code == 404
        assert 'action="/daftar/kirim-ulang/"' in answer.content.decode()


def test_token_of_a_guardian_does_not_activate(client: Client) -> None:
    application = factories.submitted(factories.child_values())
    token = factories.token(application, "guardian")
    assert client.get(f"/aktivasi/{token}/").status_code == 404


def test_link_of_an_ended_application(client: Client, application: Application) -> None:
    path = f"/aktivasi/{factories.token(application)}/"
    withdraw_by_link(token=factories.token(application), actor=factories.SYSTEM)
    other = issue_link(application_id=application.pk, purpose="activation", actor=factories.SYSTEM)
    assert client.get(path).status_code == 410
    answer = client.get(f"/aktivasi/{other}/")
    assert answer.status_code == 410
    assert 'href="/daftar/"' in answer.content.decode()


def test_person_who_did_not_register_erases_it(
    client: Client, path: str, application: Application
) -> None:
    answer = client.post(path, {"not_me": "1"})
    assert "sudah dihapus" in walk.text_of(answer)
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert application.card_photo is None


def test_address_is_sent_nowhere_else(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "noindex" in answer["X-Robots-Tag"]


def test_passkey_instead_of_a_password(client: Client, path: str) -> None:
    assert client.post(path, {"way": "passkey"})["Location"] == "/aktivasi/kunci/"
    page = client.get("/aktivasi/kunci/")
    assert page.context["js_data"]["creation_options"]["publicKey"]["challenge"]


@pytest.mark.parametrize("credential", ["", "{}", "[]", "null", "x", '{"id": 1}', '{"type": "x"}'])
def test_invalid_passkey_is_refused(client: Client, path: str, credential: str) -> None:
    client.post(path, {"way": "passkey"})
    client.get("/aktivasi/kunci/")
    answer = client.post("/aktivasi/kunci/", {"credential": credential})
    assert answer.status_code == 200
    assert "belum jadi" in walk.text_of(answer)


def test_person_without_a_passkey_sets_a_password(
    client: Client, path: str, application: Application
) -> None:
    client.post(path, {"way": "passkey"})
    assert walk.errors_of(client.post("/aktivasi/kunci/", {"password": "pendek"}))
    answer = client.post("/aktivasi/kunci/", {"password": factories.PASSWORD})
    assert answer["Location"] == "/status/"
    assert client.get("/status/").context["application"].pk == application.pk
    assert client.get("/aktivasi/kunci/")["Location"] == "/status/"


def test_passkey_page_needs_sign_in(client: Client) -> None:
    assert client.get("/aktivasi/kunci/")["Location"].startswith("/masuk/")


@pytest.mark.parametrize("credential", ['{"id": 1}', "[]", "1", '{"response": {}}', '"x"'])
def test_invalid_passkey_does_not_sign_in(client: Client, credential: str) -> None:
    client.get("/masuk/kunci/", headers={"Accept": "application/json"})
    answer = client.post("/masuk/kunci/", {"credential": credential})
    assert answer["Location"] == "/masuk/"
    assert "_auth_user_id" not in client.session
