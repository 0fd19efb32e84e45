"""Any hands in any order: what always holds of loans and holds."""

import contextlib
from datetime import timedelta
from typing import Any, ClassVar

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import DomainError
from rontal.lending import services
from rontal.lending.models import Hold, Loan
from rontal.lending.selectors import availability, free_titles
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.membership.models import Member
from rontal.standard.selectors import library
from tests.lending.factories import borrower, lendable

COPIES = (1, 2, 1, 1)
PEOPLE = 5

person = st.integers(0, PEOPLE - 1)
title = st.integers(0, len(COPIES) - 1)
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
        for title_id, copies in zip(self.titles, COPIES, strict=True):
            waits = Hold.objects.filter(title_id=title_id, state=HoldState.WAITING).exists()
            assert not waits or used(title_id) == copies

    @invariant()
    def never_more_copies_out_than_there_are(self) -> None:
        for title_id, copies in zip(self.titles, COPIES, strict=True):
            assert used(title_id) <= copies

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
        found = {row["title_id"] for row in free_titles()}
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
    run_state_machine_as_test(
        Lending,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
