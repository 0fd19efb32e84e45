"""Tests for signing in by member number or by an e-mail address that a family shares."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate

from rontal.accounts import selectors, services
from rontal.accounts.errors import LoginNameTaken, WeakPassword
from rontal.accounts.roles import Role
from rontal.core.models import Event
from tests.support.accounts.factories import PASSWORD, SYSTEM, person, staff

pytestmark = pytest.mark.django_db
FAMILY = "keluarga@contoh.id"


def sign_in(login: str, password: str = PASSWORD):
    return authenticate(None, username=login, password=password)


def test_sign_in_by_number_and_by_address_in_any_case():
    user = person(login_name="TBN0001", email="Sari@Contoh.id")
    assert sign_in("tbn0001") == user
    assert sign_in(" sari@contoh.ID ") == user


def test_sign_in_page_accepts_an_address_longer_than_any_login_name(client):
    user = person(email=f"{'sangat-panjang-' * 4}sekali@perpustakaan.contoh.id")
    answer = client.post("/masuk/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_family_sharing_an_address_is_distinguished_by_password():
    mother = person(email=FAMILY)
    son = person(email=FAMILY, password="layang-layang-biru")
    assert sign_in(FAMILY) == mother
    assert sign_in(FAMILY, "layang-layang-biru") == son


def test_same_address_and_password_require_the_member_number():
    first, second = person(email=FAMILY), person(email=FAMILY)
    assert sign_in(FAMILY) is None
    assert sign_in(first.login_name) == first
    assert sign_in(second.login_name) == second


def test_former_staff_cannot_sign_in_and_lose_their_open_session(client):
    user = staff(Role.CLERK)
    client.force_login(user, backend="rontal.accounts.backends.PasswordBackend")
    assert client.get("/meja/").status_code == 200
    services.close(user_id=user.pk, actor=SYSTEM)
    assert client.get("/meja/").status_code == 302
    assert sign_in(user.login_name) is None
    services.reopen(user_id=user.pk, actor=SYSTEM)
    services.reopen(user_id=user.pk, actor=SYSTEM)
    assert sign_in(user.login_name) == user
    assert Event.objects.filter(name="account:reopened").count() == 1


@pytest.mark.parametrize("login", ["", "nobody", "nobody@contoh.id", "P\x000", "x" * 10_000])
def test_unknown_names_are_refused(login):
    assert sign_in(login) is None


def test_a_closed_account_cannot_sign_in():
    user = person()
    services.close(user_id=user.pk, actor=SYSTEM)
    assert sign_in(user.login_name) is None


def test_an_account_without_a_password_needs_another_way_in():
    user = person(password=None)
    assert sign_in(user.login_name, "") is None
    assert not user.has_usable_password()


@pytest.mark.parametrize("password", ["pendek", "1234567890123", "password123"])
def test_weak_passwords_are_refused(password):
    with pytest.raises(WeakPassword):
        person(password=password)


def test_login_name_is_unique():
    person(login_name="TBN0002")
    with pytest.raises(LoginNameTaken):
        person(login_name="TBN0002")


def test_login_name_of_a_person_is_the_member_number():
    user = person(login_name="R7K4-M2QD")
    services.rename(user_id=user.pk, login_name="TBN0003", actor=SYSTEM)
    assert sign_in("TBN0003") == user
    assert sign_in("R7K4-M2QD") is None


def test_roles_make_staff():
    clerk = staff(Role.CLERK, Role.HEAD)
    assert selectors.actor_of(clerk).has_any(Role.HEAD)
    services.set_roles(user_id=clerk.pk, roles=[Role.LIBRARIAN], actor=SYSTEM)
    assert selectors.roles_of(clerk.pk) == {Role.LIBRARIAN}
    assert not selectors.actor_of(person()).is_staff


def test_account_and_roles_are_loaded_in_one_query(django_assert_num_queries):
    clerk, reader, gone = staff(Role.CLERK, Role.HEAD), person(), staff()
    services.close(user_id=gone.pk, actor=SYSTEM)
    with django_assert_num_queries(2):
        actors = [selectors.actor_of(selectors.signed_in(user.pk)) for user in (clerk, reader)]
    assert [actor.roles for actor in actors] == [{Role.CLERK, Role.HEAD}, frozenset()]
    assert [actor.is_staff for actor in actors] == [True, False]
    assert selectors.signed_in(gone.pk) is None
    services.set_roles(user_id=clerk.pk, roles=[], actor=SYSTEM)
    assert not selectors.actor_of(selectors.signed_in(clerk.pk)).is_staff


def test_staff_with_one_of_several_roles_are_each_named_once():
    both, head, _ = staff(Role.CLERK, Role.HEAD), staff(Role.HEAD), staff(Role.LIBRARIAN)
    assert selectors.staff_with(Role.CLERK, Role.HEAD) == [both, head]
    assert selectors.staff_with(Role.CLERK) == [both]


@pytest.mark.parametrize("by", ["login_name", "email"])
def test_sign_in_page_accepts_number_and_address(client, by):
    user = person()
    answer = client.post("/masuk/", {"login": getattr(user, by), "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_in_page_shows_the_same_error_for_unknown_names_and_wrong_passwords(client):
    user = person()
    wrong = client.post("/masuk/", {"login": user.login_name, "password": "x" * 12})
    unknown = client.post("/masuk/", {"login": "P-unknown", "password": "x" * 12})
    texts = [answer.content.decode().replace(user.login_name, "") for answer in (wrong, unknown)]
    assert wrong.status_code == unknown.status_code == 200
    assert texts[0].count("alert") == texts[1].count("alert")


def test_erased_account_retains_only_its_login_name():
    user = person(login_name="TBN0009")
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    for _twice in range(2):
        services.erase(user_id=user.pk, actor=SYSTEM)
    user.refresh_from_db()
    assert (user.name, user.email, user.password, user.is_active) == ("", "", "", False)
    assert not EmailAddress.objects.exists()
    assert Event.objects.filter(name="account:erased").count() == 1
    with pytest.raises(LoginNameTaken):
        person(login_name="TBN0009")


def test_former_address_stays_nowhere():
    user = person(email="lama@contoh.id")
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    services.correct(user_id=user.pk, name="Ni Wayan Sari", actor=SYSTEM)
    assert EmailAddress.objects.count() == 1
    services.correct(user_id=user.pk, email="baru@contoh.id", actor=SYSTEM)
    assert not EmailAddress.objects.exists()


def test_pages_of_a_signed_in_user_are_not_cached_by_the_browser(client):
    client.force_login(person())
    for path in ("/", "/rak/", "/akun/keamanan/"):
        assert "no-store" in client.get(path)["Cache-Control"], path


def test_one_client_behind_a_proxy_does_not_lock_out_the_others(client, settings):
    settings.TRUSTED_PROXIES = ("127.0.0.0/8",)
    user = person()
    for number in range(12):
        wrong = {"login": f"nobody{number}", "password": "salah-salah-salah"}
        client.post("/masuk/", wrong, headers={"x-forwarded-for": "203.0.113.5"})
    right = {"login": user.login_name, "password": PASSWORD}
    answer = client.post("/masuk/", right, headers={"x-forwarded-for": "198.51.100.9"})
    assert answer.status_code == 302


def test_account_with_a_passkey_only_gets_no_password_without_a_fresh_proof(client):
    user = person(password=None)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "HP"})
    client.force_login(user)
    fields = {"password1": "pisau-pangrupak-baru", "password2": "pisau-pangrupak-baru"}
    answer = client.post("/sandi/pasang/", fields)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/akun/pastikan/")
    user.refresh_from_db()
    assert not user.has_usable_password()
