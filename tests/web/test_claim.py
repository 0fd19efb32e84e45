"""Tests of claiming an imported membership: GET changes nothing, claiming needs consent."""

import pytest
from django.core import mail
from django.test import Client

from rontal.core.models import Event
from rontal.membership.models import Consent
from tests.support.web.claim import invited

pytestmark = pytest.mark.django_db
CLAIM_FORM = {"consent_membership": "on", "password": "daun lontar kering"}


def test_opening_shows_the_stored_data_and_changes_nothing():
    member, path = invited()
    for _turn in range(3):
        page = Client().get(path)
        assert page.status_code == 200
        assert "no-store" in page.headers["Cache-Control"]
    text = page.content.decode()
    assert member.name in text
    assert member.application.details.reveal()["number"] not in text, "a NIK is never shown whole"
    assert not Consent.objects.exists()


def test_member_claims_and_is_signed_in():
    member, path = invited()
    client = Client()
    answer = client.post(path, CLAIM_FORM)
    assert answer.url == "/"
    assert client.get("/kartu/").status_code == 200
    assert Client().get(path).status_code == 410
    assert Consent.objects.get().purpose == "membership"


def test_without_consent_nothing_happens():
    member, path = invited()
    page = Client().post(path, {"password": "daun lontar kering"})
    assert page.status_code == 200
    member.user.refresh_from_db()
    assert not member.user.is_active
    assert Client().post(path, CLAIM_FORM | {"password": "1234"}).status_code == 200
    assert not Consent.objects.exists()


def test_parent_is_asked_for_a_child():
    _member, path = invited(birth_date="2016-03-02", pin="")
    page = Client().get(path).content.decode()
    assert "guardian_name" in page
    assert Client().post(path, CLAIM_FORM).status_code == 200
    parent = {"guardian_name": "Ni Ketut Ayu", "guardian_relation": "mother", "parent": "on"}
    assert Client().post(path, CLAIM_FORM | parent).url == "/"
    assert Consent.objects.get().by == "guardian"


def test_missing_birth_date_is_requested_and_leads_to_the_parent():
    _member, path = invited(birth_date="", pin="")
    born = {"birth_date_day": "2", "birth_date_month": "3", "birth_date_year": "2016"}
    page = Client().post(path, CLAIM_FORM | born)
    assert page.status_code == 200
    assert "guardian_name" in page.content.decode()
    adult = born | {"birth_date_year": "1990"}
    assert Client().post(path, CLAIM_FORM | adult).url == "/"


def test_wrong_person_can_say_so():
    member, path = invited()
    assert Client().post(path, {"not_me": "1"}).status_code == 200
    member.application.refresh_from_db()
    assert member.application.email == ""
    assert Client().get(path).status_code == 410


def test_wrong_link_gets_a_calm_page():
    for path in ("/aktivasi/anggota/x/", "/aktivasi/anggota/%00/"):
        assert Client().get(path).status_code == 404


def test_before_claiming_neither_password_nor_reset_opens_the_account():
    member, _path = invited()
    client = Client()
    client.post("/masuk/", {"login": member.number, "password": "daun lontar kering"})
    assert client.get("/kartu/").status_code == 302
    client.post("/sandi/lupa/", {"email": "sari@contoh.example"})
    assert not mail.outbox
    assert not Event.objects.filter(name="account:reset_asked").exists()


@pytest.mark.whole
@pytest.mark.parametrize("changes", [{}, {"pin": "", "birth_date": "1990-05-17"}])
def test_pages_of_a_claimed_member_work_without_unknown_details(changes):
    member, path = invited(**changes)
    client = Client()
    client.post(path, CLAIM_FORM)
    for place in ("/rak/", "/kartu/", "/status/", "/akun/data/", "/koleksi/", "/kartu/kartu.pdf"):
        assert client.get(place).status_code in (200, 302, 404), place
    assert client.post("/akun/data/unduh/").status_code in (200, 302, 404, 405)


def test_desk_shows_an_imported_member_before_and_after_claiming():
    from rontal.accounts.roles import Role
    from tests.support.desk.factories import at_desk

    member, path = invited(pin="", birth_date="", member_phone="", member_address="")
    desk = at_desk(Role.HEAD)
    places = (f"/meja/anggota/{member.pk}/", f"/meja/permohonan/{member.application.code}/")
    for _turn in range(2):
        for place in places:
            assert desk.get(place).status_code == 200, place
        Client().post(
            path,
            CLAIM_FORM
            | {"birth_date_day": "2", "birth_date_month": "3", "birth_date_year": "1990"},
        )
