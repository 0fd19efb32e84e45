"""Tests that an application records five measured times, also when jobs run twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from rontal.accounts import events as accounts
from rontal.core import clock
from rontal.core.models import Event
from rontal.membership import services as membership
from rontal.membership.models import Application
from rontal.notifications import services, tasks
from rontal.notifications.models import Message
from rontal.standard.steps.models import StepTime
from rontal.standard.steps.rules import Step
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # a Monday, 8 o'clock in Tabanan
PASSWORD = "daun lontar kering"


def seconds_of(step: Step) -> list[int]:
    return list(StepTime.objects.filter(step=step).values_list("seconds", flat=True))


def news(name: str, subject: object) -> Event:
    rows = Event.objects.filter(name=name, subject_type=subject._meta.label_lower)
    return rows.filter(subject_id=str(subject.pk)).latest("pk")


def deliver(event: Event, minute: timedelta) -> Message:
    tasks.queue_messages(event)
    message = Message.objects.get(event_id=event.pk)
    with clock.frozen_at(event.at + minute):
        services.deliver(message_id=message.pk)
        services.deliver(message_id=message.pk)
    return message


def walk_to_decision() -> Application:
    with clock.frozen_at(START):
        draft = factories.draft()
    with clock.frozen_at(START + timedelta(minutes=25)):
        answer = membership.submit(draft_id=draft.pk, key="k", actor=membership_visitor())
    application = Application.objects.get(code=answer.code)
    deliver(news("application:submitted", application), timedelta(seconds=2))
    with clock.frozen_at(START + timedelta(minutes=85)):
        link = factories.token(application)
        membership.activate(token=link, password=PASSWORD, actor=membership_visitor())
    tasks.measure_activation(news("application:activated", application))
    tasks.measure_activation(news("application:activated", application))
    with clock.frozen_at(START + timedelta(minutes=90)):
        membership.finish_checking(application_id=application.pk, actor=factories.SYSTEM)
    return application


def membership_visitor():
    from rontal.core.actors import Actor

    return Actor.visitor()


def test_each_step_of_an_approved_application_is_measured_once():
    application = walk_to_decision()
    with clock.frozen_at(START + timedelta(hours=6)):  # 14:00, after the pause at noon
        membership.approve(application_id=application.pk, actor=factories.clerk())
    deliver(news("application:approved", application), timedelta(seconds=7))
    application.refresh_from_db()
    browser = Client()
    for _ in range(2):
        answer = browser.post("/masuk/", {"login": application.email, "password": PASSWORD})
        assert answer.status_code == 302
        browser.logout()
    events = Event.objects.filter(name=accounts.FIRST_SIGN_IN)
    assert events.count() == 1
    tasks.measure_sign_in(events.get())
    tasks.measure_sign_in(events.get())

    assert seconds_of(Step.FORM) == [25 * 60]
    assert seconds_of(Step.ACTIVATION) == [60 * 60 - 2]
    assert seconds_of(Step.DECISION) == [(6 * 60 - 85 - 60) * 60]
    assert seconds_of(Step.RESULT_MAIL) == [7]
    assert len(seconds_of(Step.SIGN_IN)) == 1


def test_rejection_is_a_decision_with_a_mail_and_without_a_sign_in():
    application = walk_to_decision()
    with clock.frozen_at(START + timedelta(hours=3)):
        membership.reject(
            application_id=application.pk,
            reason="not_own_identity",
            words="",
            actor=factories.clerk(),
        )
    deliver(news("application:rejected", application), timedelta(seconds=3))
    assert seconds_of(Step.DECISION) == [95 * 60]
    assert seconds_of(Step.RESULT_MAIL) == [3]
    answer = Client().post("/masuk/", {"login": application.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert not Event.objects.filter(name=accounts.FIRST_SIGN_IN).exists()


def test_applicant_who_signs_in_while_waiting_is_not_a_first_sign_in():
    application = walk_to_decision()
    Client().post("/masuk/", {"login": application.email, "password": PASSWORD})
    assert not Event.objects.filter(name=accounts.FIRST_SIGN_IN).exists()
