"""Tests of the security history of an account, and of the page that mails lead to."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rontal.accounts import security_log, services
from rontal.accounts.reading_apps import services as apps
from rontal.accounts.roles import Role
from rontal.accounts.security_history import SHOWN, history_of
from rontal.accounts.security_labels import FOR_PERSON
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from tests.support.accounts.factories import PASSWORD, SYSTEM, person, staff
from tests.support.desk.factories import at_desk

pytestmark = pytest.mark.django_db
HISTORY, NOT_ME = "/akun/keamanan/riwayat/", "/akun/bukan-saya/"
BACKEND = "rontal.accounts.backends.PasswordBackend"


def page(client: Client, path: str = HISTORY) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sign_in(client: Client, login: str, password: str = PASSWORD):
    return client.post("/masuk/", {"login": login, "password": password})


def test_history_shows_sign_ins_failures_and_apps_of_this_account_only(client: Client) -> None:
    user, other = person(), person()
    sign_in(Client(), user.login_name, "tebakan")
    sign_in(client, user.login_name)
    apps.make_password(name="KOReader", actor=Actor.person(user.pk))
    apps.make_password(name="Rahasia", actor=Actor.person(other.pk))
    text = page(client)
    assert "Ada yang memasukkan kata sandi yang salah" in text
    assert "kata sandi, peramban baru" in text
    assert "KOReader" in text
    assert "Rahasia" not in text
    assert text.index("KOReader") < text.index("Anda masuk"), "newest first"
    assert f'href="{NOT_ME}"' in text


def test_history_is_that_of_ninety_days(client: Client) -> None:
    user = person()
    with time_machine.travel(clock.now() - timedelta(days=91)):
        security_log.record_change(event="account:password_changed", user=user)
    client.force_login(user, backend=BACKEND)
    assert "Belum ada." in page(client)
    security_log.record_change(event="account:password_set", user=user)
    assert "Kata sandi dipasang" in page(client)


def test_repeated_failures_show_their_number(client: Client) -> None:
    user = person()
    for number in range(5):
        cache.clear()
        sign_in(Client(), user.login_name, f"tebakan-{number}")
    client.force_login(user, backend=BACKEND)
    assert "5 kali" in page(client)


def test_correction_is_shown_when_it_changed_the_address(client: Client) -> None:
    user = person()
    services.correct(user_id=user.pk, name="Ni Made Baru", actor=SYSTEM)
    assert not history_of(user.pk).exists()
    services.correct(user_id=user.pk, email="baru@contoh.id", actor=SYSTEM)
    client.force_login(user, backend=BACKEND)
    assert "Alamat surel Anda diganti" in page(client)
    assert "baru@contoh.id" not in page(client)


def test_roles_of_staff_are_named(client: Client) -> None:
    user = staff(Role.CLERK)
    services.set_roles(user_id=user.pk, roles=[Role.HEAD], actor=SYSTEM)
    client.force_login(user, backend=BACKEND)
    assert "Kepala" in page(client)


def test_sign_in_by_a_provider_and_the_way_of_a_link_are_named(client: Client) -> None:
    user = person()
    security_log.record_sign_in(user=user, how="socialaccount,totp", new_browser=False)
    for how in ("self", "address"):
        data = {"provider": "uji", "linked_by": how}
        emit("sign_on:linked", actor=SYSTEM, subject=user, data=data)
    client.force_login(user, backend=BACKEND)
    assert "layanan masuk lain, kode dari aplikasi" in page(client)
    log = page(at_desk(Role.ADMINISTRATOR), "/meja/catatan/?peristiwa=keamanan")
    assert "dihubungkan lewat: orangnya sendiri" in log
    assert "dihubungkan lewat: alamat" in log
    assert "socialaccount" not in log


def test_links_to_providers_are_shown_and_in_the_filter_of_the_audit_log(client: Client) -> None:
    user = person()
    for name in ("linked", "unlinked", "signed_out"):
        emit(f"sign_on:{name}", actor=SYSTEM, subject=user, data={"provider": "uji"})
    client.force_login(user, backend=BACKEND)
    text = page(client)
    assert "Layanan masuk lain dihubungkan" in text
    assert "Layanan masuk lain dilepaskan" in text
    assert "Dikeluarkan oleh layanan masuk lain" in text
    log = page(at_desk(Role.ADMINISTRATOR), "/meja/catatan/?peristiwa=keamanan")
    assert f"menghubungkan akun {user.login_name} dengan layanan masuk lain" in log


def test_long_history_has_pages_and_few_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    user = person()
    for _number in range(70):
        security_log.record_sign_in(user=user, how="password", new_browser=False)
    client.force_login(user, backend=BACKEND)
    with django_assert_max_num_queries(7):
        first = page(client)
    assert "Halaman 1 dari 3" in first
    assert page(client, f"{HISTORY}?halaman=3").count("Anda masuk") == 10


def test_every_shown_event_has_words_for_the_person() -> None:
    assert set(SHOWN) == set(FOR_PERSON)


def test_history_needs_a_sign_in_and_is_linked_from_account_security(client: Client) -> None:
    assert client.get(HISTORY)["Location"].startswith("/masuk/")
    client.force_login(person(), backend=BACKEND)
    assert f'href="{HISTORY}"' in page(client, "/akun/keamanan/")


def test_page_of_the_mails_opens_without_a_sign_in(client: Client) -> None:
    text = page(client, NOT_ME)
    assert 'href="/sandi/lupa/"' in text
    assert "Lepaskan layanan masuk yang tidak Anda kenal" in text
    assert 'href="/akun/penyedia/"' in text
    assert f'href="{HISTORY}"' in text


def test_audit_log_filters_security_events_and_those_of_a_login_name() -> None:
    user, other = person(login_name="TBN0042"), person(login_name="TBN0043")
    for one in (user, other):
        security_log.record_change(event="account:password_changed", user=one)
    desk = at_desk(Role.ADMINISTRATOR)
    group = page(desk, "/meja/catatan/?peristiwa=keamanan")
    assert "mengganti kata sandi akun TBN0042" in group
    assert "membuat akun TBN0042" not in group
    by_name = page(desk, "/meja/catatan/?kode=tbn0042")
    assert "membuat akun TBN0042" in by_name
    assert "TBN0043" not in by_name
    one = page(desk, "/meja/catatan/?peristiwa=account:password_changed")
    assert "mengganti kata sandi akun TBN0043" in one
