"""Tests that a version does not touch the tables of another one, and says what is left to do."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from rontal.config import doctor, env
from rontal.config.applied_migrations import unknown_migrations
from rontal.config.env import Mode
from rontal.config.management.commands.init import Command
from tests.support.config.backups import KEY

pytestmark = pytest.mark.django_db


def test_tables_of_this_version_are_nothing_new() -> None:
    assert unknown_migrations() == []
    MigrationRecorder.Migration.objects.create(app="socialaccount", name="0099_of_another_program")
    assert unknown_migrations() == []


@pytest.mark.parametrize(
    ("configured", "said"),
    [
        (str(KEY.public), []),
        ("", ["RONTAL_BACKUP_RECIPIENTS=age1"]),
        (",", ["RONTAL_BACKUP_RECIPIENTS=age1"]),
        ("age1abc", ["is no public key", "RONTAL_BACKUP_RECIPIENTS=age1"]),
        (KEY.text(), ["replace its key pair by a new one", "RONTAL_BACKUP_RECIPIENTS=age1"]),
    ],
)
def test_key_pair_is_printed_where_no_usable_one_is_set(
    settings: Any, configured: str, said: list[str]
) -> None:
    settings.MODE = Mode.PRODUCTION
    settings.ENVIRONMENT = env.read(
        {"RONTAL_MODE": "production", "RONTAL_BACKUP_RECIPIENTS": configured}
    )
    printed = io.StringIO()
    Command(stdout=printed)._print_next_steps()
    assert ("A key pair for backups" in printed.getvalue()) is bool(said)
    for words in said:
        assert words in printed.getvalue()
    assert KEY.text() not in printed.getvalue()


def test_older_program_refuses_tables_that_a_newer_one_made() -> None:
    MigrationRecorder.Migration.objects.create(app="lending", name="9999_lent_by_the_hour")
    with pytest.raises(CommandError, match="made these tables .lending.9999_lent"):
        call_command("init", quiet=True)
    told = list(doctor._contents())
    assert [one.level for one in told] == [doctor.Level.FAIL]
    assert "lending.9999_lent_by_the_hour" in told[0].result
