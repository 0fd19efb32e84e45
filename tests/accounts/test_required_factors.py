"""Tests of second factors that a role requires, and of their removal by a colleague."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command

from rontal.accounts import selectors, services
from rontal.accounts.open_sessions.models import OpenSession
from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.required_factors import is_required
from rontal.accounts.roles import FactorLoss, Role
from rontal.core.errors import NotAllowed, NotFound
from rontal.core.models import Event
from tests.support.accounts.factories import PASSWORD, SYSTEM, person, staff
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db
SETUP = "/akun/keamanan/"


@pytest.fixture(autouse=True)
def strict_library(settings):
    """The policies of a library that changes none; the demo library switches them off."""
    defaults = {name: one.default for name, one in AccountsPolicies.declared().items()}
    settings.LIBRARY = with_policies(settings.LIBRARY, **defaults)


def add_app(user):
    """Sets up an authenticator app; returns its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def add_passkey(user, name="HP"):
    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=user, type=kind, data={"name": name})


def sign_in(client, user):
    return client.post("/masuk/", {"login": user.login_name, "password": PASSWORD})


def code_of(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.mark.parametrize(
    ("roles", "required"),
    [
        ([], False),
        ([Role.CLERK], False),
        ([Role.LIBRARIAN, Role.CLERK], False),
        ([Role.HEAD], True),
        ([Role.ADMINISTRATOR], True),
        ([Role.OFFICER], True),
        ([Role.CLERK, Role.HEAD], True),
    ],
)
def test_head_administrator_and_officer_need_a_second_factor_by_default(roles, required):
    assert is_required(roles) is required


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR])
def test_account_without_a_factor_reaches_no_page_of_the_desk(client, role):
    sign_in(client, staff(role))
    for path in ("/meja/", "/meja/surat/", "/meja/koleksi/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, SETUP), path
    page = client.get(SETUP).content.decode()
    assert "Peran Anda memerlukan langkah kedua" in page
    assert client.post("/meja/impor-anggota/1/buang/")["Location"] == SETUP


def test_officer_without_a_factor_reaches_neither_requests_nor_audit_log(client):
    sign_in(client, staff(Role.OFFICER))
    for path in ("/meja/", "/meja/permintaan/", "/meja/catatan/", "/meja/data-pribadi/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, SETUP), path


def test_factor_that_is_set_up_opens_the_desk(client):
    user = staff(Role.HEAD)
    sign_in(client, user)
    reauthenticate(client)
    assert client.get("/akun/aplikasi-kode/pasang/").status_code == 200
    code = code_of(client.session["mfa.totp.secret"])
    assert client.post("/akun/aplikasi-kode/pasang/", {"code": code}).status_code == 302
    assert client.get("/meja/").status_code == 200


def test_clerk_and_member_are_not_asked(client):
    client.force_login(staff(Role.CLERK))
    assert client.get("/meja/").status_code == 200
    client.force_login(person())
    assert client.get("/rak/").status_code == 200


def test_desk_takes_no_query_for_the_factor_that_was_used(client, django_assert_max_num_queries):
    user = staff(Role.ADMINISTRATOR)
    secret = add_app(user)
    sign_in(client, user)
    client.post("/masuk/langkah-kedua/", {"code": code_of(secret)})
    with django_assert_max_num_queries(20) as queries:
        assert client.get("/meja/pekerjaan/").status_code == 200
    assert not [one for one in queries if "mfa_authenticator" in one["sql"]]


def reauthenticate(client):
    client.post("/akun/pastikan/", {"password": PASSWORD})


def test_last_authenticator_app_stays_while_the_role_requires_it(client):
    user = staff(Role.HEAD)
    add_app(user)
    client.force_login(user)
    reauthenticate(client)
    page = client.post("/akun/aplikasi-kode/lepas/").content.decode()
    assert "Pasang yang lain" in page
    assert Authenticator.objects.count() == 1
    services.set_roles(user_id=user.pk, roles=[Role.CLERK], actor=SYSTEM)
    client.force_login(user)
    reauthenticate(client)
    client.post("/akun/aplikasi-kode/lepas/")
    assert not Authenticator.objects.exists()


def test_last_passkey_stays_and_another_is_removed(client):
    user = staff(Role.HEAD)
    first, second = add_passkey(user), add_passkey(user, "laptop")
    client.force_login(user)
    reauthenticate(client)
    client.post(f"/akun/kunci/{first.pk}/lepas/")
    client.post(f"/akun/kunci/{second.pk}/lepas/")
    assert list(Authenticator.objects.all()) == [second]


def test_recovery_codes_are_no_second_factor(client):
    user = staff(Role.HEAD)
    kind = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.create(user=user, type=kind, data={"seed": "x", "used_mask": 0})
    client.force_login(user)
    assert client.get("/meja/")["Location"] == SETUP


def test_administrator_removes_the_lost_factor_of_a_colleague(client):
    head, administrator = staff(Role.HEAD), staff(Role.ADMINISTRATOR)
    add_app(head)
    add_passkey(administrator)
    client.force_login(head)
    assert client.get("/meja/").status_code == 200
    desk = type(client)()
    desk.force_login(administrator)
    path = f"/meja/petugas/{head.pk}/langkah-kedua/"
    assert head.name in desk.get(path).content.decode()
    refused = desk.post(path, {"reason": "factor_lost"})
    assert refused.status_code == 422
    assert desk.post(path, {"reason": "factor_lost", "identity": "on"}).status_code == 302
    assert not Authenticator.objects.filter(user=head).exists()
    event = Event.objects.get(name="account:factor_lost")
    assert (event.actor_id, event.subject_id) == (administrator.pk, str(head.pk))
    assert event.data == {"reason": "factor_lost"}
    assert client.get("/meja/")["Location"].startswith("/masuk/")
    sign_in(client, head)
    assert client.get("/meja/")["Location"] == SETUP


def test_nobody_removes_their_own_factor_or_that_of_a_member(client):
    administrator, member = staff(Role.ADMINISTRATOR), person()
    add_app(administrator)
    actor = selectors.actor_of(administrator)
    with pytest.raises(NotAllowed):
        services.remove_second_factors(
            user_id=administrator.pk, reason=FactorLoss.LOST, actor=actor
        )
    with pytest.raises(NotFound):
        services.remove_second_factors(user_id=member.pk, reason=FactorLoss.LOST, actor=actor)
    client.force_login(administrator)
    assert client.get(f"/meja/petugas/{administrator.pk}/langkah-kedua/").status_code == 403
    assert client.get(f"/meja/petugas/{member.pk}/langkah-kedua/").status_code == 404
    assert client.post(f"/meja/petugas/{administrator.pk}/keluarkan/").status_code == 403
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CLERK, Role.LIBRARIAN, Role.HEAD])
def test_only_administrators_remove_factors(role):
    actor = selectors.actor_of(staff(role))
    with pytest.raises(NotAllowed):
        services.remove_second_factors(user_id=staff().pk, reason=FactorLoss.STOLEN, actor=actor)


