"""How the statement behind every title page is planned."""

import pytest
from django.db import connection

from rontal.kernel.actors import Actor
from rontal.lending import selectors
from tests.lending.factories import borrower, lendable

pytestmark = pytest.mark.django_db
KEPT = "FROM pg_prepared_statements WHERE statement LIKE '%lending_licence%'"


def plans() -> list[int]:
    """How often each kept plan of statements about copies was used."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT generic_plans {KEPT}")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize("is_member", [True, False])
def test_the_standing_of_one_title_is_not_planned_anew_each_time(is_member: bool) -> None:
    book, actor = lendable(), borrower() if is_member else Actor.visitor()
    before = sum(plans())
    for _ in range(20):
        assert selectors.standing(book.pk, actor).availability.free
    assert sum(plans()) - before >= 10
