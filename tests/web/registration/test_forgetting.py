"""Tests of deleting a draft from a browser that others use, too."""

import pytest

from rontal.core.models import SealedFile
from rontal.membership.models import Draft
from tests.support.web.registration.walk import ADULT, fill

pytestmark = pytest.mark.django_db


def test_every_step_leads_to_forgetting(client):
    fill(client, ADULT)
    for step in ("foto", "siapa", "kontak", "persetujuan", "periksa"):
        assert "/daftar/lupakan/" in client.get(f"/daftar/{step}/").content.decode(), step


def test_next_person_sees_neither_form_nor_photo(client):
    fill(client, ADULT)
    assert client.get("/daftar/lupakan/").status_code == 200
    assert Draft.objects.exists()
    answer = client.post("/daftar/lupakan/")
    assert (answer.status_code, answer["Location"]) == (302, "/daftar/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert answer.cookies["draf"].value == ""
    assert not Draft.objects.exists()
    assert not SealedFile.objects.filter(erased_at=None).exists()
    assert client.get("/daftar/foto/card/gambar/").status_code == 404
    assert "Lanjutkan" not in client.get("/daftar/").content.decode()


def test_forgetting_without_a_draft_changes_nothing(client):
    assert client.get("/daftar/lupakan/").status_code == 200
    assert client.post("/daftar/lupakan/").status_code == 302


def test_draft_of_another_browser_stays(client):
    fill(client, ADULT)
    type(client)().post("/daftar/lupakan/")
    assert Draft.objects.count() == 1
