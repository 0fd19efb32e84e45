"""Tests of the guardian's page."""

from datetime import timedelta

import pytest
from django.test import Client

from rontal.membership.models import Application
from rontal.membership.selectors import today
from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Application:
    return factories.activated(factories.child_values())


@pytest.fixture
def path(child: Application) -> str:
    return f"/wali/{factories.token(child, 'guardian')}/"


def test_page_shows_applicant_and_purpose(client: Client, path: str) -> None:
    answer = client.get(path)
    text = walk.text_of(answer)
    assert "I Made Dwi" in text
    assert "Ni Ketut Ayu" in text
    assert "Keanggotaan" in text
    assert answer["Cache-Control"] == "no-store, private"


def test_opening_the_page_decides_nothing(client: Client, path: str, child: Application) -> None:
    client.get(path)
    child.refresh_from_db()
    assert child.state == "awaiting_activation"


def test_consent_moves_the_application_on(client: Client, path: str, child: Application) -> None:
    answer = client.post(path, {"answer": "yes"})
    assert walk.errors_of(answer), "the guardian says who they are first"
    answer = client.post(path, {"answer": "yes", "parent": "on"})
    assert "Terima kasih" in walk.text_of(answer)
    child.refresh_from_db()
    assert child.state == "checking"


def test_refusal_ends_and_erases(client: Client, path: str, child: Application) -> None:
    client.post(path, {"answer": "no"})
    child.refresh_from_db()
    assert child.state == "withdrawn"
    assert child.card_photo is None
    assert client.get(path).status_code == 410


def test_consent_can_be_withdrawn_by_the_same_link(
    client: Client, path: str, child: Application
) -> None:
    client.post(path, {"answer": "yes", "parent": "on"})
    answer = client.get(path)
    assert answer.status_code == 200
    client.post(path, {"answer": "nothing"})
    child.refresh_from_db()
    assert child.state == "checking"
    client.post(path, {"answer": "back"})
    child.refresh_from_db()
    assert child.state == "withdrawn"
    assert client.post(path, {"answer": "back"}).status_code == 410


def test_at_17_the_guardian_confirms(client: Client) -> None:
    birth = today() - timedelta(days=int(17.5 * 365.25))
    young = factories.activated(factories.child_values(birth, identity_kind="ktp"))
    assert young.state == "checking"
    page = client.get(f"/wali/{factories.token(young, 'guardian')}/")
    assert "Saya menegaskan" in walk.text_of(page)


@pytest.mark.parametrize("token", ["x", "%00", "x" * 4000, "‮"])
def test_altered_link_gets_a_calm_page(client: Client, token: str) -> None:
    for method in (client.get, client.post):
        assert method(f"/wali/{token}/").status_code == 404


def test_activation_token_is_not_valid_for_a_guardian(client: Client) -> None:
    token = factories.token(factories.submitted())
    assert client.get(f"/wali/{token}/").status_code == 404
