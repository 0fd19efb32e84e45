"""Tests for first passwords on paper: valid for some days, and only for choosing another."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.accounts import services
from rontal.accounts.errors import HasSignedIn
from rontal.accounts.models import User
from rontal.accounts.passwords import typeable_password
from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.core.models import Event
from tests.support.accounts.factories import SYSTEM, person

pytestmark = pytest.mark.django_db
OWN = "sandi buatan saya sendiri"


def first_password_link() -> tuple[User, str]:
    user = person(password=None)
    return user, services.issue_first_password(user_id=user.pk, actor=SYSTEM)


def sign_in(user: User, password: str) -> tuple[Client, bool]:
    client = Client()
    response = client.post("/masuk/", {"login": user.login_name, "password": password})
    return client, response.status_code == 302


def test_first_password_is_long_enough_easy_to_type_and_unique():
    passwords = {typeable_password() for _ in range(200)}
    assert len(passwords) == 200
    for one in passwords:
        services.check_password_strength(password=one)
        assert one.replace("-", "").isalpha()


def test_first_password_opens_only_the_password_page_until_it_is_changed():
    user, password = first_password_link()
    client, entered = sign_in(user, password)
    assert entered
    for path in ("/rak/", "/kartu/", "/akun/data/"):
        assert client.get(path)["Location"].startswith("/sandi/ganti/?next=")
    assert client.get("/koleksi/").status_code == 200
    page = client.get("/sandi/ganti/").content.decode()
    assert "slip" in page
    changed = client.post(
        "/sandi/ganti/?next=/kartu/",
        {"oldpassword": password, "password1": OWN, "password2": OWN, "next": "/kartu/"},
    )
    assert changed.status_code == 302
    assert User.objects.get(pk=user.pk).first_password_until is None
    assert not str(client.get("/rak/").headers.get("Location", "")).startswith("/sandi/")
    assert sign_in(user, OWN)[1]
    assert not sign_in(user, password)[1]


def test_first_password_expires():
    user, password = first_password_link()
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert not sign_in(user, password)[1]


def test_new_first_password_replaces_the_former_and_only_its_hash_is_stored():
    user, first = first_password_link()
    second = services.issue_first_password(user_id=user.pk, actor=SYSTEM)
    assert not sign_in(user, first)[1]
    assert sign_in(user, second)[1]
    events = Event.objects.filter(name="account:first_password").order_by("pk")
    assert [event.data for event in events] == [{}, {}]
    assert second not in User.objects.get(pk=user.pk).password


def test_account_with_its_own_password_gets_no_first_password():
    with pytest.raises(HasSignedIn):
        services.issue_first_password(user_id=person().pk, actor=SYSTEM)
    user, password = first_password_link()
    sign_in(user, password)
    with pytest.raises(HasSignedIn):
        services.issue_first_password(user_id=user.pk, actor=SYSTEM)


def test_closed_account_gets_no_first_password():
    user = person(password=None)
    services.close(user_id=user.pk, actor=SYSTEM)
    with pytest.raises(NotFound):
        services.issue_first_password(user_id=user.pk, actor=SYSTEM)
