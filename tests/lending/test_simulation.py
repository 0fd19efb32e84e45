"""Tests of the simulation of past lending."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.errors import NotAllowed
from rontal.core.models import Event
from rontal.lending import figures
from rontal.lending import services as lending
from rontal.lending.errors import LengthNotOffered, NotAMember
from rontal.lending.models import Hold, Loan, TitleDay
from rontal.lending.selectors import availability
from rontal.lending.services import OpenReading
from rontal.lending.simulation import LoanRequest
from rontal.lending.states import HoldState, LoanState
from rontal.membership.models import Member
from rontal.standard.rules.periods import Length, containing
from rontal.standard.selectors import library
from tests.support.catalogue import factories as catalogue
from tests.support.lending import factories
from tests.support.lending.factories import SYSTEM
from tests.support.lending.invariants import World
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)


def a_title(copies: int = 1, *, since: float = 100) -> Title:
    """Returns a title that the library has had for this number of days."""
    with clock.frozen_at(ago(since)):
        return factories.lendable(copies)


def a_member(typed: dict[str, str] | None = None, *, since: float = 100) -> Member:
    with clock.frozen_at(ago(since)):
        return membership.member(typed)


def wish(
    title: Title, at: datetime, member: Member | None = None, **changes: object
) -> LoanRequest:
    borrower = {"days": 7, "returned_after": 2 * DAY} | changes
    return LoanRequest((member or a_member()).pk, title.pk, at, **borrower)


def record(wishes: Sequence[LoanRequest], readings: Sequence[OpenReading] = ()) -> int:
    return lending.record_past(requests=wishes, readings=readings, actor=SYSTEM)


def the_days(title: Title, name: str) -> int:
    return sum(TitleDay.objects.filter(title=title).values_list(name, flat=True))


def test_requests_become_a_returned_loan_and_a_running_one():
    title = a_title(2)
    record([wish(title, ago(10)), wish(title, ago(1))])
    over, runs = Loan.objects.order_by("started_at")
    assert (over.state, over.ended_at - over.started_at) == (LoanState.RETURNED, 2 * DAY)
    assert (runs.state, runs.ended_at) == (LoanState.ACTIVE, None)
    assert availability([title.pk])[title.pk].free == 1


def test_loan_never_returned_runs_until_its_last_day():
    record([wish(a_title(), ago(20), returned_after=30 * DAY)])
    loan = Loan.objects.get()
    assert (loan.state, loan.ended_at) == (LoanState.EXPIRED, loan.due_at)


def test_second_borrower_of_the_last_copy_is_turned_away():
    title = a_title()
    assert record([wish(title, ago(10)), wish(title, ago(9))]) == 1
    assert the_days(title, "limit_exceeded") == 1
    assert not Hold.objects.exists()


def test_waiting_member_borrows_the_returned_copy():
    title, waits = a_title(), a_member()
    record([wish(title, ago(10)), wish(title, ago(9), waits, fetched_after=HOUR)])
    first, second = Loan.objects.order_by("started_at")
    assert second.member == waits
    assert second.started_at == first.ended_at + HOUR
    hold = Hold.objects.get()
    assert (hold.state, hold.ended_at) == (HoldState.FULFILLED, second.started_at)
    names = Event.objects.filter(subject_type="lending.hold").order_by("pk")
    assert list(names.values_list("name", flat=True)) == [
        "hold:placed",
        "hold:ready",
        "hold:fulfilled",
    ]


def test_reserved_copy_not_borrowed_in_time_goes_to_the_next():
    title, next_one = a_title(), a_member()
    record(
        [
            wish(title, ago(20)),
            wish(title, ago(19.9), fetched_after=30 * DAY),
            wish(title, ago(19.8), next_one, fetched_after=HOUR),
        ]
    )
    assert Loan.objects.count() == 2
    assert Loan.objects.latest("started_at").member == next_one
    states = Hold.objects.order_by("placed_at").values_list("state", flat=True)
    assert list(states) == [HoldState.CANCELLED, HoldState.FULFILLED]


def test_final_state_equals_that_of_a_library_that_lent_until_now():
    titles = [a_title(copies) for copies in (1, 2)]
    people = [a_member() for _ in range(8)]
    record(
        [
            wish(title, ago(6 - number / 2), member, returned_after=4 * DAY, fetched_after=HOUR)
            for number, member in enumerate(people)
            for title in titles
        ]
    )
    assert Hold.objects.filter(state=HoldState.WAITING).exists()
    world = World([title.pk for title in titles])
    assert not list(world.broken({titles[0].pk: 1, titles[1].pk: 2}, limit=3))
    assert not list(world.waiting_beside_a_free_copy())


def test_request_before_the_title_was_bought_counts_as_without_licence():
    title = a_title(since=5)
    assert record([wish(title, ago(8))]) == 0
    assert the_days(title, "no_licence") == 1


def test_no_loan_outlasts_its_licence_or_begins_after_it():
    title = catalogue.title()
    with clock.frozen_at(ago(50)):
        licence = factories.bought("by_time", title, ends_at=clock.now() + 30 * DAY)
    record([wish(title, ago(21), returned_after=9 * DAY), wish(title, ago(19))])
    loan = Loan.objects.get()
    assert loan.ended_at == loan.due_at == licence.ends_at


def test_licence_by_loans_lends_no_more_than_it_allows():
    title = catalogue.title()
    with clock.frozen_at(ago(50)):
        licence = factories.bought("by_loans", title, copies=2, loans_allowed=3)
    record([wish(title, ago(20 - number)) for number in range(8)])
    assert sorted(licence.loans.values_list("serial", flat=True)) == [1, 2, 3]
    assert the_days(title, "no_licence") == 5


def test_no_member_exceeds_the_limit_of_loans():
    reader = a_member()
    assert record([wish(a_title(), ago(5), reader, returned_after=DAY * 6) for _ in "12345"]) == 3


def test_a_child_gets_no_title_for_adults():
    child = a_member(membership.child_values())
    title = a_title()
    Title.objects.update(audience="adults")
    assert record([wish(title, ago(10), child), wish(title, ago(9))]) == 1
    assert Loan.objects.get().member != child
    day = TitleDay.objects.get()
    assert (day.looked, day.opened, day.limit_exceeded, day.no_licence) == (1, 0, 0, 0)


def test_request_before_the_membership_is_refused_whole():
    title, late = a_title(), a_member(since=5)
    with pytest.raises(NotAMember):
        record([wish(title, ago(10)), wish(title, ago(8), late)])
    assert not Loan.objects.exists()


def test_length_that_is_not_offered_is_refused():
    with pytest.raises(LengthNotOffered):
        record([wish(a_title(), ago(10), days=8)])


def test_openings_count_while_the_loan_runs_and_anew_once_an_hour():
    title = a_title()
    at = ago(10).replace(minute=5)
    minute, first_hour = timedelta(minutes=1), timedelta(days=1, hours=3)
    record([wish(title, at, opened_after=(minute, 9 * minute, first_hour, 5 * DAY))])
    assert (the_days(title, "opened"), the_days(title, "opened_anew")) == (3, 2)
    assert TitleDay.objects.count() == 2


def test_open_access_readings_are_sums():
    title = catalogue.title()
    record([], [OpenReading(title.pk, ago(3), 2), OpenReading(title.pk, ago(3))])
    assert (the_days(title, "read_open"), the_days(title, "read_open_anew")) == (3, 2)


def test_old_loans_are_anonymised_and_still_counted():
    title = a_title()
    record([wish(title, ago(90)), wish(title, ago(80)), wish(title, ago(3))])
    assert Loan.objects.filter(member=None).count() == 2
    month = containing(ago(90).astimezone(library().tz).date(), Length.MONTH)
    assert sum(one.readers for one in figures.by_month(month)) >= 1


def test_simulated_past_notifies_nobody():
    from procrastinate.contrib.django.models import ProcrastinateJob

    title = a_title()
    wishes = [wish(title, ago(10)), wish(title, ago(9.5), fetched_after=HOUR)]
    before = ProcrastinateJob.objects.count()
    record(wishes)
    assert ProcrastinateJob.objects.count() == before


def test_simulation_adds_nothing_to_existing_loans():
    factories.loan()
    assert record([wish(a_title(), ago(10))]) == 0
    assert Loan.objects.count() == 1


def test_only_the_system_simulates_a_past():
    with pytest.raises(NotAllowed):
        lending.record_past(requests=[], readings=[], actor=factories.LIBRARIAN)
