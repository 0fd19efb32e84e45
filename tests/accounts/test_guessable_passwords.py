"""Passwords that programs guess first are refused; unusual words are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from rontal.accounts import services
from rontal.accounts.errors import WeakPassword
from rontal.accounts.models import User
from rontal.accounts.passwords import typeable_password
from rontal.core.actors import Actor

PERSON = User(login_name="TBN2026000017", name="Ni Luh Sekarwangi", email="sekarjepun@contoh.id")


@pytest.mark.parametrize(
    "password",
    [
        "bismillah123", "perpustakaan", "Perpustakaan2026", "perpustakaan1!", "sayangku123",
        "iloveyou123", "qwertyuiop", "1234567890", "aaaaaaaaaaaa", "081234567890", "p@ssw0rd123",
        "abcdefghij", "indonesia1945", "alhamdulillah", "tabanan2026",
    ],
)  # fmt: skip
def test_common_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    ["sekarwangi1", "Sekarwangi2026", "sekarjepun12", "TBN2026000017", "sekarjepun@contoh.id"],
)
def test_own_name_number_and_address_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, PERSON)


@pytest.mark.parametrize(
    "password",
    [
        "daun lontar kering",
        "kuda-lima-jendela",
        "9415-8830-2176-45",
        "9415883021764503",
        " tepi sungai biru ",
        "ᬩᬮᬶᬲᬓᬮ ᬓᬸᬢ",
        "x" + "kelapa gading " * 40,
    ],
)
def test_unusual_words_and_long_numbers_are_accepted(password):
    validate_password(password, PERSON)


def test_first_passwords_on_paper_are_accepted():
    for _ in range(50):
        validate_password(typeable_password())


def test_a_new_account_cannot_have_its_own_name_as_password(db):
    with pytest.raises(WeakPassword):
        services.create(
            login_name="TBN2026000018",
            email="x@contoh.id",
            name="Komang Wirajaya",
            password="wirajaya2026",
            actor=Actor.system("test"),
        )
