"""Tests of the query plans behind availability."""

from collections.abc import Callable

import pytest
from django.db import connection

from rontal.catalogue import browsing, lines, rows
from rontal.kernel.actors import Actor
from rontal.lending import queues, selectors
from tests.lending.factories import borrower, lendable

pytestmark = pytest.mark.django_db
TRIED: dict[str, Callable[[list[int]], object]] = {
    "whole titles": rows.in_order,
    "lines of a list": lines.in_order,
    "names of subjects": browsing.subject_names,
    "how they stand": lambda ids: selectors.standings(ids, Actor.visitor()),
    "how they stand for a member": lambda ids: selectors.standings(ids, Actor.person(1)),
    "how long one waits": lambda ids: queues.waits(dict.fromkeys(ids, 1)),
}


def plans() -> tuple[int, int]:
    """Returns how often generic and custom plans of prepared statements were used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements"
            " WHERE statement NOT LIKE '%pg_prepared_statements%'"
        )
        kept, anew = cursor.fetchone()
        return int(kept or 0), int(anew or 0)


@pytest.mark.parametrize("is_member", [True, False])
def test_the_standing_of_one_title_is_not_planned_anew_each_time(is_member: bool) -> None:
    book, actor = lendable(), borrower() if is_member else Actor.visitor()
    before, _ = plans()
    for _turn in range(20):
        assert selectors.standing(book.pk, actor).availability.free
        assert selectors.title_standing(book.slug, actor)[1].availability.free
    assert plans()[0] - before >= 20


@pytest.mark.parametrize("count", [1, 3, 9])
@pytest.mark.parametrize("name", TRIED)
def test_a_list_is_not_planned_anew_however_short_it_is(name: str, count: int) -> None:
    ids = [lendable().pk for _ in range(count)]
    kept, anew = plans()
    for _turn in range(20):
        TRIED[name](ids)
    now_kept, now_anew = plans()
    assert now_kept - kept >= 10
    assert now_anew - anew <= 10
