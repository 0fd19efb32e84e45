"""Tests of SQL statements: values in, rows and model instances out."""

from contextlib import nullcontext
from datetime import UTC, date, datetime

import pytest
from django.db import (
    DataError,
    ProgrammingError,
    transaction,
)

from rontal.core.models import SealedFile
from rontal.core.statements import Columns, Statement

pytestmark = pytest.mark.django_db
DOUBLE = Statement("SELECT %s::int * 2")


def doubled(number: int) -> int:
    found = DOUBLE.row([number])
    assert found is not None
    return int(found[0])


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


def test_what_is_wrong_with_a_statement_is_said() -> None:
    with pytest.raises(DataError), transaction.atomic():
        DOUBLE.rows(["two"])
    with pytest.raises(DataError), transaction.atomic():
        DOUBLE.rows([1 << 31])
    with pytest.raises(ProgrammingError, match="no_such"), transaction.atomic():
        Statement("SELECT no_such FROM nowhere").rows([])
    assert doubled(2) == 4


FILE = Columns(SealedFile, "id purpose size")
FILES = Statement(f"SELECT {FILE.of('f')}, f.size * 2 FROM core_sealedfile f ORDER BY f.size")


def test_a_row_is_as_django_has_it_and_what_was_left_out_is_fetched() -> None:
    made = [SealedFile.objects.create(purpose="x", personal=True, size=size) for size in (1, 2)]
    for file, row in zip(made, FILES.rows([]), strict=True):
        values = iter(row)
        found = FILE.instance(values)
        assert list(values) == [file.size * 2]
        assert (found, found.purpose, found.size) == (file, "x", file.size)
        assert found.get_deferred_fields() > {"personal"}
        assert found.personal is True
