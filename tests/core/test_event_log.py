"""Tests of the log lines of events about accounts."""

import logging

import pytest
from django.db import transaction

from rontal.accounts import services
from rontal.accounts.reading_apps.services import make_password
from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.event_log import LOGGED
from rontal.core.events import DECLARED
from rontal.core.models import Event
from rontal.membership import services as membership
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.suspensions import EmailChange
from tests.support.accounts.factories import PASSWORD, SYSTEM, person, staff
from tests.support.membership import factories as members

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="rontal.events")
    return lambda: [one.getMessage() for one in caplog.records if one.name == "rontal.events"]


def test_a_wrong_password_and_a_sign_in_are_lines_without_name_and_address(client, lines):
    user = person()
    for password in ("salah-sekali", PASSWORD):
        client.post("/masuk/", {"login": user.login_name, "password": password})
    names = [line.split()[0] for line in lines()]
    assert "event=account:sign_in_failed" in names
    assert "event=account:signed_in" in names
    assert not any(user.email in line or user.login_name in line for line in lines())
    event = Event.objects.get(name="account:signed_in")
    assert any(f"id={event.pk} subject=accounts.user:{user.pk} " in line for line in lines())


def test_new_roles_are_a_line_with_the_roles(lines):
    user = staff()
    services.set_roles(user_id=user.pk, roles=[Role.HEAD], actor=SYSTEM)
    assert lines()[-1].endswith("actor=system:test roles=head roles_given=head roles_taken=clerk")


def test_every_step_of_a_takeover_is_a_line(lines):
    member = members.member()
    actor = Actor.person(member.user_id)
    make_password(name="Thorium", actor=actor)
    membership.ask_own_email(email="baru@contoh.example", actor=actor)
    membership.confirm_email(token=EmailChange.objects.get().token, actor=Actor.visitor())
    membership.take_email_back(token=EmailReversal.objects.get().token, actor=Actor.visitor())
    names = {line.split()[0].removeprefix("event=") for line in lines()}
    steps = {"app_password:made", "app_password:revoked", "member:email_asked"}
    assert steps | {"member:email_confirmed", "member:email_taken_back"} <= names
    assert not any("@" in line or "Thorium" in line for line in lines())


def test_logged_names_are_those_of_ways_into_an_account():
    logged = {name for name in DECLARED if name.startswith(LOGGED)}
    for name in ("sign_on:linked", "sign_on:unlinked", "app_password:token_reused"):
        assert name in logged
    for prefix in LOGGED:
        assert any(name.startswith(prefix) for name in logged), prefix
    assert not any(name.startswith(("loan:", "application:", "member:page")) for name in logged)


def test_event_that_is_rolled_back_leaves_no_line(lines):
    user = staff()
    before = lines()
    with transaction.atomic():
        services.set_roles(user_id=user.pk, roles=[Role.HEAD], actor=SYSTEM)
        transaction.set_rollback(True)
    assert lines() == before
