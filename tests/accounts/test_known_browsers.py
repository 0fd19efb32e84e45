"""Tests that strangers cannot lock an account for its person, and that guessing stays limited."""

import base64
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rontal.accounts import device_cookie, services
from rontal.accounts.models import User
from rontal.accounts.selectors import reset_path
from rontal.core import clock
from rontal.core.models import Event
from tests.support.accounts.factories import PASSWORD, person
from tests.support.accounts.passkeys import SoftwarePasskey

pytestmark = pytest.mark.django_db
HERE, AWAY = "198.51.100.1", "203.0.113.2"
NEW = "pisau-pangrupak-baru"


def try_password(client: Client, login: str, password: str = PASSWORD) -> int:
    return client.post("/masuk/", {"login": login, "password": password}).status_code


def browser_of(*users: User, address: str = HERE) -> Client:
    """Returns a browser in which these people have signed in, and out again."""
    client = Client(REMOTE_ADDR=address)
    for user in users:
        assert try_password(client, user.login_name) == 302
        client.post("/keluar/")
    return client


def lock(*names: str, address: str = AWAY) -> None:
    """A stranger tries passwords until the names are blocked."""
    for name in names:
        for number in range(5):
            assert try_password(Client(REMOTE_ADDR=address), name, f"tebakan-{number}") == 200
        assert try_password(Client(REMOTE_ADDR=address), name) == 429


def test_browser_that_signed_in_before_is_not_locked_by_strangers() -> None:
    user = person()
    own = browser_of(user)
    lock(user.login_name, user.email)
    assert try_password(Client(REMOTE_ADDR=HERE), user.login_name) == 429, "a new browser waits"
    assert try_password(own, user.login_name) == 302
    own.post("/keluar/")
    assert try_password(own, user.email) == 302


def test_passkey_is_not_locked_by_strangers() -> None:
    user = person()
    passkey = SoftwarePasskey(user)
    lock(user.login_name, user.email)
    client = Client(REMOTE_ADDR=HERE)
    assert passkey.sign_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.whole
def test_strangers_at_the_same_address_do_not_lock_the_browser() -> None:
    user = person()
    own = browser_of(user, address=HERE)
    for number in range(60):
        try_password(Client(REMOTE_ADDR=HERE), f"tidak-ada-{number}", "salah")
    assert try_password(Client(REMOTE_ADDR=HERE), user.login_name) == 429
    assert try_password(own, user.login_name) == 302


def test_known_browser_may_guess_as_little_as_a_stranger() -> None:
    user = person()
    own = browser_of(user)
    codes = [try_password(own, user.login_name, f"tebakan-{number}") for number in range(5)]
    assert codes == [200] * 5
    assert try_password(own, user.login_name) == 429
    assert try_password(own, user.email) == 429, "the number and the address count together"
    assert try_password(Client(), user.login_name) == 302, "nor does the browser lock others"


def test_relative_may_guess_no_more_than_a_stranger_by_the_address_that_a_family_shares() -> None:
    relative, _other = person(email="keluarga@contoh.id"), person(email="keluarga@contoh.id")
    codes = []
    for number in range(6):
        own = browser_of(relative)  # a new browser, known to the account of the relative
        codes.append(try_password(own, "keluarga@contoh.id", f"tebakan-{number}"))
    assert codes == [200] * 5 + [429]


def test_cookie_opens_no_other_account() -> None:
    user, other = person(), person()
    own = browser_of(user)
    lock(other.login_name)
    assert try_password(own, other.login_name) == 429


def test_family_shares_a_browser() -> None:
    family = [person() for _number in range(3)]
    shared = browser_of(*family)
    lock(*(one.login_name for one in family))
    for one in family:
        assert try_password(shared, one.login_name) == 302
        shared.post("/keluar/")


def test_browser_forgets_the_sixth_account() -> None:
    first, *others = [person() for _number in range(device_cookie.MAX_ACCOUNTS + 1)]
    shared = browser_of(first, *others)
    lock(first.login_name, others[0].login_name)
    assert try_password(shared, first.login_name) == 429
    assert try_password(shared, others[0].login_name) == 302


def test_forged_altered_and_old_cookies_are_those_of_strangers() -> None:
    user = person()
    value = browser_of(user).cookies[device_cookie.NAME].value
    raw = base64.urlsafe_b64decode(value)
    lock(user.login_name)
    later = raw[:13] + bytes([raw[13] ^ 1]) + raw[14:]
    for forged in ("", "x", "=", "é", "A" * 40, value[:-4], value * 9, _text(later)):
        client = Client()
        client.cookies[device_cookie.NAME] = forged
        assert try_password(client, user.login_name) == 429, forged
    client = Client()
    client.cookies[device_cookie.NAME] = value
    assert try_password(client, user.login_name) == 302


