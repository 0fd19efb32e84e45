"""Statements that are planned once, over connections that may have been ended meanwhile."""

from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.db import (
    DataError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.test.utils import CaptureQueriesContext

from rontal.kernel.models import SealedFile
from rontal.kernel.statements import Columns, Statement

pytestmark = pytest.mark.django_db(transaction=True)
DOUBLE = Statement("SELECT %s::int * 2")


def doubled(number: int) -> int:
    found = DOUBLE.row([number])
    assert found is not None
    return int(found[0])


def plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


def end_own_connection() -> None:
    own: Any = connection.connection
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own.info.backend_pid])


def test_a_statement_that_comes_again_is_planned_once() -> None:
    assert [doubled(number) for number in (1, 2, 3)] == [2, 4, 6]
    assert plans().count("SELECT $1::int * 2") == 1


def test_it_is_counted_as_any_other() -> None:
    doubled(1)
    doubled(1)
    with CaptureQueriesContext(connection) as seen:
        doubled(2)
    assert len(seen) == 1


def test_values_have_names_or_an_order_and_may_stand_in_several_places() -> None:
    named = Statement("SELECT %(a)s::int - %(b)s::int, %(a)s::int %% 4, 'a%%'")
    assert named.rows({"b": 2, "a": 7, "nobody asks for it": 1}) == [(5, 3, "a%")]
    assert Statement("SELECT %s::int - %s::int").rows([7, 2]) == [(5,)]
    assert DOUBLE.rows([3]) == [(6,)]
    assert Statement("SELECT 1 WHERE %s::int = 0").row([1]) is None


ALL_KINDS = Statement(
    "SELECT %(number)s::bigint, %(text)s::text, %(nothing)s::text, %(right)s::boolean,"
    " %(moment)s::timestamptz, %(day)s::date, %(numbers)s::bigint[], %(texts)s::text[]"
)


@pytest.mark.parametrize("in_transaction", [False, True])
def test_values_come_back_as_they_went(in_transaction: bool) -> None:
    sent = {
        "number": 1 << 40, "text": "é'\\{}", "nothing": None, "right": True,
        "moment": datetime(2026, 11, 26, 8, 30, 0, 5, tzinfo=UTC), "day": date(2026, 11, 26),
        "numbers": [1, -2], "texts": ["a,b", '"', "NULL"],
    }  # fmt: skip
    with transaction.atomic() if in_transaction else nullcontext():
        assert ALL_KINDS.rows(sent) == [tuple(sent.values())]


def test_a_rollback_makes_the_server_forget_and_does_not_matter() -> None:
    doubled(1)
    with connection.cursor() as cursor:  # psycopg lets go of all plans after a rollback
        cursor.execute("BEGIN")
        cursor.execute("ROLLBACK")
        cursor.execute("DEALLOCATE ALL")
    assert plans() == []
    assert doubled(4) == 8


def test_a_table_that_was_changed_is_read_anew() -> None:
    asked = Statement("SELECT * FROM own WHERE a > %s")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE own AS SELECT 1 AS a")
        assert asked.rows([0]) == [(1,)]
        cursor.execute("ALTER TABLE own ADD COLUMN b int")
        assert asked.rows([0]) == [(1, None)]
        cursor.execute("DROP TABLE own")
    with pytest.raises(ProgrammingError, match="own"):
        asked.rows([0])
    assert doubled(2) == 4


def test_what_is_wrong_with_a_statement_is_said() -> None:
    with pytest.raises(DataError):
        DOUBLE.rows(["two"])
    with pytest.raises(DataError):
        DOUBLE.rows([1 << 31])
    with pytest.raises(ProgrammingError, match="no_such"):
        Statement("SELECT no_such FROM nowhere").rows([])
    assert doubled(2) == 4


def test_it_sees_what_the_transaction_has_written_and_nobody_else_has() -> None:
    known = Statement("SELECT id FROM kernel_sealedfile WHERE purpose = %s")
    with transaction.atomic():
        file = SealedFile.objects.create(purpose="x", personal=False, size=1)
        assert known.rows(["x"]) == [(file.pk,)]
        transaction.set_rollback(True)
    assert known.rows(["x"]) == []


def test_a_plan_outlives_the_transaction_that_it_was_made_in() -> None:
    with transaction.atomic():
        doubled(1)
        transaction.set_rollback(True)
    assert plans().count("SELECT $1::int * 2") == 1
    with transaction.atomic():
        assert doubled(2) == 4


def test_a_transaction_that_is_broken_takes_no_statement() -> None:
    with transaction.atomic():
        with pytest.raises(DataError), transaction.atomic(savepoint=False):
            doubled(1 << 31)
        with pytest.raises(transaction.TransactionManagementError):
            doubled(1)
        transaction.set_rollback(True)
    assert doubled(1) == 2


def test_a_transaction_ends_where_a_table_was_changed_and_the_next_one_reads_it_anew() -> None:
    asked = Statement("SELECT * FROM own")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE own AS SELECT 1 AS a")
        assert asked.rows([]) == [(1,)]
        cursor.execute("ALTER TABLE own ADD COLUMN b int")
        with pytest.raises(NotSupportedError), transaction.atomic():
            asked.rows([])
        with transaction.atomic():
            assert asked.rows([]) == [(1, None)]
        cursor.execute("DROP TABLE own")


FILE = Columns(SealedFile, "id purpose size")
FILES = Statement(f"SELECT {FILE.of('f')}, f.size * 2 FROM kernel_sealedfile f ORDER BY f.size")


def test_a_row_is_as_django_has_it_and_what_was_left_out_is_fetched() -> None:
    made = [SealedFile.objects.create(purpose="x", personal=True, size=size) for size in (1, 2)]
    for file, row in zip(made, FILES.rows([]), strict=True):
        values = iter(row)
        found = FILE.instance(values)
        assert list(values) == [file.size * 2]
        assert (found, found.purpose, found.size) == (file, "x", file.size)
        assert found.get_deferred_fields() > {"personal"}
        assert found.personal is True


def test_a_connection_that_ends_in_between_says_so() -> None:
    doubled(1)
    end_own_connection()
    with pytest.raises(OperationalError):
        doubled(2)
    connection.close_if_unusable_or_obsolete()
    connection.health_check_done = False
    assert doubled(3) == 6


def test_a_connection_that_the_server_ended_is_replaced_at_the_next_request() -> None:
    doubled(1)
    end_own_connection()
    connection.close_if_unusable_or_obsolete()  # as Django does before each request
    connection.health_check_done = False
    assert doubled(4) == 8


def test_a_connection_that_lives_is_kept_without_a_question() -> None:
    doubled(1)
    own = connection.connection
    connection.health_check_done = False
    assert doubled(1) == 2
    assert connection.connection is own
