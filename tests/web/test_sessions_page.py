"""Tests of the page on which a person sees and ends sessions."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from rontal.accounts.browsers import coarse_name
from rontal.accounts.sessions import SessionStore
from rontal.core import clock
from rontal.core.models import Event
from tests.support.accounts.factories import PASSWORD, person, staff

pytestmark = pytest.mark.django_db
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.6778.81 Mobile Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"


def sign_in(user, agent):
    client = Client(headers={"user-agent": agent})
    client.post("/masuk/", {"login": user.login_name, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get("/akun/keamanan/").status_code == 200


@pytest.fixture
def two():
    user = person()
    return sign_in(user, ANDROID), sign_in(user, FIREFOX)


def test_page_lists_browsers_and_names_this_one(two):
    phone, computer = two
    page = phone.get("/akun/sesi/").content.decode()
    assert page.index("Chrome, Android") < page.index("peramban ini") < page.index("Firefox, Wind")
    assert "SM-A155F" not in page
    assert "131.0" not in page
    assert page.count('name="session"') == 1


def test_one_session_is_ended(two):
    phone, computer = two
    stored = phone.get("/akun/sesi/").context["lines"][1].stored
    assert phone.post("/akun/sesi/akhiri/", {"session": stored}).status_code == 302
    assert is_signed_in(phone)
    assert not is_signed_in(computer)
    assert Event.objects.filter(name="account:sessions_ended").count() == 1


def test_all_other_sessions_are_ended(two):
    phone, computer = two
    stranger = sign_in(person(), FIREFOX)
    phone.post("/akun/sesi/akhiri-lainnya/")
    assert [is_signed_in(one) for one in (phone, computer, stranger)] == [True, False, True]


@pytest.mark.whole
@pytest.mark.parametrize("session", ["", "x", "a" * 5000, "\x00", "own"])
def test_unknown_session_and_that_of_a_stranger_are_not_ended(two, session):
    phone, _computer = two
    stranger = sign_in(person(), FIREFOX)
    if session == "own":
        session = stranger.get("/akun/sesi/").context["lines"][0].stored
    phone.post("/akun/sesi/akhiri/", {"session": session})
    assert is_signed_in(stranger)
    assert is_signed_in(phone)
    assert not Event.objects.filter(name="account:sessions_ended").exists()


def test_this_session_is_ended_by_signing_out_only(two):
    phone, _computer = two
    stored = phone.get("/akun/sesi/").context["lines"][0].stored
    phone.post("/akun/sesi/akhiri/", {"session": stored})
    assert is_signed_in(phone)


def test_key_on_the_page_opens_no_session(two):
    phone, _computer = two
    for line in phone.get("/akun/sesi/").context["lines"]:
        assert not SessionStore(line.stored).get("_auth_user_id")


def test_session_that_has_reached_a_limit_is_not_listed():
    user = staff()
    old, new = sign_in(user, ANDROID), None
    with clock.frozen_at(clock.now() + timedelta(hours=1)):
        new = sign_in(user, FIREFOX)
        page = new.get("/akun/sesi/").content.decode()
    assert "Firefox, Windows" in page
    assert "Chrome, Android" not in page
    assert old


def test_new_password_ends_all_other_sessions_at_once(two):
    phone, computer = two
    new = "pisau-baru-2026"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert phone.post("/sandi/ganti/", fields).status_code == 302
    assert Session.objects.count() == 1
    assert is_signed_in(phone)
    assert not is_signed_in(computer)


def test_list_takes_as_many_queries_for_one_session_as_for_ten(django_assert_num_queries):
    user = person()
    clients = [sign_in(user, ANDROID)]
    with django_assert_num_queries(3):  # session, account, list
        clients[0].get("/akun/sesi/")
    clients += [sign_in(user, FIREFOX) for _ in range(9)]
    with django_assert_num_queries(3):
        assert len(clients[0].get("/akun/sesi/").context["lines"]) == 10


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (ANDROID, "Chrome, Android"),
        (FIREFOX, "Firefox, Windows"),
        (ANDROID.replace("Chrome/", "SamsungBrowser/27.0 Chrome/"), "Samsung Internet, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iOS",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_browser_is_named_coarsely(agent, name):
    assert coarse_name(agent) == name
