"""An account with neither password nor passkey gets its first only soon after a sign-in."""

from datetime import timedelta

import pytest
from django.test import Client

from rontal.accounts.open_sessions.models import OpenSession
from rontal.core import clock
from tests.support.accounts.factories import person

pytestmark = pytest.mark.django_db
NEW = "pisau-pangrupak-baru"
PATHS = ("/sandi/pasang/", "/akun/kunci/tambah/", "/akun/aplikasi-kode/pasang/", "/aktivasi/kunci/")


@pytest.fixture
def browser() -> Client:
    """Returns a browser in which such a person has signed in."""
    client = Client()
    client.force_login(person(password=None), backend="rontal.accounts.backends.PasswordBackend")
    return client


@pytest.mark.parametrize("path", PATHS)
def test_old_session_adds_no_proof(browser: Client, path: str) -> None:
    OpenSession.objects.update(signed_in_at=clock.now() - timedelta(minutes=11))
    answer = browser.post(path, {"password1": NEW, "password2": NEW})
    assert answer["Location"] == f"/masuk/?next={path}"
    assert "_auth_user_id" not in browser.session


def test_fresh_session_sets_a_password(browser: Client) -> None:
    answer = browser.post("/sandi/pasang/", {"password1": NEW, "password2": NEW})
    assert answer.status_code == 302
    assert "/masuk/" not in answer["Location"]
