"""Tests for a school behind one network address: many sign in within a minute, some mistype."""

from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from rontal.accounts.backends import SHARING
from tests.support.accounts.factories import PASSWORD, person

pytestmark = pytest.mark.django_db
PUPILS = 45
SLIPS = 25


def sign_in(login: str, password: str = PASSWORD) -> int:
    return Client().post("/masuk/", {"login": login, "password": password}).status_code


@pytest.mark.whole
def test_a_class_signs_in_from_one_address_though_many_mistype() -> None:
    pupils = [person(login_name=f"TBN{number:04}") for number in range(PUPILS)]
    attempts = [sign_in(pupil.login_name, "salah-ketik") for pupil in pupils[:SLIPS]]
    assert set(attempts) == {200}
    assert {sign_in(pupil.login_name) for pupil in pupils} == {302}


def test_guessing_passwords_of_one_account_is_throttled() -> None:
    pupil, other = person(login_name="TBN9999"), person(login_name="TBN9998")
    for number in range(5):
        assert sign_in(pupil.login_name, f"tebakan-{number}") == 200
    assert sign_in(pupil.login_name) == 429  # Even the right password is refused for a while.
    assert sign_in(other.login_name) == 302


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], int]:
    """Returns a function that signs in and returns how many times a password was hashed."""
    calls: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(*args: str, _real: Callable[..., object] = real, _name: str = name) -> object:
            calls.append(_name)
            return _real(*args)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)

    def sign_in_and_count(login: str, password: str) -> int:
        calls.clear()
        authenticate(None, username=login, password=password)
        return len(calls)

    return sign_in_and_count


def test_failure_costs_the_same_however_many_accounts_share_the_address(
    hashings: Callable[[str, str], int],
) -> None:
    for family, members in (("satu", 1), ("dua", 2), ("lima", SHARING), ("banyak", SHARING + 3)):
        for _member in range(members):
            person(email=f"{family}@contoh.example")
    person(email="tanpa@contoh.example", password=None)
    known = ["satu", "dua", "lima", "banyak", "tanpa", "tidakada"]
    counts = {name: hashings(f"{name}@contoh.example", "salah-ketik") for name in known}
    assert counts == dict.fromkeys(known, SHARING)


def test_failure_costs_the_same_for_a_known_and_an_unknown_name(
    hashings: Callable[[str, str], int],
) -> None:
    person(login_name="TBN5001")
    assert hashings("TBN5001", "salah-ketik") == hashings("TBN5002", "salah-ketik") == 1


def test_those_who_signed_in_last_keep_the_address() -> None:
    address = "keluarga@contoh.example"
    passwords = [f"lontar-nomor-{number}" for number in range(SHARING + 1)]
    family = [person(email=address, password=password) for password in passwords]
    assert sign_in(family[-1].login_name, passwords[-1]) == 302
    latest, earliest = (
        authenticate(None, username=address, password=passwords[i]) for i in (-1, 0)
    )
    assert (latest, earliest) == (family[-1], family[0])
    assert authenticate(None, username=address, password=passwords[-2]) is None
    assert sign_in(family[-2].login_name, passwords[-2]) == 302
