"""The reminder and the apology reach people over real SMTP, once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.membership import services as membership
from rontal.notifications import services, tasks
from rontal.notifications.errors import MailServerAway
from rontal.notifications.messages import staff as staff_messages
from rontal.notifications.models import Message
from rontal.standard.selectors import library
from tests.support.accounts.factories import staff
from tests.support.membership import factories
from tests.support.notifications.delivery import first_try, queued, try_delivery

pytestmark = pytest.mark.django_db
MORNING = datetime(2027, 1, 11, 23, 30, tzinfo=UTC)
LATE = MORNING + timedelta(hours=9, minutes=5)  # 16:35, five minutes after what was promised


@pytest.fixture
def case():
    with time_machine.travel(MORNING, tick=False):
        return factories.in_review()


def reminder_event() -> Event:
    return Event.objects.filter(name="promise:reminder_due").latest("pk")


def reminders_made() -> QuerySet[Message]:
    return Message.objects.filter(kind="cases_due")


@pytest.mark.parametrize(
    ("language", "subject", "time"),
    [
        ("id", "Kami terlambat memeriksa pendaftaran Anda, mohon maaf", "Rabu, 13 Januari 2027"),
        (
            "en",
            "We are late with your application, and we are sorry",
            "Wednesday, 13 January 2027",
        ),
    ],
)
def test_apology_names_the_new_time_and_is_sent_once(mail_server, case, language, subject, time):
    type(case).objects.filter(pk=case.pk).update(language=language)
    with time_machine.travel(LATE, tick=False):
        membership.apologise()
        message = try_delivery(queued(case, "application:late"), first_try())
        membership.apologise()
        tasks.queue_messages(Event.objects.get(name="application:late"))
        try_delivery(message, first_try())
    mail = mail_server.newest(case.email)
    assert mail.subject == subject
    assert time in mail.text
    assert "16:30 WITA" in mail.text
    assert Message.objects.filter(kind="late").count() == 1
    assert len([one for one in mail_server.letters if one.subject == subject]) == 1


def test_each_clerk_gets_one_reminder_with_codes_and_without_names(mail_server, case):
    first, second = staff(Role.CLERK), staff(Role.CLERK)
    head = staff(Role.HEAD)
    User.objects.filter(pk=second.pk).update(language="en")
    with time_machine.travel(LATE, tick=False):
        membership.remind_staff()
        for _ in range(2):
            tasks.queue_messages(reminder_event())
        for reminder in reminders_made():
            for _ in range(2):
                tasks.deliver_message(first_try(), message_id=reminder.pk)
    assert {reminder.staff_id for reminder in reminders_made()} >= {first.pk, second.pk}
    assert not reminders_made().filter(staff=head).exists()
    indonesian, english = mail_server.newest(first.email), mail_server.newest(second.email)
    assert indonesian.subject == "1 permohonan perlu segera diputuskan"
    assert english.subject == "1 application needs a decision soon"
    for message in (indonesian, english):
        assert case.code in message.text
        assert case.name not in message.text
        assert case.email not in message.text
    to_first = [one for one in mail_server.letters if first.email in one.to]
    assert len(to_first) == 1


def test_reminder_waits_for_the_mail_server_and_is_not_lost(mail_server, case):
    clerk = staff(Role.CLERK)
    with time_machine.travel(LATE, tick=False):
        membership.remind_staff()
        tasks.queue_messages(reminder_event())
        reminder = reminders_made().get(staff=clerk)
        mail_server.answer = "451 come back later"
        with pytest.raises(MailServerAway):
            tasks.deliver_message(first_try(), message_id=reminder.pk)
        mail_server.answer = ""
        tasks.deliver_message(first_try(), message_id=reminder.pk)
    reminder.refresh_from_db()
    assert reminder.sent_at == LATE
    assert case.code in mail_server.newest(clerk.email).text


def test_case_decided_meanwhile_has_no_reminder(mail_server, case):
    clerk = staff(Role.CLERK)
    with time_machine.travel(LATE, tick=False):
        membership.remind_staff()
        tasks.queue_messages(reminder_event())
        membership.approve(application_id=case.pk, actor=factories.clerk())
        tasks.deliver_message(first_try(), message_id=reminders_made().get(staff=clerk).pk)
    assert not [one for one in mail_server.letters if clerk.email in one.to]


def test_long_list_is_truncated_and_jobs_contain_no_personal_data(case, monkeypatch):
    monkeypatch.setattr(staff_messages, "MAX_POINTS", 1)
    message = staff_messages.CASES_DUE.write(
        staff_messages.CasesFacts(library(), [case, case, case])
    )
    assert len(message.points) == 2
    staff(Role.CLERK)
    with time_machine.travel(LATE, tick=False):
        membership.remind_staff()
        tasks.queue_messages(reminder_event())
    jobs = ProcrastinateJob.objects.filter(task_name=services.DELIVERY).values_list(
        "args", flat=True
    )
    assert reminders_made().exists()
    assert all(set(args) == {"message_id"} for args in jobs)
