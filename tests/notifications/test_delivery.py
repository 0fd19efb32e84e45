"""Tests of delivery over real SMTP, and of failures that staff see."""

import pytest
from django.db.models import Max
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core.errors import IllegalTransition
from rontal.core.models import Event
from rontal.membership import services as membership
from rontal.membership.models import OneUseLink
from rontal.notifications import services, tasks
from rontal.notifications.errors import MailServerAway
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName
from rontal.notifications.registry import MESSAGES
from rontal.notifications.states import MessageState
from tests.support.membership import factories
from tests.support.notifications.delivery import first_try, last_try, queued, try_delivery
from tests.support.notifications.samples import facts_for

pytestmark = pytest.mark.django_db


def test_the_activation_mail_arrives_with_a_link_that_works(mail_server):
    application = factories.submitted()
    message = try_delivery(queued(application, "application:submitted"), first_try())
    mail = mail_server.newest(application.email)
    assert message.state == MessageState.SENT
    assert mail.subject == "Aktifkan pendaftaran Anda di Perpustakaan Tabanan"
    token = mail.link("/aktivasi/").rstrip("/").rpartition("/")[2]
    activated = membership.activate(
        token=token, password=factories.PASSWORD, actor=factories.Actor.visitor()
    )
    assert activated.pk == application.pk


def test_mail_has_a_text_and_an_html_form_and_no_personal_data_in_its_subject(mail_server):
    application = factories.submitted()
    try_delivery(queued(application, "application:submitted"), first_try())
    mail = mail_server.newest(application.email).message
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert application.name not in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "id"


def test_token_is_only_in_the_mail(mail_server):
    application = factories.submitted()
    message = try_delivery(queued(application, "application:submitted"), first_try())
    token = mail_server.newest(application.email).link("/aktivasi/").split("/")[-2]
    assert not ProcrastinateJob.objects.filter(args__icontains=token).exists()
    assert not Event.objects.filter(data__icontains=token).exists()
    assert OneUseLink.objects.count() == 1
    assert token not in str(message.__dict__)


def test_job_that_runs_twice_sends_once(mail_server):
    application = factories.submitted()
    message = queued(application, "application:submitted")
    tasks.queue_messages(Event.objects.get(pk=message.event_id))
    for _twice in range(2):
        try_delivery(message, first_try())
    assert Message.objects.count() == 1
    assert len(mail_server.to(application.email)) == 1


def test_unreachable_server_is_retried_and_finally_reported_to_staff(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    message = queued(factories.submitted(), "application:submitted")
    with pytest.raises(MailServerAway):
        try_delivery(message, first_try())
    message.refresh_from_db()
    assert (message.state, message.error) == (MessageState.QUEUED, "mail_server_away")
    message = try_delivery(message, last_try())
    assert (message.state, message.error) == (MessageState.FAILED, "mail_server_away")
    assert Event.objects.filter(name="message:failed").count() == 1


def test_failed_message_is_sent_when_staff_retry_it(mail_server):
    application = factories.submitted()
    mail_server.answer = "550 no such person"
    message = try_delivery(queued(application, "application:submitted"), first_try())
    assert (message.state, message.error) == (MessageState.FAILED, "address_refused")
    mail_server.answer = ""
    services.queue_again(message_id=message.pk, actor=factories.clerk())
    message = try_delivery(message, first_try())
    assert message.state == MessageState.SENT
    with pytest.raises(IllegalTransition):
        services.queue_again(message_id=message.pk, actor=factories.clerk())


def test_temporary_refusal_is_retried(mail_server):
    mail_server.answer = "451 try again later"
    message = queued(factories.submitted(), "application:submitted")
    with pytest.raises(MailServerAway):
        try_delivery(message, first_try())


def test_decision_mails_describe_the_decision(mail_server):
    application = factories.needs_correction()
    try_delivery(queued(application, "application:correction_asked"), first_try())
    message = mail_server.newest(application.email, "Foto kartu gelap.")
    assert message.link("/status/")
    member = factories.member()
    try_delivery(queued(member.application, "application:approved"), first_try())
    message = mail_server.newest(member.application.email, member.number)
    assert message.link("/koleksi/")


def test_guardian_is_asked_by_name_and_the_child_is_told_to_wait(mail_server):
    application = factories.activated(factories.child_values())
    try_delivery(queued(application, "guardian:asked"), first_try())
    mail = mail_server.newest("ayu@contoh.example", "Ni Ketut Ayu")
    assert mail.link("/wali/")
    message = queued(application, "application:activated")
    assert message.kind == "waiting_for_guardian"


def test_every_message_is_written_in_both_languages(mail_server):
    for entry in MESSAGES.values():
        written, short = {}, {}
        for language in ("id", "en"):
            with translation.override(language):
                written[language] = entry.write(facts_for(entry))
                short[language] = entry.notice(facts_for(entry)) if entry.notice else None
        assert written["id"].subject != written["en"].subject, entry.code
        own = [one.paragraphs or one.closing for one in written.values()]  # an answer's are staff's
        assert own[0] != own[1] or entry.code == "incident_agency", entry.code  # written by staff
        assert "%" not in "".join([*written["id"].paragraphs, *written["en"].paragraphs])
        assert (ChannelName.PUSH in entry.channels) == bool(entry.notice), entry.code
        if entry.notice:
            assert short["id"].title != short["en"].title, entry.code
            assert short["id"].body != short["en"].body, entry.code
            assert "%" not in f"{short['id']}{short['en']}", entry.code


def test_events_contain_no_addresses(mail_server):
    application = factories.submitted()
    try_delivery(queued(application, "application:submitted"), first_try())
    assert Event.objects.aggregate(Max("pk"))
    assert not Event.objects.filter(data__icontains=application.email).exists()
