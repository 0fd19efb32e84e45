"""Tests of two versions that write messages to one database while a library is upgraded."""

import pytest
from django.db import connection

from rontal.notifications.models import Message
from tests.support.membership import factories

pytestmark = pytest.mark.django_db


def test_older_release_may_write_messages_beside_a_newer_one():
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
