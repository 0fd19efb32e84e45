"""Tests of SQL statements: values go in, rows come out."""

import pytest

from rontal.core.statements import Statement

pytestmark = pytest.mark.django_db


def test_values_have_names_or_an_order_and_may_stand_in_several_places() -> None:
    named = Statement("SELECT %(a)s::int - %(b)s::int, %(a)s::int %% 4, 'a%%'")
    assert named.rows({"b": 2, "a": 7, "unused": 1}) == [(5, 3, "a%")]
    assert Statement("SELECT %s::int - %s::int").rows([7, 2]) == [(5,)]


def test_the_first_row_is_none_where_there_is_none() -> None:
    two = Statement("SELECT number FROM generate_series(1, %s) AS number ORDER BY number")
    assert two.row([2]) == (1,)
    assert two.row([0]) is None
