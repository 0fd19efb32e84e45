"""Tests of failed jobs, messages and the audit log."""

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.roles import Role
from rontal.core.models import Event
from rontal.desk.selectors import administration
from rontal.notifications import services as notifications
from rontal.notifications.content import Target
from rontal.notifications.models import Message
from tests.support.accounts.factories import person
from tests.support.desk.factories import at_desk, signed_in
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db


def failed_job() -> int:
    membership.submitted()
    job = ProcrastinateJob.objects.filter(task_name="core:tell_subscriber").first()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.pk])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job.pk])
    return job.pk


def failed_message() -> Message:
    application = membership.submitted()
    event = Event.objects.filter(name="application:submitted").latest("pk")
    message = notifications.queue(
        kind="activation", event_id=event.pk, target=Target(application_id=application.pk)
    )
    notifications.mark_failed(message_id=message.pk, error="address_refused")
    return message


def test_a_failed_job_is_listed_and_queued_again():
    job = failed_job()
    client = at_desk(Role.ADMINISTRATOR)
    page = client.get("/meja/pekerjaan/").content.decode()
    assert "Meneruskan peristiwa" in page
    assert "membaca foto" in page
    assert "core:" not in page
    assert "rontal." not in page
    assert client.post(f"/meja/pekerjaan/{job}/ulang/").status_code == 302
    assert ProcrastinateJob.objects.get(pk=job).status == "todo"
    assert Event.objects.filter(name="job:tried_again", subject_id=str(job)).exists()
    page = client.get("/meja/pekerjaan/").content.decode()
    assert "Tidak ada pekerjaan yang gagal" in page


def test_job_that_did_not_fail_cannot_be_queued_again():
    membership.submitted()
    job = ProcrastinateJob.objects.filter(status="todo").first()
    client = at_desk(Role.ADMINISTRATOR)
    page = client.post(f"/meja/pekerjaan/{job.pk}/ulang/", follow=True).content.decode()
    assert "tidak gagal" in page
    assert ProcrastinateJob.objects.get(pk=job.pk).attempts == job.attempts
    assert client.post("/meja/pekerjaan/999999/ulang/").status_code == 404


def test_failed_jobs_show_no_personal_data():
    failed_job()
    typed = membership.values()
    page = at_desk(Role.ADMINISTRATOR).get("/meja/pekerjaan/").content.decode()
    assert typed["name"] not in page


def test_mails_are_listed_and_a_failed_one_is_sent_again():
    message = failed_message()
    client = at_desk(Role.ADMINISTRATOR)
    page = client.get("/meja/surat/?keadaan=failed").content.decode()
    assert message.application.code in page
    assert "Server surel menolak alamatnya." in page
    client.post(f"/meja/surat/{message.pk}/kirim-lagi/")
    assert Message.objects.get(pk=message.pk).state == "queued"
    page = client.post(f"/meja/surat/{message.pk}/kirim-lagi/", follow=True).content.decode()
    assert "sudah ditangani orang lain" in page
    assert client.post("/meja/surat/999999/kirim-lagi/").status_code == 404


def test_mails_are_listed_newest_first():
    first = failed_message()
    event = Event.objects.filter(name="application:submitted").latest("pk")
    target = Target(application_id=first.application_id)
    second = notifications.queue(kind="approved", event_id=event.pk, target=target)
    Message.objects.filter(pk=first.pk).update(error="address_refused")  # moves the row
    assert [one.pk for one in administration.messages("", "1")] == [second.pk, first.pk]


def test_head_sees_mails_and_cannot_send_them():
    message = failed_message()
    head = at_desk(Role.HEAD)
    page = head.get("/meja/surat/").content.decode()
    assert message.application.code in page
    assert "kirim-lagi" not in page
    assert head.post(f"/meja/surat/{message.pk}/kirim-lagi/").status_code == 403


def test_lists_need_few_queries(django_assert_max_num_queries):
    for _ in range(3):
        failed_message()
    failed_job()
    client = at_desk(Role.ADMINISTRATOR)
    for path in ("/meja/surat/", "/meja/pekerjaan/"):
        with django_assert_max_num_queries(8):
            client.get(path)


@pytest.mark.parametrize("path", ["pekerjaan/", "catatan/", "surat/", "pekerjaan/1/ulang/"])
def test_pages_of_administrators_are_forbidden_to_others(path):
    for client in (signed_in(person()), at_desk(Role.CLERK), at_desk(Role.LIBRARIAN)):
        assert client.get(f"/meja/{path}").status_code == 403
        assert client.post(f"/meja/{path}").status_code == 403
    assert Client().get(f"/meja/{path}")["Location"].startswith("/masuk/")
