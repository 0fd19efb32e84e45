"""Tests of sessions: a person stays signed in while account and session are valid."""

import base64
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client

from rontal.accounts import selectors, services
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.sessions import SessionStore, stored_key
from rontal.core import clock
from tests.support.accounts.factories import SYSTEM, person, staff

pytestmark = pytest.mark.django_db


def key_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.cookies["rontal"].value)


def user_of_session(key: str | None) -> Any:
    """Returns the user of a request with this session key."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    AuthenticationMiddleware(lambda _request: HttpResponse()).process_request(request)
    return request.user


def test_session_identifies_its_user() -> None:
    user = person()
    assert user_of_session(key_of(user)) == user


@pytest.mark.parametrize("key", [None, "x" * 32, "x" * 500, "' OR 1=1 --"])
def test_unknown_session_key_has_no_user(key: str | None) -> None:
    assert not user_of_session(key).is_authenticated


def test_ended_session_has_no_user_and_stores_no_key() -> None:
    key = key_of(person())
    Session.objects.filter(pk=stored_key(key)).update(
        expire_date=clock.now() - timedelta(seconds=1)
    )
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    assert store.get("_auth_user_id") is None
    assert store.session_key is None


def test_the_database_has_no_key_that_opens_a_session() -> None:
    key = key_of(person())
    (row,) = Session.objects.all()
    assert key not in row.session_key
    assert not user_of_session(row.session_key).is_authenticated
    assert user_of_session(key).is_authenticated


def test_the_content_of_a_session_is_sealed() -> None:
    store = SessionStore()
    store["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
    store.save()
    row = Session.objects.get()
    plain = base64.b64decode(row.session_data)
    assert b"totp" not in plain
    assert b"JBSWY3DPEHPK3PXP" not in plain
    row.session_data = base64.b64encode(plain[:-1] + b"x").decode()
    row.save()
    assert SessionStore(store.session_key).get("mfa.totp.secret") is None


def test_content_that_is_moved_to_another_session_does_not_open() -> None:
    """Who writes the database cannot make their own session that of somebody else."""
    theirs = key_of(person())
    own = SessionStore()
    own["place"] = 1
    own.save()
    assert user_of_session(theirs).is_authenticated
    stolen = Session.objects.get(session_key=stored_key(theirs)).session_data
    Session.objects.filter(session_key=stored_key(own.session_key or "")).update(
        session_data=stolen
    )
    assert dict(SessionStore(own.session_key).items()) == {}


def test_a_session_is_saved_again_in_its_own_row_and_deleted() -> None:
    store = SessionStore()
    store["place"] = 1
    store.save()
    key = store.session_key
    assert key is not None
    again = SessionStore(key)
    again["place"] = 2
    again.save()
    assert SessionStore(key)["place"] == 2
    assert Session.objects.count() == 1
    assert again.exists(key)
    again.cycle_key()
    assert not again.exists(key)
    assert again["place"] == 2
    again.delete()
    assert not Session.objects.exists()


def test_session_with_a_new_key_stays_signed_in() -> None:
    store = SessionStore(key_of(person()))
    store["place"] = 1
    store.cycle_key()
    store.save()
    assert store.session_key is not None
    assert user_of_session(store.session_key).is_authenticated


def test_emptied_session_can_be_signed_in_again() -> None:
    store = SessionStore(key_of(person()))
    content = dict(store.items())
    store.flush()
    store["place"] = 1
    store.save()
    store.update(content)
    store.save()
    assert store.session_key is not None
    assert user_of_session(store.session_key).is_authenticated


def test_session_of_a_closed_account_has_no_user() -> None:
    user = person()
    key = key_of(user)
    services.close(user_id=user.pk, actor=SYSTEM)
    assert not user_of_session(key).is_authenticated


def test_a_new_password_ends_other_sessions() -> None:
    user = person()
    key = key_of(user)
    user.set_password("lain sekali 2026")
    user.save(update_fields=["password"])
    assert not user_of_session(key).is_authenticated
    assert not Session.objects.filter(pk=stored_key(key)).exists()


def test_ended_session_is_rejected_at_once() -> None:
    key = key_of(person())
    assert user_of_session(key).is_authenticated
    Session.objects.filter(pk=stored_key(key)).delete()
    assert not user_of_session(key).is_authenticated


def test_user_of_a_session_is_loaded_with_roles(
    django_assert_num_queries: Any,
) -> None:
    clerk, reader = staff(Role.CLERK, Role.LIBRARIAN), person()
    with django_assert_num_queries(2):
        user, other = selectors.signed_in(clerk.pk), selectors.signed_in(reader.pk)
        assert user is not None
        assert other is not None
        assert selectors.actor_of(user).roles == {Role.CLERK, Role.LIBRARIAN}
        assert not selectors.actor_of(other).roles
    for field in User._meta.concrete_fields:
        assert getattr(other, field.attname) == getattr(User.objects.get(pk=reader.pk), field.name)
    assert selectors.signed_in(0) is None


def test_user_loaded_from_a_session_can_be_saved() -> None:
    user = person()
    signed_in = selectors.signed_in(user.pk)
    assert signed_in is not None
    signed_in.language = "en"
    signed_in.save(update_fields=["language"])
    assert User.objects.get(pk=user.pk).language == "en"
