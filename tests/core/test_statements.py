"""Tests of SQL statements: values go in, rows come out."""

import pytest

from rontal.core.statements import Statement

pytestmark = pytest.mark.django_db


def test_values_are_named_or_positional_and_can_be_repeated() -> None:
    named = Statement("SELECT %(a)s::int - %(b)s::int, %(a)s::int %% 4, 'a%%'")
    assert named.rows({"b": 2, "a": 7, "unused": 1}) == [(5, 3, "a%")]
    assert Statement("SELECT %s::int - %s::int").rows([7, 2]) == [(5,)]


def test_first_row_is_none_if_there_are_no_rows() -> None:
    two = Statement("SELECT number FROM generate_series(1, %s) AS number ORDER BY number")
    assert two.row([2]) == (1,)
    assert two.row([0]) is None
