"""Tests of the security log: what leaves an event, how few a storm leaves, and what is in none."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from rontal.accounts import security_log, services
from rontal.accounts.roles import Role
from rontal.accounts.security_events import SECURITY_EVENTS
from rontal.accounts.selectors import reset_path
from rontal.core import clock
from rontal.core.models import Event
from tests.support.accounts.factories import PASSWORD, SYSTEM, person, staff
from tests.support.accounts.passkeys import SoftwarePasskey

pytestmark = pytest.mark.django_db
NEW = "pisau-pangrupak-baru"
SECRET = "JBSWY3DPEHPK3PXP"
BACKEND = "rontal.accounts.backends.PasswordBackend"


def log(*names: str) -> list[tuple[str, dict[str, Any]]]:
    """Returns name and data of the security events, oldest first; of these names only."""
    rows = Event.objects.filter(name__in=names or SECURITY_EVENTS).order_by("pk")
    return [(event.name.removeprefix("account:"), event.data) for event in rows]


def sign_in(client: Client, login: str, password: str = PASSWORD):
    return client.post("/masuk/", {"login": login, "password": password})


def code_of(secret: str) -> str:
    """Returns what an authenticator app shows now."""
    (counter, *_others) = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, counter)))


def confirmed(user) -> Client:
    """Returns a browser in which the person has just confirmed the password."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert client.post("/akun/pastikan/", {"password": PASSWORD}).status_code == 302
    return client


def test_sign_in_and_out_by_password(client: Client) -> None:
    user = person()
    sign_in(client, user.login_name)
    client.post("/keluar/")
    sign_in(client, user.login_name)
    assert log() == [
        ("signed_in", {"how": "password", "new_browser": True}),
        ("signed_out", {}),
        ("signed_in", {"how": "password", "new_browser": False}),
    ]
    event = Event.objects.get(name="account:signed_out")
    assert (event.actor_id, event.subject_id) == (user.pk, str(user.pk))


def test_sign_in_names_passkey_and_second_factor(client: Client) -> None:
    user = person()
    assert SoftwarePasskey(user).sign_in(client).status_code == 302
    other = person()
    TOTP.activate(other, SECRET)
    fresh = Client()
    assert sign_in(fresh, other.login_name)["Location"] == "/masuk/langkah-kedua/"
    assert log("account:signed_in")[0][1]["how"] == "passkey"
    assert fresh.post("/masuk/langkah-kedua/", {"code": code_of(SECRET)}).status_code == 302
    assert log("account:signed_in")[1][1]["how"] == "password,totp"


def test_wrong_code_after_the_right_password_is_recorded_and_a_backup_code_too() -> None:
    user = person()
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    client = Client()
    sign_in(client, user.login_name)
    client.post("/masuk/langkah-kedua/", {"code": "000000"})
    failed = {"how": "totp", "after": "password", "attempts": 1}
    assert log() == [("factor_failed", failed)]
    assert client.post("/masuk/langkah-kedua/", {"code": codes[0]}).status_code == 302
    names = [name for name, _data in log()]
    assert names == ["factor_failed", "code_used", "signed_in"]
    assert log()[2][1]["how"] == "password,recovery_codes"


def test_wrong_code_of_somebody_who_is_signed_in_is_no_alarm() -> None:
    user = person()
    TOTP.activate(user, SECRET)
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert client.post("/akun/pastikan/kode/", {"code": "000000"}).status_code == 200
    assert log("account:factor_failed") == []


def test_failures_are_counted_and_few_leave_an_event() -> None:
    user = person()
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for number in range(26):
            if number % 5 == 0:
                cache.clear()  # the limits of others are tested elsewhere
            sign_in(Client(), user.login_name, f"tebakan-{number}")
        numbers = [data["attempts"] for _name, data in log("account:sign_in_failed")]
        assert numbers == [1, 5, 25]
        traveller.shift(timedelta(minutes=16))
        cache.clear()
        sign_in(Client(), user.login_name, "tebakan")
        assert len(log("account:sign_in_failed")) == 4
    event = Event.objects.filter(name="account:sign_in_failed").first()
    assert event is not None
    assert (event.actor_kind, event.actor_id, event.subject_id) == ("visitor", None, str(user.pk))


