"""Tests of forms that wait for a confirmation: they go on soon, and only for who may send them."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from rontal.accounts.models import User
from rontal.accounts.open_sessions.models import OpenSession
from rontal.accounts.roles import Role
from rontal.core import clock
from tests.support.accounts.factories import PASSWORD, staff

pytestmark = pytest.mark.django_db
CONFIRM = "/akun/pastikan/"


@pytest.fixture
def administrator():
    return staff(Role.ADMINISTRATOR)


@pytest.fixture
def colleague():
    """Returns a colleague with a second factor."""
    user = staff(Role.CLERK)
    TOTP.activate(user, "A" * 32)
    return user


@pytest.fixture
def suspended(client, administrator, colleague):
    """Returns the path of a form that waits: it removes the second factor of a colleague."""
    client.force_login(administrator)
    OpenSession.objects.update(signed_in_at=clock.now() - timedelta(minutes=20))
    path = reverse("desk:staff_factors", kwargs={"pk": colleague.pk})
    page = f"http://testserver{path}"
    values = {"reason": "factor_lost", "identity": "on"}
    asked = client.post(path, values, headers={"referer": page})
    assert asked["Location"].startswith(CONFIRM)
    return path


def confirm(client, path):
    return client.post(CONFIRM, {"password": PASSWORD, "next": path})


def has_factor(user) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def test_form_goes_on_after_the_confirmation(client, suspended, colleague):
    assert confirm(client, suspended)["Location"] == reverse("desk:staff")
    assert not has_factor(colleague)


def test_form_that_was_given_up_does_not_run_when_its_page_is_opened(client, suspended, colleague):
    assert client.get(suspended)["Location"].startswith(CONFIRM)
    answer = confirm(client, suspended)
    assert (answer.status_code, answer["Location"]) == (302, suspended)
    assert has_factor(colleague)
    assert "Tekan tombolnya" not in client.get(suspended).content.decode()


def test_form_does_not_run_after_ten_minutes(client, suspended, colleague):
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
        answer = confirm(client, suspended)
        assert (answer.status_code, answer["Location"]) == (302, suspended)
        assert "Tekan tombolnya" in client.get(suspended).content.decode()
    assert has_factor(colleague)


def test_form_of_who_lost_the_role_is_forgotten(client, suspended, administrator, colleague):
    User.objects.filter(pk=administrator.pk).update(roles=[Role.CLERK])
    client.get(CONFIRM)
    assert STATE_SESSION_KEY not in client.session
    confirm(client, suspended)
    assert has_factor(colleague)
