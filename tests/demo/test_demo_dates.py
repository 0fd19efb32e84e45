"""Tests of the start of the demo's lending."""

from datetime import UTC, datetime, timedelta

import pytest

from rontal.core import clock
from rontal.demo import demo_dates, loan_requests
from rontal.lending.models import Loan, TitleDay
from tests.support.demo import lending_start


@pytest.mark.parametrize(
    ("today", "began"),
    [
        (datetime(2027, 8, 1, 5, tzinfo=UTC), datetime(2026, 8, 1, 1, tzinfo=UTC)),
        (datetime(2026, 11, 1, 5, tzinfo=UTC), demo_dates.PUBLISHED),
        (datetime(2025, 11, 1, 5, tzinfo=UTC), datetime(2025, 11, 1, 5, tzinfo=UTC)),
    ],
    ids=["a year ago", "not before its books came out", "today where the clock is behind"],
)
def test_lending_began(today, began):
    with clock.frozen_at(today):
        assert demo_dates.began() == began


@pytest.mark.whole
@pytest.mark.django_db
def test_demo_installed_a_day_ago_has_no_earlier_loans():
    yesterday = clock.now() - timedelta(days=1)
    lending_start.members()
    lending_start.books(came=yesterday)
    loan_requests.lend_year()
    assert not Loan.objects.filter(started_at__lt=yesterday).exists()
    assert not TitleDay.objects.filter(no_licence__gt=0).exists()
