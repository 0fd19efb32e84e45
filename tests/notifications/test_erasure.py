"""Tests that devices, choices, number and consents are erased with the account or application."""

from datetime import timedelta

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts import services as accounts
from rontal.core import clock
from rontal.core.jobs import tell_subscriber
from rontal.membership import services as membership
from rontal.membership.models import Application
from rontal.membership.policies import MembershipPolicies
from rontal.notifications import services
from rontal.notifications.models import (
    ChannelConsent,
    Choice,
    Preference,
    Subscription,
    WhatsAppNumber,
)
from rontal.notifications.purposes import ChannelName, Purpose
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
MODELS = (Subscription, Choice, Preference, WhatsAppNumber, ChannelConsent)
ACTS = ("close", "reopen", "erase")


def left(account_id: int) -> list[str]:
    return [model.__name__ for model in MODELS if model.objects.filter(account=account_id).exists()]


def notify_subscribers() -> None:
    """Runs the jobs that notify the subscribers of this app."""
    jobs = ProcrastinateJob.objects.filter(task_name=tell_subscriber.name, status="todo")
    for job in jobs.order_by("id"):
        if job.args["subscriber"].startswith("rontal.notifications.tasks."):
            tell_subscriber.func(**job.args)


@pytest.fixture
def chosen(device_of):
    """Makes every kind of row for the account of an application; returns the account."""

    def choose(application: Application) -> int:
        actor = factories.applicant(application)
        device_of(actor.id)
        switches = {(Purpose.MEMBERSHIP, ChannelName.PUSH): True}
        services.choose(switches=switches, show_titles=True, actor=actor)
        services.give_whatsapp_consent(
            number="081234567890", purposes=[Purpose.MEMBERSHIP], actor=actor
        )
        assert left(actor.id) == [model.__name__ for model in MODELS]
        return actor.id

    return choose


def test_withdrawing_erases_notification_data_at_once(chosen):
    application = factories.in_review()
    account, other = chosen(application), chosen(factories.in_review())
    membership.withdraw(application_id=application.pk, actor=factories.applicant(application))
    notify_subscribers()
    assert left(account) == []
    assert len(left(other)) == len(MODELS)


def test_notification_data_of_a_rejected_applicant_is_erased_with_the_application(chosen):
    application = factories.in_review()
    account = chosen(application)
    membership.reject(
        application_id=application.pk,
        reason="other",
        words="Datang ke loket.",
        actor=factories.clerk(),
    )
    notify_subscribers()
    assert len(left(account)) == len(MODELS)
    days = MembershipPolicies.current().photo_days_after_decision + 1
    with time_machine.travel(clock.now() + timedelta(days=days)):
        assert membership.erase_photos_of_final() == 1
        notify_subscribers()
    assert left(account) == []


def test_notification_data_of_a_lapsed_application_is_erased_with_it(chosen):
    application = factories.needs_correction()
    account = chosen(application)
    with time_machine.travel(clock.now() + timedelta(days=400)) as traveller:
        assert membership.lapse_overdue() == 1
        traveller.shift(timedelta(days=MembershipPolicies.current().photo_days_after_decision + 1))
        assert membership.erase_photos_of_final() == 1
        notify_subscribers()
    assert left(account) == []


@pytest.mark.whole
@pytest.mark.parametrize("last", ACTS)
def test_notification_data_of_a_closed_account_is_erased_unless_it_was_reopened(chosen, last):
    account = chosen(factories.in_review())
    for act in ACTS[: ACTS.index(last) + 1]:
        getattr(accounts, act)(user_id=account, actor=factories.SYSTEM)
    notify_subscribers()
    assert bool(left(account)) == (last == "reopen")
