"""Statements that are planned once, over connections that may have been ended meanwhile."""

from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rontal.kernel.statements import prepared

pytestmark = pytest.mark.django_db(transaction=True)
DOUBLE = "SELECT %s::int * 2"


def doubled(number: int) -> int:
    with prepared() as cursor:
        cursor.execute(DOUBLE, [number])
        return int(cursor.fetchone()[0])


def plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


def test_a_statement_that_comes_again_is_planned_once() -> None:
    assert [doubled(number) for number in (1, 2, 3)] == [2, 4, 6]
    assert plans().count("SELECT $1::int * 2") == 1


def test_it_is_counted_as_any_other() -> None:
    doubled(1)
    doubled(1)
    with CaptureQueriesContext(connection) as seen:
        doubled(2)
    assert [query["sql"] for query in seen.captured_queries] == [DOUBLE]


def test_a_connection_that_the_server_ended_is_replaced_at_the_next_request() -> None:
    doubled(1)
    own: Any = connection.connection
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own.info.backend_pid])
    connection.close_if_unusable_or_obsolete()  # as Django does before each request
    connection.health_check_done = False
    assert doubled(4) == 8


def test_a_connection_that_lives_is_kept_without_a_question() -> None:
    doubled(1)
    own = connection.connection
    connection.health_check_done = False
    assert doubled(1) == 2
    assert connection.connection is own
