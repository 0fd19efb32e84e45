"""Tests for a school behind one network address: many sign in within a minute, some mistype."""

import pytest
from django.test import Client

from tests.accounts.factories import PASSWORD, person

pytestmark = pytest.mark.django_db
PUPILS = 45
SLIPS = 25


def sign_in(login: str, password: str = PASSWORD) -> int:
    return Client().post("/masuk/", {"login": login, "password": password}).status_code


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
