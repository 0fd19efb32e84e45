"""Tests of the page that confirms a new e-mail address."""

from datetime import timedelta

import pytest
from django.test import Client

from rontal.core import clock
from rontal.membership.suspensions import EmailChange
from tests.support.membership import factories
from tests.support.membership.members import correct, fresh, suspended

pytestmark = pytest.mark.django_db


def path() -> str:
    return f"/surel/{EmailChange.objects.get().token}/"


def test_opening_changes_nothing_and_pressing_confirms():
    member = factories.member()
    correct(member, email="baru@contoh.example")
    client = Client()
    response = client.get(path())
    assert response.status_code == 200
    assert "baru@contoh.example" not in response.content.decode()
    assert response["Referrer-Policy"] == "strict-origin"
    assert fresh(member).user.email != "baru@contoh.example"
    assert client.post(path()).status_code == 200
    assert fresh(member).user.email == "baru@contoh.example"
    again = client.post(path())
    assert again.status_code == 410
    assert "sudah dikonfirmasi" in again.content.decode()


@pytest.mark.parametrize("token", ["x", "%00", "a" * 300, "..."])
def test_unknown_link_gets_a_calm_page(token):
    assert Client().get(f"/surel/{token}/").status_code == 404


def test_expired_link_is_explained():
    member = factories.member()
    correct(member, email="baru@contoh.example")
    with clock.frozen_at(clock.now() + timedelta(days=4)):
        assert Client().get(path()).status_code == 410


def test_suspended_member_sees_the_reason_on_shelf_and_card():
    from tests.support.desk.factories import signed_in

    member = suspended(words="Mari bicara di loket.")
    client = signed_in(member.user)
    for page in ("/rak/", "/kartu/"):
        text = client.get(page).content.decode()
        assert "Mari bicara di loket." in text
        assert "orang lain yang memakai akses" in text
