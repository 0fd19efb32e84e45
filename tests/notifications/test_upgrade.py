"""Events due at an upgrade are not lost: those that wait for one of the former subscribers."""

from importlib import import_module

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.kernel.jobs import tell_subscriber
from rontal.notifications.models import Message
from tests.membership import factories

pytestmark = pytest.mark.django_db
STEP = import_module("rontal.notifications.migrations.0008_channels_and_choices")


def test_an_event_that_waits_for_a_former_subscriber_reaches_the_one_of_today(mailoutbox):
    factories.submitted()
    jobs = ProcrastinateJob.objects.filter(
        args__subscriber="rontal.notifications.tasks.queue_messages"
    )
    job = jobs.latest("id")
    former = "rontal.notifications.tasks.queue_message"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET args = jsonb_set(args, '{subscriber}', %s::jsonb)"
            " WHERE id = %s",
            [f'"{former}"', job.id],
        )
        ((statement, values),) = STEP.Migration.operations[0].sql
        cursor.execute(statement, values)
    job = ProcrastinateJob.objects.get(pk=job.id)
    tell_subscriber.func(**job.args)
    assert Message.objects.get().kind == "activation"


def test_an_older_program_may_write_messages_beside_a_newer_one():
    """While a library is upgraded both run: the new columns have defaults in the database."""
    application = factories.submitted()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_message"
            " (kind, application_id, event_id, state, attempts, error, created_at)"
            " VALUES ('activation', %s, 1, 'queued', 0, '', now())",
            [application.pk],
        )
    message = Message.objects.get(event_id=1)
    assert (message.channel, message.receipt) == ("mail", "")
