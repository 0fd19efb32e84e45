"""Errors as one line for the operator."""

import contextlib
import sys
from collections.abc import Callable, Iterator

import psycopg
from django.core.management.base import CommandError
from psycopg.errors import UndefinedColumn, UndefinedTable

from rontal.config.cluster import PostgresError
from rontal.config.ports import PortTaken


def exit_code(act: Callable[[], object]) -> int:
    """Runs a command; returns the exit code that it returns, else 0.

    Prints expected errors as one line and returns 1, or 130 after Ctrl-C.
    """
    try:
        done = act()
    except CommandError as error:
        return _fail(str(error), error.returncode)
    except (PostgresError, PortTaken, ValueError) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except KeyboardInterrupt:
        return _fail("stopped", 130)
    return done if isinstance(done, int) else 0


def _fail(text: str, code: int = 1) -> int:
    print(f"rontal: {text}", file=sys.stderr)
    return code


@contextlib.contextmanager
def one_line_errors() -> Iterator[None]:
    """Turns expected errors of the block into one-line errors; others pass through.

    Needs Django to be set up. Raises PostgresError where the database is unavailable, full, or
    lacks tables, and CommandError for an error with a code or encrypted data that cannot be read.
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
        raise CommandError(_of_seal(error.params.get("key_id"))) from error
    except (DomainError, RecordsError) as error:
        raise CommandError(error.code.replace("_", " ")) from error


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
