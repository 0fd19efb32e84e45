"""Tests of the log lines of events about accounts."""

import logging

import pytest
from django.db import transaction

from rontal.accounts import services
from rontal.accounts.roles import Role
from rontal.core.models import Event
from tests.accounts.factories import PASSWORD, SYSTEM, person, staff

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


def test_event_that_is_rolled_back_leaves_no_line(lines):
    user = staff()
    before = lines()
    with transaction.atomic():
        services.set_roles(user_id=user.pk, roles=[Role.HEAD], actor=SYSTEM)
        transaction.set_rollback(True)
    assert lines() == before
