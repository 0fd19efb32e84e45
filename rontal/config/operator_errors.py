"""Errors of the database and of encryption as one line for the operator."""

import contextlib
from collections.abc import Iterator

import psycopg
from psycopg.errors import UndefinedColumn, UndefinedTable

from rontal.config.cluster import PostgresError


class Refused(ValueError):
    """Command that cannot be carried out; the message is one line."""


@contextlib.contextmanager
def one_line_errors() -> Iterator[None]:
    """Turns expected errors of the block into one-line errors; others pass through.

    Needs Django to be set up. Raises PostgresError where the database is unavailable, full, or
    lacks tables, and Refused for an error with a code or encrypted data that cannot be read.
    """
    from django.db import Error
    from procrastinate.exceptions import ConnectorException

    from records.errors import RecordsError
    from rontal.core.errors import DomainError, SealBroken

    try:
        yield
    except (Error, psycopg.Error, ConnectorException) as error:
        line = _of_database(error)
        if line is None:
            raise
        raise PostgresError(line) from error
    except SealBroken as error:
        raise Refused(_of_seal(error.params.get("key_id"))) from error
    except (DomainError, RecordsError) as error:
        raise Refused(error.code.replace("_", " ")) from error


def _of_database(error: BaseException | None) -> str | None:
    """Returns the message of the wrapped psycopg error; None for a programming error."""
    while error is not None and not isinstance(error, psycopg.Error):
        error = error.__cause__
    if isinstance(error, UndefinedTable | UndefinedColumn):
        return "the database has not all tables of this version; run `rontal init`"
    if isinstance(error, psycopg.OperationalError):
        lines = str(error).strip().splitlines() or ["it said nothing"]
        return f"the database cannot go on: {lines[0]}"
    return None


def _of_seal(key_id: str | int | None) -> str:
    from rontal.core import sealing

    if key_id is None or key_id in sealing.ring().keys:
        return "something sealed was altered or cut short; bring it back from a backup"
    return f"the key {key_id}, by which something is sealed, is not in RONTAL_SEAL_KEYS"
