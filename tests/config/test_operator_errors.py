"""Tests that an error for the operator is one line, and that our own bugs still raise."""

import subprocess
from collections.abc import Callable

import psycopg
import pytest
from django.core.management import CommandError
from django.db import IntegrityError, OperationalError, connection, transaction
from procrastinate.exceptions import ConnectorException

from rontal.config import operator_errors
from rontal.config.cluster import PostgresError
from rontal.core import sealing
from rontal.core.errors import NotFound, SealBroken

Rontal = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.machine
@pytest.mark.parametrize("words", ["init", "staff list", "search --rebuild", "rotate-keys"])
def test_database_that_is_away_is_one_line(rontal: Rontal, words: str) -> None:
    done = rontal(*words.split(), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "the database cannot go on: connection failed" in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["SELECT 1 FROM no_such", "SELECT no_such FROM accounts_user"])
def test_tables_that_were_not_made_ask_for_init(asked: str) -> None:
    init = pytest.raises(PostgresError, match="run `rontal init`")
    with init, operator_errors.one_line_errors(), transaction.atomic():
        connection.cursor().execute(asked)


def test_errors_that_others_wrap_are_told_in_postgresqls_words() -> None:
    full = psycopg.errors.DiskFull("could not extend file: No space left on device\nHINT: room")
    for around in (OperationalError, ConnectorException):
        with pytest.raises(PostgresError) as told, operator_errors.one_line_errors():
            raise around from full
        assert str(told.value).endswith("could not extend file: No space left on device")


def test_absent_key_is_named_and_an_altered_seal_is_not_laid_on_it() -> None:
    absent = pytest.raises(CommandError, match="the key gone, .* is not in RONTAL_SEAL_KEYS")
    with absent, operator_errors.one_line_errors():
        raise SealBroken(key_id="gone")
    with (
        pytest.raises(CommandError, match="altered or cut short"),
        operator_errors.one_line_errors(),
    ):
        raise SealBroken(key_id=sealing.ring().active)


def test_a_domain_error_is_reported_by_its_sentence() -> None:
    with (
        pytest.raises(CommandError, match="not found"),
        operator_errors.one_line_errors(),
    ):
        raise NotFound


def test_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(IntegrityError), operator_errors.one_line_errors():
        raise IntegrityError from psycopg.errors.UniqueViolation("twice")
