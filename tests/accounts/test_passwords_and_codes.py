"""Tests of passwords as they are typed, of codes that are used twice, and of session keys."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.test import Client
from lxml import html

from rontal.accounts.selectors import reset_path
from rontal.core import clock
from tests.support.accounts.factories import PASSWORD, person

pytestmark = pytest.mark.django_db
CHANGE, SECOND_STEP = "/sandi/ganti/", "/masuk/langkah-kedua/"
LONG = "lontar dan pisau dari desa tua di kaki gunung " * 4
LOGIN_PAGES = {"/masuk/": "current-password", CHANGE: "new-password"}


@pytest.fixture(autouse=True)
def no_attempts_of_others():
    cache.clear()


def sign_in(client, user, password=PASSWORD):
    return client.post("/masuk/", {"login": user.login_name, "password": password})


def signed_in(client):
    return client.session.get("_auth_user_id")


def new_password(client, new, *, old=PASSWORD):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def codes_at(secret, moment):
    with time_machine.travel(moment, tick=False):
        counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def secret_and_user():
    user, secret = person(), totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret, user


# Passwords


def test_change_needs_the_current_password(client):
    user = person()
    sign_in(client, user)
    page = new_password(client, "pisau-dan-lontar", old="bukan-sandi-ini")
    assert page.status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_fields_hide_the_password_and_work_with_password_managers(client):
    for path, purpose in LOGIN_PAGES.items():
        page = html.fromstring(client.get(path).content)
        for field in page.xpath("//input[@type='password']"):
            assert field.get("autocomplete") in (purpose, "current-password"), path
            assert field.get("onpaste") is None
            assert field.get("maxlength") is None or int(field.get("maxlength")) >= 128
        named = page.xpath("//input[contains(@name, 'password')]/@type")
        assert named, path
        assert set(named) == {"password"}
        sign_in(client, person())


def test_password_counts_exactly_as_typed(client):
    user = person()
    sign_in(client, user)
    spaced = " Lontar dan Pisau "
    assert new_password(client, spaced).status_code == 302
    for wrong in (spaced.strip(), spaced.lower(), spaced.rstrip()):
        assert sign_in(Client(), user, wrong).status_code == 200, wrong
    assert sign_in(Client(), user, spaced).status_code == 302


def test_long_password_is_neither_refused_nor_cut(client):
    user = person()
    sign_in(client, user)
    assert len(LONG) > 128
    assert new_password(client, LONG).status_code == 302
    assert sign_in(Client(), user, LONG[:-2]).status_code == 200
    assert sign_in(Client(), user, LONG).status_code == 302


def test_password_is_never_asked_to_be_changed_for_its_age(client):
    user = person()
    with time_machine.travel(clock.now() + timedelta(days=3650)):
        assert sign_in(client, user)["Location"] == "/"
        assert client.get(CHANGE).status_code == 200


def test_reset_signs_nobody_in_and_leaves_the_second_step(client, secret_and_user):
    _secret, user = secret_and_user
    page = client.get(reset_path(user), follow=True)
    new = "pisau-dan-lontar"
    done = client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done.status_code == 302
    assert signed_in(client) is None
    assert sign_in(client, user, new)["Location"].startswith(SECOND_STEP)
    assert signed_in(client) is None


def test_used_link_of_a_reset_sets_no_second_password(client):
    user = person()
    link = reset_path(user)
    page = client.get(link, follow=True)
    fields = {"password1": "pisau-dan-lontar", "password2": "pisau-dan-lontar"}
    client.post(page.request["PATH_INFO"], fields)
    user.refresh_from_db()
    again = Client().get(link, follow=True)
    assert b"password1" not in again.content
    assert not default_token_generator.check_token(user, link.strip("/").split("/")[-1])


# Codes of the second step


def test_code_of_the_app_works_only_once(secret_and_user):
    secret, user = secret_and_user
    code = codes_at(secret, clock.now())
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, user)
        client.post(SECOND_STEP, {"code": code})
    assert signed_in(first) == str(user.pk)
    assert signed_in(second) is None


def test_code_of_the_app_is_valid_for_its_half_minute_only(secret_and_user):
    secret, user = secret_and_user
    at = clock.now().replace(second=15, microsecond=0)
    for moment in (at - timedelta(seconds=30), at + timedelta(seconds=30)):
        client, code = Client(), codes_at(secret, moment)
        with time_machine.travel(at, tick=False):
            sign_in(client, user)
            client.post(SECOND_STEP, {"code": code})
        assert signed_in(client) is None


def test_recovery_code_works_only_once_and_cannot_be_guessed(secret_and_user):
    _secret, user = secret_and_user
    codes = RecoveryCodes.activate(user).get_unused_codes()
    assert all(re.fullmatch(r"\d{8}", code) for code in codes), "26 bits"
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, user)
        client.post(SECOND_STEP, {"code": codes[0]})
    assert signed_in(first) == str(user.pk)
    assert signed_in(second) is None


# Sessions


def test_each_sign_in_gives_a_new_key_of_at_least_128_bits():
    user, keys = person(), set()
    for _time in range(3):
        client = Client()
        sign_in(client, user)
        keys.add(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(keys) == 3
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys), "165 bits"


def test_key_that_was_planted_before_signing_in_opens_nothing(client):
    planted = client.session
    planted["language"] = "id"
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    sign_in(client, person())
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    assert client.get(CHANGE).status_code == 200
    assert stranger.get(CHANGE)["Location"].startswith("/masuk/")


def test_account_stores_its_password_by_argon2id():
    assert identify_hasher(person().password).algorithm == "argon2"
