"""Tests that sensitive pages of the desk ask for the password or a passkey once more."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rontal.accounts.open_sessions.models import OpenSession
from rontal.accounts.roles import Role
from rontal.core import clock
from tests.support.accounts.factories import PASSWORD, staff
from tests.support.membership import factories
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db
DRAFT = "5f0c3f0e-8c2e-4a57-9a10-b5f1f4a2c111"
PHOTOS = [
    ("case", {"code": "R7K4-M2QD"}),
    ("photo", {"code": "R7K4-M2QD", "slot": "selfie"}),
    ("spotless", {}),
    ("counter_form", {"pk": DRAFT}),
    ("counter_review", {"pk": DRAFT}),
    ("counter_preview", {"pk": DRAFT, "slot": "selfie"}),
    ("counter_camera", {"pk": DRAFT, "slot": "selfie"}),
]
"""Views that show photos of cards and faces."""

MANY = [
    ("post", "download_events", {}),
    ("get", "member_import_rows", {"import_id": 1}),
    ("post", "member_import_download", {"import_id": 1}),
    ("post", "member_import_urungkan", {"import_id": 1}),
    ("get", "staff_factors", {"pk": 1}),
    ("post", "staff_factors", {"pk": 1}),
    ("post", "staff_sign_out", {"pk": 1}),
    ("get", "app_certificate", {}),
    ("post", "app_certificate", {}),
]
"""Views by which data of many people leaves or changes, or access does."""


@pytest.fixture
def everybody(client):
    """A client of somebody with all roles."""
    client.force_login(staff(*Role))
    return client


def grow_old(client, age):
    """Makes the sign-in of the only session so old, as if it had been used since."""
    OpenSession.objects.update(signed_in_at=clock.now() - age)


def asks(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/akun/pastikan/")


@pytest.mark.parametrize(("name", "parts"), PHOTOS)
def test_photos_need_a_proof_of_the_last_eight_hours(everybody, name, parts):
    path = reverse(f"desk:{name}", kwargs=parts)
    grow_old(everybody, timedelta(hours=7, minutes=58))
    assert not asks(everybody.get(path))
    grow_old(everybody, timedelta(hours=8))
    assert asks(everybody.get(path))
    everybody.post("/akun/pastikan/", {"password": PASSWORD})
    assert not asks(everybody.get(path))


@pytest.mark.parametrize(("method", "name", "parts"), MANY)
def test_data_of_many_needs_a_proof_of_the_last_minutes(everybody, method, name, parts):
    path, send = reverse(f"desk:{name}", kwargs=parts), getattr(everybody, method)
    grow_old(everybody, timedelta(minutes=15))
    assert asks(send(path))
    everybody.post("/akun/pastikan/", {"password": PASSWORD})
    assert not asks(send(path))


def test_export_that_was_interrupted_goes_on(everybody):
    grow_old(everybody, timedelta(minutes=20))
    path = reverse("desk:download_events")
    asked = everybody.post(path, "siapa=staff", content_type="application/x-www-form-urlencoded")
    answer = everybody.post("/akun/pastikan/", {"password": PASSWORD, "next": path})
    assert asks(asked)
    assert answer.headers["Content-Type"].startswith("text/csv")


def test_wrong_password_proves_nothing(everybody):
    grow_old(everybody, timedelta(minutes=20))
    everybody.post("/akun/pastikan/", {"password": "salah sekali"})
    assert asks(everybody.post(reverse("desk:download_events")))


def test_library_sets_how_long_a_proof_lasts(everybody, settings):
    settings.LIBRARY = with_policies(settings.LIBRARY, photo_proof_hours=1)
    grow_old(everybody, timedelta(hours=1))
    assert asks(everybody.get(reverse("desk:spotless")))


@pytest.mark.parametrize("method", ["get", "post"])
def test_correcting_a_member_asks_for_a_fresh_proof(everybody, method):
    path = reverse("desk:member_correct", kwargs={"pk": factories.member().pk})
    assert not asks(everybody.get(path))
    grow_old(everybody, timedelta(minutes=16))
    assert asks(getattr(everybody, method)(path))
