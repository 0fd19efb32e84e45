"""Tests of the demo year's lending: figures agree, and age limits hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.models import Event
from rontal.demo import demo_dates, licences, loan_requests
from rontal.demo.loan_requests import DEMAND
from rontal.desk.selectors import reports
from rontal.lending import events, figures
from rontal.lending.figures import MonthOfLending, TitleDemand
from rontal.lending.models import Licence, Loan, TitleDay
from rontal.lending.selectors import popular
from rontal.lending.usage import selectors as usage
from rontal.lending.usage.rules import VIEWS, Metric, months
from rontal.membership.models import Member
from rontal.membership.selectors import today
from rontal.standard.rules.periods import Length, ReportPeriod, containing
from tests.support.demo import lending_start
from tests.support.lending.invariants import World

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def lent(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Creates the demo's members, books, licences and loans once for all tests of the module."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.frozen_at(NOW):
        lending_start.members()
        lending_start.books(came=demo_dates.began())
        loan_requests.lend_year()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with clock.frozen_at(NOW):
        yield


def year() -> ReportPeriod:
    return containing(today(), Length.YEAR)


@dataclass
class ShownFigures:
    """Figures of the year as shown on pages."""

    months: list[MonthOfLending]
    wanted: list[TitleDemand]


def shown_figures() -> ShownFigures:
    return ShownFigures(figures.by_month(year()), figures.most_requested(year()))


@pytest.mark.whole
def test_every_figure_of_the_year_agrees_with_every_other():
    page, report = shown_figures(), reports.figures(year())
    loans = sum(month.loans for month in page.months)
    assert loans == report.use[0].loans == Loan.objects.count() > 300
    assert loans == sum(one.loans for one in page.wanted)
    assert loans == Event.objects.filter(name=events.LOAN_STARTED).count()
    assert sum(one.turned_away for one in page.wanted) == sum(m.turned_away for m in page.months)
    for month in page.months:
        of_month = reports.figures(containing(month.month, Length.MONTH)).use[0]
        assert (of_month.loans, of_month.readers) == (month.loans, month.readers)
        assert month.readers <= month.loans
    assert report.use[0].readers < Member.objects.count()


def test_counter_reports_the_same_openings_and_at_most_as_many_as_loans_allow():
    last = months(demo_dates.began().date(), today().replace(day=1) - timedelta(1), today=today())
    counted = Counter[Metric]()
    for item in usage.items(VIEWS["TR"], last):
        for metrics in item.performance.values():
            counted.update({name: sum(numbers.values()) for name, numbers in metrics.items()})
    page = [one for one in shown_figures().months if one.month <= last.last]
    assert counted[Metric.TOTAL_REQUESTS] == sum(one.opened + one.read_open for one in page)
    denied = counted[Metric.LIMIT_EXCEEDED] + counted[Metric.NO_LICENSE]
    assert denied == sum(one.turned_away for one in page)
    assert 0 < counted[Metric.UNIQUE_ITEM_REQUESTS] <= counted[Metric.TOTAL_REQUESTS]
    opened = TitleDay.objects.filter(opened__gt=0).values_list("title_id", flat=True)
    assert set(opened) <= set(Loan.objects.values_list("title_id", flat=True))


def test_lending_grows_with_the_members_and_stays_plausible():
    loans = [month.loans for month in shown_figures().months[:11]]
    assert min(loans) > 0
    assert sum(loans[-3:]) > 3 * sum(loans[:3])
    assert 0.3 < sum(loans) / Member.objects.count() < 3
    assert len(popular(12)) >= 4


def test_no_copy_has_two_borrowers_and_nothing_is_lent_before_its_licence():
    copies = Counter[int]()
    for title_id, number in Licence.objects.values_list("title_id", "copies"):
        copies[title_id] += number
    stands = World([*copies])
    assert not list(stands.broken(copies, limit=3))
    assert not list(stands.waiting_beside_a_free_copy())
    for loan in Loan.objects.select_related("licence", "member__application"):
        assert loan.started_at >= loan.licence.granted_at
        assert loan.member is None or loan.started_at >= loan.member.application.decided_at


def test_visitor_of_the_demo_finds_available_copies():
    stands = World(list(Title.objects.values_list("pk", flat=True)))
    assert sum(one.free > 0 for one in stands.counted.values()) >= 4


def test_old_loans_have_no_borrower():
    long_ago = Loan.objects.filter(ended_at__lt=NOW - timedelta(days=31))
    assert long_ago.count() > 100
    assert not long_ago.filter(member__isnull=False).exists()


def test_loading_loans_again_adds_nothing():
    before = Loan.objects.count(), Event.objects.count(), TitleDay.objects.count()
    licences.license_books([*DEMAND])
    loan_requests.lend_year()
    assert (Loan.objects.count(), Event.objects.count(), TitleDay.objects.count()) == before