def test_cookie_is_valid_for_a_year() -> None:
    user = person()
    value = browser_of(user).cookies[device_cookie.NAME].value
    for days, code in ((364, 302), (367, 429)):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            lock(user.login_name)
            client = Client(REMOTE_ADDR=HERE)
            client.cookies[device_cookie.NAME] = value
            assert try_password(client, user.login_name) == code, days


def test_cookie_says_nothing_about_the_account() -> None:
    user = person(login_name="TBN0042", email="rahasia@contoh.id")
    values = [browser_of(user).cookies[device_cookie.NAME].value for _twice in range(2)]
    assert values[0] != values[1]
    raw = base64.urlsafe_b64decode(values[0])
    assert len(raw) == device_cookie.ENTRY_BYTES
    assert b"TBN" not in raw
    assert b"rahasia" not in raw


@pytest.mark.parametrize("secure", [True, False])
def test_cookie_is_unreadable_for_scripts_and_secure_where_the_site_is(
    secure: bool, settings: Any
) -> None:
    settings.SECURE = secure
    cookie = browser_of(person()).cookies[device_cookie.NAME]
    assert (bool(cookie["httponly"]), bool(cookie["secure"]), cookie["samesite"]) == (
        True, secure, "Lax",
    )  # fmt: skip
    assert (cookie["path"], cookie["max-age"]) == ("/", 365 * 86_400)


def test_new_password_makes_other_browsers_unknown_but_not_this_one() -> None:
    user = person()
    other, this = browser_of(user), browser_of(user)
    assert try_password(this, user.login_name) == 302
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert this.post("/sandi/ganti/", fields).status_code == 302
    this.post("/keluar/")
    lock(user.login_name)
    assert try_password(other, user.login_name, NEW) == 429
    assert try_password(this, user.login_name, NEW) == 302


def test_person_who_is_signed_in_can_confirm_the_password_while_strangers_try() -> None:
    user = person()
    client = Client(REMOTE_ADDR=HERE)
    client.force_login(user, backend="rontal.accounts.backends.PasswordBackend")
    assert device_cookie.NAME not in client.cookies
    lock(user.login_name)
    wrong = [client.post("/akun/pastikan/", {"password": f"salah-{n}"}) for n in range(5)]
    assert {answer.status_code for answer in wrong} == {200}
    assert client.post("/akun/pastikan/", {"password": PASSWORD}).status_code == 200
    cache.clear()
    lock(user.login_name)
    assert client.post("/akun/pastikan/", {"password": PASSWORD}).status_code == 302


def test_mistyped_confirmation_counts_for_one_account_of_a_family() -> None:
    user, _other = person(email="keluarga@contoh.id"), person(email="keluarga@contoh.id")
    services.confirm_address(user_id=user.pk)
    client = Client(REMOTE_ADDR=HERE)
    client.force_login(user, backend="rontal.accounts.backends.PasswordBackend")
    assert client.post("/akun/pastikan/", {"password": "salah"}).status_code == 200
    failed = Event.objects.filter(name="account:sign_in_failed")
    assert [int(one.subject_id) for one in failed] == [user.pk]


@pytest.mark.whole
def test_password_reset_leaves_the_limit_of_the_network_address() -> None:
    user = person()
    services.confirm_address(user_id=user.pk)
    for number in range(60):
        try_password(Client(REMOTE_ADDR=HERE), f"tidak-ada-{number}", "salah")
    client = Client(REMOTE_ADDR=HERE)
    path = client.get(reset_path(user), follow=True).redirect_chain[-1][0]
    assert client.post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert try_password(Client(REMOTE_ADDR=HERE), "tidak-ada", "salah") == 429


def test_password_reset_ends_the_block() -> None:
    user = person()
    lock(user.login_name, user.email)
    client = Client(REMOTE_ADDR=HERE)
    path = client.get(reset_path(user), follow=True).redirect_chain[-1][0]
    assert client.post(path, {"password1": NEW, "password2": NEW}).status_code == 302
    assert try_password(client, user.login_name, NEW) == 302
    assert try_password(Client(REMOTE_ADDR=HERE), user.email, NEW) == 302


def test_unknown_names_wait_like_known_ones() -> None:
    lock("tidak-ada")
    assert not Event.objects.filter(name="account:locked").exists()


def test_closed_account_is_unknown_to_its_browser() -> None:
    user = person()
    own = browser_of(user)
    services.close(user_id=user.pk, actor=services.Actor.system("test"))
    assert try_password(own, user.login_name) == 200


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()