def test_administrator_signs_a_colleague_out(client):
    clerk, administrator = staff(Role.CLERK), staff(Role.ADMINISTRATOR)
    add_passkey(administrator)
    client.force_login(clerk)
    desk = type(client)()
    desk.force_login(administrator)
    assert desk.post(f"/meja/petugas/{clerk.pk}/keluarkan/").status_code == 302
    assert not OpenSession.objects.filter(user=clerk).exists()
    assert Event.objects.filter(name="account:sessions_ended", actor_id=administrator.pk).exists()


def test_page_of_the_staff_takes_as_many_queries_for_one_as_for_many(
    client, django_assert_num_queries
):
    administrator = staff(Role.ADMINISTRATOR)
    add_passkey(administrator)
    client.force_login(administrator)
    with django_assert_num_queries(4):  # session, account, own factor, list
        client.get("/meja/petugas/")
    for _ in range(5):
        add_app(staff(Role.HEAD))
    with django_assert_num_queries(4):
        page = client.get("/meja/petugas/").content.decode()
    assert page.count("langkah-kedua") == 5


def run(*arguments):
    out = StringIO()
    call_command("staff", *arguments, stdout=out)
    return out.getvalue()


def test_command_removes_the_factor_of_the_only_administrator():
    user = staff(Role.ADMINISTRATOR)
    add_app(user)
    said = run("remove-factor", "--login", user.login_name, "--reason", "lost")
    assert "at the next sign-in" in said
    assert not Authenticator.objects.exists()
    event = Event.objects.get(name="account:factor_lost")
    assert event.actor_kind == "system"
    again = run("remove-factor", "--login", user.login_name, "--reason", "lost")
    assert "had no second factor" in again
    with pytest.raises(CommandError):
        run("remove-factor", "--login", "nobody", "--reason", "lost")


def test_demo_needs_no_second_factor_and_says_so(client, settings):
    settings.LIBRARY = with_policies(
        settings.LIBRARY, second_factor_head=False, second_factor_administrator=False
    )
    client.force_login(staff(Role.ADMINISTRATOR, Role.HEAD))
    assert client.get("/meja/pekerjaan/").status_code == 200
    client.logout()
    settings.DEMO = True
    assert "tanpa langkah kedua" in client.get("/masuk/").content.decode()
