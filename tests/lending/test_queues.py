"""Tests of estimated waiting times in days."""

from datetime import timedelta

import pytest
import time_machine

from rontal.accounts.roles import Role
from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed
from rontal.lending import queues, services
from rontal.lending.policies import LendingPolicies
from rontal.lending.queues import MIN_LIBRARY_LOANS, MIN_TITLE_LOANS
from tests.support.lending.factories import borrower, bought, in_days, lendable, loan

pytestmark = pytest.mark.django_db

HEAD = Actor.staff(1, frozenset({Role.HEAD}))


def lent_for(title_id: int, days: float, times: int) -> None:
    """Creates ended loans of a title, each `days` long."""
    for number in range(times):
        begin = clock.now() - timedelta(days=100 + number * (days + 1))
        with time_machine.travel(begin, tick=False):
            actor = borrower()
            borrowed = services.borrow(title_id=title_id, actor=actor, days=14)
        with time_machine.travel(begin + timedelta(days=days), tick=False):
            services.return_loan(loan_id=borrowed.pk, actor=actor)


def wait(title_id: int, people: int = 1) -> None:
    for _ in range(people):
        services.place_hold(title_id=title_id, actor=borrower())


def rounded(title_id: int, place: int) -> tuple[int, int] | None:
    estimate = queues.waits({title_id: place}).get(title_id)
    return estimate and (round(estimate.least), round(estimate.most))


def test_without_ended_loans_the_policy_defines_the_length_of_loans() -> None:
    book = lendable()
    length, ready_days = (
        LendingPolicies.current().loan_days,
        LendingPolicies.current().hold_ready_days,
    )
    evening = clock.now().replace(hour=12)  # 20:00 in the library's zone
    with time_machine.travel(evening, tick=False):
        loan(book)
        least, most = rounded(book.pk, 1) or (0, 0)
        assert length - 1 <= least <= most <= length
        further = rounded(book.pk, 2)
    assert further == (least + length, most + length + ready_days)


@pytest.mark.whole
def test_loans_of_the_title_count_before_those_of_the_library() -> None:
    quick, slow, unknown = lendable(), lendable(), lendable()
    lent_for(quick.pk, 2, MIN_TITLE_LOANS)
    lent_for(slow.pk, 12, MIN_LIBRARY_LOANS)
    for book in (quick, slow, unknown):
        loan(book)
    second, first = rounded(quick.pk, 2), rounded(quick.pk, 1)
    assert first
    assert second
    assert second[0] - first[0] == 2
    assert (rounded(slow.pk, 3) or (0, 0))[0] - (rounded(slow.pk, 2) or (0, 0))[0] == 12
    assert (rounded(unknown.pk, 3) or (0, 0))[0] - (rounded(unknown.pk, 2) or (0, 0))[0] == 12


def test_more_copies_and_an_earlier_place_wait_less() -> None:
    one, two = lendable(1), lendable(2)
    for book in (one, two, two):
        loan(book)
    assert (rounded(two.pk, 4) or (0, 0)) < (rounded(one.pk, 4) or (0, 0))
    assert (rounded(one.pk, 1) or (0, 0)) < (rounded(one.pk, 2) or (0, 0))


def test_unknown_wait_has_no_estimate() -> None:
    ending = bought("by_time", ends_at=in_days(9))
    counted = bought("by_loans", loans_allowed=3)
    inside = bought("in_library")
    for title_id in (ending.title_id, counted.title_id):
        loan(Title.objects.get(pk=title_id))
    assert rounded(ending.title_id, 1)
    assert rounded(ending.title_id, 2) is None
    assert rounded(counted.title_id, 2)
    assert rounded(counted.title_id, 3) is None
    assert rounded(inside.title_id, 1) is None


def test_inactive_hold_has_no_estimate() -> None:
    book, other = lendable(), lendable()
    loan(book)
    assert set(queues.waits({book.pk: 1, other.pk: 0})) == {book.pk}


@pytest.mark.whole
def test_many_holds_cost_one_statement(django_assert_num_queries) -> None:
    books = [lendable() for _ in range(6)]
    for book in books:
        loan(book)
    with django_assert_num_queries(1):
        assert len(queues.waits({book.pk: 1 for book in books})) == 6
    with django_assert_num_queries(0):
        assert queues.waits({}) == {}


@pytest.mark.whole
def test_titles_with_long_queues_are_listed_for_librarians_longest_first(
    django_assert_num_queries,
) -> None:
    per_copy = LendingPolicies.current().buy_from_waiting_per_copy
    long, longer, short = lendable(2), lendable(1), lendable(1)
    for book in (long, long, longer, short):
        loan(book)
    wait(long.pk, per_copy * 2)
    wait(longer.pk, per_copy + 1)
    wait(short.pk, per_copy - 1)
    with django_assert_num_queries(4):
        titles = queues.titles_to_buy("1", HEAD).object_list
    assert [(one.title.pk, one.waiting, one.copies) for one in titles] == [
        (longer.pk, per_copy + 1, 1),
        (long.pk, per_copy * 2, 2),
    ]
    for one in titles:
        assert one.wait
        assert one.with_one_more
        assert one.with_one_more.most < one.wait.most
    assert queues.count_titles_to_buy(HEAD) == 2
    with pytest.raises(NotAllowed):
        queues.titles_to_buy("1", Actor.staff(1, frozenset({Role.CLERK})))


def test_title_whose_licence_ended_with_a_queue_is_listed_too() -> None:
    licence = bought("by_time", ends_at=in_days(3))
    loan(licence.title)
    wait(licence.title_id)
    assert queues.count_titles_to_buy(HEAD) == 0
    with time_machine.travel(in_days(4), tick=False):
        services.settle_overdue()
        (one,) = queues.titles_to_buy("1", HEAD).object_list
    assert (one.copies, one.wait) == (0, None)
    assert one.with_one_more
