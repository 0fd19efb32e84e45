"""Tests of the job that ends many overdue loans at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rontal.core import clock
from rontal.core.models import Event
from rontal.lending import services
from rontal.lending.models import Hold, Loan
from rontal.lending.services import overdue
from tests.support.lending.factories import borrower, lendable, loan

pytestmark = pytest.mark.django_db


def overdue_loans(count: int) -> list[Loan]:
    """Returns overdue loans of as many titles."""
    loans = [loan(lendable(), borrower()) for _ in range(count)]
    late = clock.now() - timedelta(seconds=1)
    Loan.objects.filter(pk__in=[one.pk for one in loans]).update(due_at=late)
    return loans


def statements(count: int) -> int:
    overdue_loans(count)
    with CaptureQueriesContext(connection) as sent:
        assert services.settle_overdue() == count
    return len(sent)


@pytest.mark.whole
def test_many_loans_end_in_as_many_statements_as_a_few() -> None:
    assert statements(12) == statements(3)


def test_each_loan_ends_at_its_own_time_and_is_notified_once() -> None:
    loans = overdue_loans(3)
    services.settle_overdue()
    services.settle_overdue()
    for one in loans:
        one.refresh_from_db()
        assert (one.state, one.ended_at) == ("expired", one.due_at)
        assert Event.objects.filter(name="loan:expired", subject_id=str(one.pk)).count() == 1


@pytest.mark.whole
def test_titles_are_processed_in_batches_and_none_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(overdue, "AT_ONCE", 2)
    overdue_loans(5)
    assert services.settle_overdue() == 5
    assert not Loan.objects.filter(state="active").exists()


def test_only_titles_with_a_queue_reserve_a_copy() -> None:
    loans = overdue_loans(3)
    hold = Hold.objects.create(
        member_id=loan(lendable(), borrower()).member_id,
        title_id=loans[1].title_id,
        placed_at=clock.now(),
    )
    services.settle_overdue()
    hold.refresh_from_db()
    assert (hold.state, hold.licence_id) == ("ready", loans[1].licence_id)
    assert Hold.objects.filter(state="ready").count() == 1


def test_loan_renewed_before_the_locks_were_taken_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [one] = overdue_loans(1)
    lock = overdue.lock_licences_of_all

    def renewed_meanwhile(title_ids):
        Loan.objects.filter(pk=one.pk).update(due_at=clock.now() + timedelta(days=3))
        return lock(title_ids)

    monkeypatch.setattr(overdue, "lock_licences_of_all", renewed_meanwhile)
    services.settle_overdue()
    one.refresh_from_db()
    assert one.state == "active"
