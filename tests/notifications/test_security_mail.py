"""Tests of the mails about the security of an account, as people get them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rontal.accounts import services
from rontal.accounts.models import User
from rontal.accounts.reading_apps import services as apps
from rontal.accounts.security_events import SECURITY_EVENTS
from rontal.accounts.security_log import record_change
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.notifications.messages.security import NOTICES
from rontal.notifications.models import Message
from tests.support.accounts.factories import PASSWORD, SYSTEM, person, staff
from tests.support.accounts.passkeys import SoftwarePasskey
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db
NEW = "pisau-pangrupak-baru"
BACKEND = "rontal.accounts.backends.PasswordBackend"
PAST_FIRST_STEP = "Ada yang melewati langkah pertama masuk ke akun Anda"
LINK = "/akun/bukan-saya/"
AT = datetime(2026, 11, 30, 23, 59, tzinfo=ZoneInfo("Asia/Makassar"))


@pytest.fixture
def sent(mailoutbox: list[Any]) -> Callable[[Callable[[], Any]], list[Any]]:
    """Returns a function that runs an action and returns its mails; earlier ones are discarded."""

    def letters(act: Callable[[], Any]) -> list[Any]:
        done: set[int] = set()
        carry_on(done)
        mailoutbox.clear()
        act()
        carry_on(done)
        return list(mailoutbox)

    return letters


def sign_in(client: Client, user: User, password: str = PASSWORD):
    return client.post("/masuk/", {"login": user.login_name, "password": password})


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_new_password_is_notified_with_time_account_and_what_to_do(sent: Any) -> None:
    user = person(login_name="TBN0042", email="sari@contoh.id")
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    with time_machine.travel(AT):
        (mail,) = sent(lambda: signed_in(user).post("/sandi/ganti/", fields))
    assert mail.to == ["sari@contoh.id"]
    assert mail.subject == "Kata sandi Anda diganti"
    body = " ".join(mail.body.split())
    assert "Kata sandi akun TBN0042 telah diganti." in body
    assert "Senin, 30 November 2026, 23:59 WITA" in body
    assert LINK in body
    assert PASSWORD not in body
    assert NEW not in body


def test_mail_is_in_the_language_of_the_person(sent: Any) -> None:
    user = person(language="en")
    change = lambda: record_change(event="account:password_changed", user=user)  # noqa: E731
    with time_machine.travel(AT):
        (mail,) = sent(change)
    assert mail.subject == "Your password was changed"
    assert "Monday, 30 November 2026" in mail.body


@pytest.mark.parametrize(
    ("event", "data", "subject"),
    [
        ("password_set", {}, "Kata sandi dipasang untuk akun Anda"),
        ("password_reset", {}, "Kata sandi Anda dibuat baru"),
        ("factor_added", {"what": "totp"}, "Masuk dua langkah dinyalakan"),
        ("factor_removed", {"what": "totp"}, "Masuk dua langkah dimatikan"),
        ("factor_removed", {"what": "passkey"}, "Kunci sandi dihapus dari akun Anda"),
        ("factor_lost", {"reason": "factor_lost"}, "Langkah kedua Anda dilepas"),
        ("codes_renewed", {}, "Kode cadangan baru dibuat"),
        ("factor_failed", {"after": "password", "attempts": 5}, "Ada yang tahu kata sandi Anda"),
        ("factor_failed", {"after": "socialaccount", "attempts": 5}, PAST_FIRST_STEP),
        ("factor_failed", {"how": "totp", "attempts": 5}, PAST_FIRST_STEP),
        ("new_browser", {"how": "password"}, "Akun Anda dibuka dari peramban baru"),
    ],
)
def test_what_matters_is_notified(event: str, data: Any, subject: str, sent: Any) -> None:
    user = person()
    (mail,) = sent(lambda: emit(f"account:{event}", actor=SYSTEM, subject=user, data=data))
    assert (mail.to, mail.subject) == ([user.email], subject)
    assert user.login_name in mail.body
    assert user.login_name not in mail.subject


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("signed_in", {"how": "password", "new_browser": True}),
        ("signed_out", {}),
        ("sign_in_failed", {"how": "password", "attempts": 25}),
        ("locked", {}),
        ("password_set", {"how": "link"}),  # just chosen, by the link of a mail
        ("factor_added", {"what": "recovery_codes"}),
        ("factor_removed", {"what": "recovery_codes"}),
        ("factor_failed", {"how": "totp", "attempts": 1}),
        ("code_used", {}),
        ("refused", {"page": "desk:start"}),
    ],
)
def test_what_strangers_cause_or_the_person_just_did_is_not(
    event: str, data: Any, sent: Any
) -> None:
    assert f"account:{event}" in SECURITY_EVENTS
    user = person()
    assert sent(lambda: emit(f"account:{event}", actor=SYSTEM, subject=user, data=data)) == []


@pytest.mark.parametrize(
    ("event", "subject"),
    [
        ("linked", "Layanan masuk lain dihubungkan dengan akun Anda"),
        ("unlinked", "Layanan masuk lain dilepaskan dari akun Anda"),
    ],
)
def test_link_to_a_provider_is_notified(event: str, subject: str, sent: Any) -> None:
    user, data = person(), {"provider": "uji"}
    (mail,) = sent(lambda: emit(f"sign_on:{event}", actor=SYSTEM, subject=user, data=data))
    assert (mail.to, mail.subject) == ([user.email], subject)
    assert LINK in mail.body


def test_passkey_is_notified(sent: Any) -> None:
    user = person()

    def add() -> None:
        SoftwarePasskey(user)
        record_change(event="account:factor_added", user=user, what="passkey")

    (mail,) = sent(add)
    assert mail.subject == "Kunci sandi ditambahkan ke akun Anda"


def test_reading_app_connected_and_stolen_token_are_notified(sent: Any) -> None:
    user = person()
    app, password = apps.make_password(name="KOReader", actor=Actor.person(user.pk))
    actor = Actor.person(user.pk)
    (mail,) = sent(lambda: apps.connect(name="Thorium", challenge="A" * 43, actor=actor))
    assert (mail.to, mail.subject) == ([user.email], "Sebuah aplikasi baca disambungkan")
    assert password not in mail.body
    (mail,) = sent(lambda: emit("app_password:token_reused", actor=Actor.visitor(), subject=app))
    assert mail.subject == "Sebuah aplikasi baca diputus demi keamanan"
    assert "disalin" in mail.body


def test_staff_are_notified_of_a_new_browser_once_and_members_are_not(sent: Any) -> None:
    clerk, reader, browser = staff(), person(), Client()
    assert sent(lambda: sign_in(browser, clerk)) == [], "the first sign-in of all"
    assert sent(lambda: sign_in(Client(), reader)) == []
    assert sent(lambda: sign_in(Client(), reader)) == []
    browser.post("/keluar/")
    assert sent(lambda: sign_in(browser, clerk)) == []
    (mail,) = sent(lambda: sign_in(Client(), clerk))
    assert (mail.to, mail.subject) == ([clerk.email], "Akun Anda dibuka dari peramban baru")


def test_storm_of_wrong_passwords_sends_no_mail(sent: Any) -> None:
    user = staff()

    def storm() -> None:
        for number in range(30):
            cache.clear()
            sign_in(Client(), user, f"tebakan-{number}")

    assert sent(storm) == []


def test_account_without_address_or_closed_gets_nothing(sent: Any) -> None:
    user, closed = person(email=""), person()
    services.close(user_id=closed.pk, actor=SYSTEM)

    def change() -> None:
        for one in (user, closed):
            record_change(event="account:password_changed", user=one)

    assert sent(change) == []
    assert not Message.objects.filter(kind="account_security").exists()


def test_every_notice_has_a_subject_and_sentence_of_its_own() -> None:
    subjects = {str(notice.subject) for notice in NOTICES.values()}
    assert len(subjects) == len(NOTICES)
    assert all("%(code)s" in str(notice.sentence) for notice in NOTICES.values())
