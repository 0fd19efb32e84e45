"""Any hands in any order: what always holds of loans and holds."""

import contextlib
from datetime import timedelta
from typing import Any, ClassVar

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import DomainError
from rontal.lending import services
from rontal.lending.free import free_of
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.selectors import availability
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.membership.models import Member
from rontal.standard.selectors import library
from tests.lending.factories import borrower, bought, in_days, lendable

COPIES = (1, 2, 1)
MOST = (*COPIES, 2, 2, 2)
"""Of each title; the last three have licences that end, that count, and one of each sort."""
PEOPLE = 5

person = st.integers(0, PEOPLE - 1)
title = st.integers(0, len(MOST) - 1)
number = st.integers(0, 30)


class Lending(RuleBasedStateMachine):
    """Borrow, give back, wait, leave, suspend, resume; time passes; the job runs or is late."""

    people: ClassVar[list[Actor]]
    titles: ClassVar[list[int]]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.traveller = time_machine.travel(clock.now(), tick=False)
        self.clock = self.traveller.start()

    def teardown(self) -> None:
        self.traveller.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(who=person, what=title)
    def borrow(self, who: int, what: int) -> None:
        tried(services.borrow, title_id=self.titles[what], actor=self.people[who])

    @rule(which=number)
    def give_back(self, which: int) -> None:
        for loan in chosen(Loan.objects.order_by("pk"), which):
            services.give_back(loan_id=loan.pk, actor=actor_of(loan.member_id))

    @rule(who=person, what=title)
    def wait(self, who: int, what: int) -> None:
        tried(services.place_hold, title_id=self.titles[what], actor=self.people[who])

    @rule(which=number)
    def leave(self, which: int) -> None:
        for hold in chosen(Hold.objects.order_by("pk"), which):
            services.cancel_hold(hold_id=hold.pk, actor=actor_of(hold.member_id))

    @rule(which=number)
    def suspend(self, which: int) -> None:
        for hold in chosen(Hold.objects.order_by("pk"), which):
            tried(services.suspend_hold, hold_id=hold.pk, actor=actor_of(hold.member_id))

    @rule(which=number)
    def resume(self, which: int) -> None:
        for hold in chosen(Hold.objects.order_by("pk"), which):
            tried(services.resume_hold, hold_id=hold.pk, actor=actor_of(hold.member_id))

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours: int) -> None:
        self.clock.shift(timedelta(hours=hours))

    @rule()
    def job_runs(self) -> None:
        services.settle_overdue()
        self.nobody_waits_beside_a_free_copy()

    def nobody_waits_beside_a_free_copy(self) -> None:
        for title_id in self.titles:
            waits = Hold.objects.filter(title_id=title_id, state=HoldState.WAITING).exists()
            assert not waits or used(title_id) == availability([title_id])[title_id].copies

    @invariant()
    def never_more_copies_out_than_there_are(self) -> None:
        for title_id, copies in zip(self.titles, MOST, strict=True):
            assert used(title_id) <= copies

    @invariant()
    def never_more_loans_than_a_licence_allows(self) -> None:
        for licence in Licence.objects.filter(loans_allowed__isnull=False):
            serials = list(licence.loans.order_by("serial").values_list("serial", flat=True))
            assert serials == list(range(1, len(serials) + 1))
            kept = licence.holds.filter(state=HoldState.READY).count()
            assert len(serials) + kept <= (licence.loans_allowed or 0)

    @invariant()
    def nothing_outlasts_its_licence(self) -> None:
        ends = F("licence__ends_at")
        assert not Loan.objects.filter(due_at__gt=ends).exists()
        assert not Hold.objects.filter(state=HoldState.READY, ready_until__gt=ends).exists()

    @invariant()
    def no_copy_is_in_two_hands(self) -> None:
        loans = Loan.objects.filter(state=LoanState.ACTIVE).values_list("licence", "copy")
        holds = Hold.objects.filter(state=HoldState.READY).values_list("licence", "copy")
        both = [*loans, *holds]
        assert len(both) == len(set(both))

    @invariant()
    def limits_hold(self) -> None:
        limit = library().policies.loans_at_once
        for who in self.people:
            running = Loan.objects.filter(member__user_id=who.id, state=LoanState.ACTIVE)
            assert running.filter(due_at__gt=clock.now()).count() <= limit

    @invariant()
    def nobody_has_and_waits_for_one_title(self) -> None:
        now = clock.now()
        loans = Loan.objects.filter(state=LoanState.ACTIVE, due_at__gt=now)
        holds = Hold.objects.filter(state__in=OPEN_HOLDS)
        has = set(loans.values_list("member_id", "title_id"))
        assert not has & set(holds.values_list("member_id", "title_id"))

    @invariant()
    def a_kept_copy_went_to_whoever_waited_longest(self) -> None:
        ready = Hold.objects.filter(state=HoldState.READY)
        for hold in ready:
            earlier = Hold.objects.filter(title_id=hold.title_id, state=HoldState.WAITING)
            assert not earlier.filter(placed_at__lt=hold.placed_at).exists()

    @invariant()
    def what_is_counted_agrees_with_what_can_be_found(self) -> None:
        titles = self.titles
        counted = availability(titles)
        with connection.cursor() as cursor:
            found = set(free_of(cursor, titles))
        assert found == {title_id for title_id in titles if counted[title_id].free}


def used(title_id: int) -> int:
    loans = Loan.objects.filter(title_id=title_id, state=LoanState.ACTIVE).count()
    return loans + Hold.objects.filter(title_id=title_id, state=HoldState.READY).count()


def chosen(rows: Any, which: int) -> list[Any]:
    found = list(rows)
    return [found[which % len(found)]] if found else []


def actor_of(member_id: int) -> Actor:
    return Actor.person(Member.objects.get(pk=member_id).user_id)


def tried(act: Any, **given: Any) -> None:
    with contextlib.suppress(DomainError):
        act(**given)


@pytest.mark.django_db
def test_copies_are_lent_fairly_in_any_order() -> None:
    Lending.people = [borrower() for _ in range(PEOPLE)]
    Lending.titles = [lendable(copies).pk for copies in COPIES]
    ending = bought("by_time", copies=2, ends_at=in_days(20))
    counted = bought("by_loans", copies=2, loans_allowed=5, ends_at=in_days(60))
    mixed = bought("by_loans", loans_allowed=3, title=lendable(1))
    Lending.titles += [ending.title_id, counted.title_id, mixed.title_id]
    run_state_machine_as_test(
        Lending,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