def test_block_leaves_one_event_for_all_refused_attempts() -> None:
    user = person()
    for number in range(20):
        sign_in(Client(), user.login_name, f"tebakan-{number}")
    assert log("account:locked") == [("locked", {})]


def test_storm_on_unknown_names_leaves_counts_without_names() -> None:
    for _attempt in range(130):
        security_log.record_wrong_password(users=[], actor=SYSTEM)
    assert log() == [("unknown_names", {"attempts": 25}), ("unknown_names", {"attempts": 125})]


def test_few_unknown_names_leave_nothing(client: Client) -> None:
    for number in range(5):
        sign_in(client, f"tidak-ada-{number}", "salah")
    assert log() == []


@pytest.mark.parametrize(("count", "noted"), [(1, True), (2, False), (5, True), (6, False),
    (10, False), (25, True), (50, False), (125, True), (0, False)])  # fmt: skip
def test_noted_counts_are_powers_of_five(count: int, noted: bool) -> None:
    assert security_log.is_noted(count) is noted


def test_password_changed_set_and_reset() -> None:
    user, without = person(), person(password=None)
    fields = {"password1": NEW, "password2": NEW}
    assert confirmed(user).post("/sandi/ganti/", fields | {"oldpassword": PASSWORD}).status_code
    client = Client()
    user.refresh_from_db()
    path = client.get(reset_path(user), follow=True).redirect_chain[-1][0]
    assert client.post(path, fields).status_code == 302
    services.set_password(user=without, password=NEW)
    changes = [(name, data) for name, data in log() if name.startswith("password")]
    assert changes == [
        ("password_changed", {}),
        ("password_reset", {}),
        ("password_set", {"how": "link"}),
    ]


def test_second_factors_added_renewed_and_removed(
    django_capture_on_commit_callbacks: Any,
) -> None:
    user = person()
    client = confirmed(user)
    with django_capture_on_commit_callbacks(execute=True):
        client.get("/akun/aplikasi-kode/pasang/")
        secret = client.session["mfa.totp.secret"]
        answer = client.post("/akun/aplikasi-kode/pasang/", {"code": code_of(secret)})
    assert answer.status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/akun/kode-cadangan/baru/")
    client.post("/akun/aplikasi-kode/lepas/")
    factors = [(name, data) for name, data in log() if not name.startswith("signed")]
    assert factors == [
        ("factor_added", {"what": "totp"}),
        ("factor_added", {"what": "recovery_codes"}),
        ("codes_renewed", {}),
        ("factor_removed", {"what": "totp"}),
        ("factor_removed", {"what": "recovery_codes"}),
    ]


def test_passkey_removed() -> None:
    user = person()
    row = SoftwarePasskey(user).row
    assert confirmed(user).post(f"/akun/kunci/{row.pk}/lepas/").status_code == 302
    assert not Authenticator.objects.exists()
    assert ("factor_removed", {"what": "passkey"}) in log()


def test_roles_given_and_taken() -> None:
    user = staff(Role.CLERK, Role.HEAD)
    services.set_roles(user_id=user.pk, roles=[Role.CLERK, Role.LIBRARIAN], actor=SYSTEM)
    event = Event.objects.filter(name="account:roles_set").order_by("-pk")[0]
    assert event.data == {
        "roles": "clerk,librarian",
        "roles_given": "librarian",
        "roles_taken": "head",
    }


def test_refused_page_is_recorded_once_without_its_address() -> None:
    user = staff(Role.LIBRARIAN)
    client = Client()
    client.force_login(user, backend=BACKEND)
    for number in (1, 2, 3):
        assert client.get(f"/meja/anggota/{number}/").status_code == 403
    assert log("account:refused") == [("refused", {"page": "desk:member"})]
    reader = Client()
    reader.force_login(person(), backend=BACKEND)
    assert reader.get("/meja/").status_code == 403
    assert len(log("account:refused")) == 2


def test_events_hold_no_typed_name_address_or_browser() -> None:
    user = person(login_name="TBN0042", email="rahasia@contoh.id")
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Peramban Rahasia")
    for name in (user.email, "nama-ketikan", user.login_name):
        sign_in(client, name, "salah-ketik")
    sign_in(client, user.email)
    written = str(list(Event.objects.values()))
    for secret in ("rahasia", "Rahasia", "nama-ketikan", "203.0.113", "salah-ketik", PASSWORD):
        assert secret not in written, secret
