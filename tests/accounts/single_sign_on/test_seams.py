"""Signing in by a provider, with second factors, roles, locks, suspensions and ended sessions."""

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.test import Client

from rontal.accounts import services as accounts
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.sessions import SessionStore
from rontal.accounts.single_sign_on import services
from rontal.accounts.single_sign_on.models import SignOnSession
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.membership.rules.staff_reasons import SuspensionReason
from rontal.membership.services.member_states import suspend_member
from tests.support.accounts import factories
from tests.support.accounts.sign_on import sign_in, signed_in
from tests.support.membership import factories as membership
from tests.support.policies import with_policies

SYSTEM = Actor.system("test")
SECRET = "A" * 32
SECOND = "/masuk/langkah-kedua/"
LOGOUT = "/masuk/lewat/uji/keluar/"
pytestmark = pytest.mark.django_db


def link(user: User) -> User:
    actor = Actor.person(user.pk)
    services.link(user_id=user.pk, provider="uji", subject="orang-1", how="self", actor=actor)
    return user


def code() -> str:
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(SECRET, counter))


def end_at_provider(browser: Client, hostile: Any) -> int:
    return browser.post(LOGOUT, {"logout_token": hostile.logout_token()}).status_code


def test_second_step_is_asked_here_whatever_the_provider_asked(client, hostile, person):
    totp.TOTP.activate(link(person), SECRET)
    hostile.claims = {"amr": ["pwd", "otp"], "acr": "tinggi"}
    assert sign_in(client, hostile)["Location"] == SECOND
    assert signed_in(client) is None
    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert signed_in(client) is None
    client.post(SECOND, {"code": code()})
    assert signed_in(client) == person.pk
    event = Event.objects.get(name="account:signed_in")
    assert event.data["how"] == "socialaccount,totp"


def test_sign_out_at_the_provider_ends_a_sign_in_before_its_second_step(client, hostile, person):
    totp.TOTP.activate(link(person), SECRET)
    sign_in(client, hostile)
    assert end_at_provider(Client(), hostile) == 200
    client.post(SECOND, {"code": code()})
    assert signed_in(client) is None


def test_sign_out_at_the_provider_ends_a_session_after_its_second_step(client, hostile, person):
    totp.TOTP.activate(link(person), SECRET)
    sign_in(client, hostile)
    client.post(SECOND, {"code": code()})
    assert signed_in(client) == person.pk
    end_at_provider(Client(), hostile)
    assert signed_in(client) is None


def test_given_up_sign_in_by_the_provider_does_not_end_one_by_password(client, hostile, person):
    totp.TOTP.activate(link(person), SECRET)
    sign_in(client, hostile)
    with time_machine.travel(clock.now() + timedelta(minutes=20)):  # its second step is over
        client.post("/masuk/", {"login": person.login_name, "password": factories.PASSWORD})
        client.post(SECOND, {"code": code()})
        assert signed_in(client) == person.pk
        assert end_at_provider(Client(), hostile) == 200
        assert signed_in(client) == person.pk


def test_role_given_while_signed_in_ends_the_session(client, hostile, person):
    sign_in(client, hostile) if link(person) else None
    accounts.set_roles(user_id=person.pk, roles=[Role.CLERK], actor=SYSTEM)
    assert signed_in(client) is None
    sign_in(client, hostile)
    assert client.get("/meja/").status_code == 200


def test_role_that_needs_a_second_step_leads_to_its_set_up(client, hostile, person, settings):
    settings.LIBRARY = with_policies(settings.LIBRARY, second_factor_head=True)
    accounts.set_roles(user_id=link(person).pk, roles=[Role.HEAD], actor=SYSTEM)
    hostile.claims = {"amr": ["otp"]}
    sign_in(client, hostile)
    assert client.get("/meja/")["Location"] == "/akun/keamanan/"


def test_role_from_a_claim_needs_the_second_step_as_well(
    client, hostile, person, settings, configure
):
    settings.LIBRARY = with_policies(settings.LIBRARY, second_factor_head=True)
    configure(roles_claim="groups", roles=(("kepala", Role.HEAD),))
    link(person)
    hostile.claims = {"groups": ["kepala"]}
    sign_in(client, hostile)
    assert client.get("/meja/")["Location"] == "/akun/keamanan/"


def test_first_password_of_the_counter_is_changed_first(client, hostile, person):
    User.objects.filter(pk=link(person).pk).update(
        first_password_until=clock.now() + timedelta(days=3)
    )
    sign_in(client, hostile)
    assert "/sandi/" in client.get("/akun/data/")["Location"]


def test_wrong_passwords_do_not_block_the_provider(client, hostile, person):
    link(person)
    for number in range(6):
        fields = {"login": person.login_name, "password": f"salah-{number}"}
        Client().post("/masuk/", fields)
    sign_in(client, hostile)
    assert signed_in(client) == person.pk


def test_browser_is_known_after_a_sign_in_by_the_provider(client, hostile, person):
    link(person)
    sign_in(client, hostile)
    assert "perangkat" in "".join(client.cookies)
    client.post("/keluar/")
    for number in range(6):
        fields = {"login": person.login_name, "password": f"salah-{number}"}
        Client(REMOTE_ADDR="203.0.113.2").post("/masuk/", fields)
    fields = {"login": person.login_name, "password": factories.PASSWORD}
    assert client.post("/masuk/", fields).status_code == 302, "a known browser is not locked"


def test_suspended_member_signs_in_and_sees_why(client, hostile):
    member = membership.member()
    link(member.user)
    head = membership.clerk(Role.HEAD)
    reason = SuspensionReason.RULES_BROKEN
    suspend_member(member_id=member.pk, reason=reason, words="", until=None, actor=head)
    sign_in(client, hostile)
    assert signed_in(client) == member.user_id
    assert client.get("/rak/").status_code == 200


def test_child_signs_in_as_anybody_else(client, hostile):
    member = membership.member(membership.child_values())
    link(member.user)
    sign_in(client, hostile)
    assert signed_in(client) == member.user_id


def test_sessions_that_ended_otherwise_leave_nothing_that_a_provider_could_end(
    client, hostile, person
):
    link(person)
    sign_in(client, hostile)
    other = Client()
    sign_in(other, hostile)
    client.post("/keluar/")
    assert SignOnSession.objects.count() == 2
    SessionStore.clear_expired()
    (left,) = SignOnSession.objects.all()
    assert Session.objects.filter(session_key=left.session).exists()
    with time_machine.travel(clock.now() + timedelta(days=100)):
        SessionStore.clear_expired()
        assert not SignOnSession.objects.exists()
