"""Tests that a version does not touch the tables of another one."""

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from rontal.config import doctor
from rontal.config.management.commands.init import unknown_migrations

pytestmark = pytest.mark.django_db


def test_tables_of_this_version_are_nothing_new() -> None:
    assert unknown_migrations() == []
    MigrationRecorder.Migration.objects.create(app="socialaccount", name="0099_of_another_program")
    assert unknown_migrations() == []


def test_older_program_refuses_tables_that_a_newer_one_made() -> None:
    MigrationRecorder.Migration.objects.create(app="lending", name="9999_lent_by_the_hour")
    with pytest.raises(CommandError, match="made these tables .lending.9999_lent"):
        call_command("init", quiet=True)
    told = list(doctor._contents())
    assert [one.level for one in told] == [doctor.Level.FAIL]
    assert "lending.9999_lent_by_the_hour" in told[0].result
