"""Tests that a test which commits leaves an empty database to the next."""

import pytest
from django.core.management import call_command
from django.db import connection

from rontal.core.models import Event
from tests.support.membership.factories import member


def _filled(tables: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        rows = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables]
        cursor.execute(" UNION ALL ".join(rows))
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_tables_are_emptied_and_triggers_work_again() -> None:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    member()
    assert {Event._meta.db_table, "membership_member"} <= set(_filled(tables))
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    assert _filled(tables) == []
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
