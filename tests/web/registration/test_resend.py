"""Tests of resending the activation link, for known and unknown addresses alike."""

from datetime import timedelta

import pytest
from django.test import Client

from rontal.core.limits import Limit
from rontal.core.models import Event
from rontal.web.registration import limits
from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db


def resend(client: Client, email: str) -> object:
    return client.post("/daftar/kirim-ulang/", {"email": email})


def test_existing_and_missing_addresses_get_the_same_answer(client: Client) -> None:
    application = factories.submitted()
    known, unknown = resend(client, application.email), resend(client, "tiada@contoh.example")
    assert known["Location"] == unknown["Location"]
    assert known.content == unknown.content
    assert Event.objects.filter(name="application:activation_resent").count() == 1


def test_an_activated_application_gets_no_more_links(client: Client) -> None:
    assert resend(client, factories.activated().email).status_code == 302
    assert not Event.objects.filter(name="application:activation_resent").exists()


@pytest.mark.parametrize("email", ["", "x", "a@b", "a\x00@b.id", "x" * 400 + "@contoh.example"])
def test_invalid_address_is_reported(client: Client, email: str) -> None:
    answer = resend(client, email)
    assert answer.status_code == 200
    assert walk.errors_of(answer)


def test_limit_for_one_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Limit("test.resend", 1, timedelta(hours=1))
    monkeypatch.setattr(limits, "RESEND_TO_EMAIL", one)
    assert resend(client, "Sari@contoh.example").status_code == 302
    answer = resend(Client(REMOTE_ADDR="198.51.100.9"), "sari@contoh.example")
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert 'value="sari@contoh.example"' in answer.content.decode()
