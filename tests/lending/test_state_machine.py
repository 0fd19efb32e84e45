"""State machine test: invariants of loans and holds under any sequence of operations.

`pytest tests/lending/test_state_machine.py --operations 100000` runs that many operations.
"""

import contextlib
from datetime import timedelta
from typing import Any, ClassVar

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import DomainError
from rontal.lending import services
from rontal.lending.models import Hold, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import EndReason
from rontal.lending.states import LoanState
from rontal.membership import services as membership
from rontal.membership.models import Member
from rontal.membership.selectors import today
from rontal.membership.states import MemberState
from tests.support.lending.factories import LIBRARIAN, borrower, bought, in_days, lendable
from tests.support.lending.invariants import World
from tests.support.membership import factories

COPIES = (1, 2, 1)
MAX_COPIES = (*COPIES, 2, 2, 2)
"""Copies of each title; the last three also have licences that end, that limit loans, or both."""
PEOPLE = 5
STEPS = 50

person = st.integers(0, PEOPLE - 1)
title = st.integers(0, len(MAX_COPIES) - 1)
number = st.integers(0, 30)


class Lending(RuleBasedStateMachine):
    """Random operations of members, staff, jobs and time.

    Members borrow, renew, return, place, cancel, suspend and resume holds, and erase their history.
    Memberships are suspended, expire and are renewed. Time passes, licences end, ready copies are
    missed, and jobs run or are late.
    """

    people: ClassVar[list[Actor]]
    titles: ClassVar[list[int]]
    head: ClassVar[Actor]
    done: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.traveller = time_machine.travel(clock.now(), tick=False)
        self.clock = self.traveller.start()
        self.kept, self.lent = set[int](), 0

    def teardown(self) -> None:
        self.traveller.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(who=person, what=title)
    def borrow(self, who: int, what: int) -> None:
        try_to(services.borrow, title_id=self.titles[what], actor=self.people[who])

    @rule(which=number)
    def return_loan(self, which: int) -> None:
        for loan in chosen(loans_with_member(), which):
            services.return_loan(loan_id=loan.pk, actor=actor_of(loan.member_id))

    @rule(which=number)
    def renew(self, which: int) -> None:
        for loan in chosen(loans_with_member().filter(state=LoanState.ACTIVE), which):
            try_to(services.renew, loan_id=loan.pk, actor=actor_of(loan.member_id))

    @rule(which=number)
    def revoke(self, which: int) -> None:
        for loan in chosen(loans_with_member(), which):
            services.revoke(loan_id=loan.pk, reason=EndReason.RIGHTS, actor=LIBRARIAN)

    @rule(who=person, what=title)
    def wait(self, who: int, what: int) -> None:
        try_to(services.place_hold, title_id=self.titles[what], actor=self.people[who])

    @rule(which=number)
    def leave(self, which: int) -> None:
        for hold in chosen(Hold.objects.order_by("pk"), which):
            services.cancel_hold(hold_id=hold.pk, actor=actor_of(hold.member_id))

    @rule(which=number)
    def suspend(self, which: int) -> None:
        for hold in chosen(Hold.objects.order_by("pk"), which):
            try_to(services.suspend_hold, hold_id=hold.pk, actor=actor_of(hold.member_id))

    @rule(which=number)
    def resume(self, which: int) -> None:
        for hold in chosen(Hold.objects.order_by("pk"), which):
            try_to(services.resume_hold, hold_id=hold.pk, actor=actor_of(hold.member_id))

    @rule(who=person, keeps_history=st.booleans())
    def choose_history(self, who: int, keeps_history: bool) -> None:
        act = services.keep_history if keeps_history else services.stop_history
        act(actor=self.people[who])

    @rule(who=person)
    def erase_history(self, who: int) -> None:
        services.erase_history(actor=self.people[who])
        own = Loan.objects.filter(member__user_id=self.people[who].id)
        assert not own.exclude(state=LoanState.ACTIVE).exists()

    @rule(who=person)
    def suspend_or_reinstate(self, who: int) -> None:
        """Suspends an active membership, or makes a suspended or expired one active again."""
        member = Member.objects.get(user_id=self.people[who].id)
        if member.state == MemberState.ACTIVE:
            arguments = {"reason": "asked", "words": "", "until": None, "actor": self.head}
            membership.suspend_member(member_id=member.pk, **arguments)
        elif member.state == MemberState.SUSPENDED:
            membership.lift_suspension(member_id=member.pk, actor=self.head)
        else:
            arguments = {"displayed_until": member.valid_until, "actor": self.head}
            membership.renew_membership(member_id=member.pk, **arguments)
        services.settle_queues_of(member_id=member.pk)

    @rule(who=person)
    def membership_runs_out(self, who: int) -> None:
        member = Member.objects.get(user_id=self.people[who].id)
        Member.objects.filter(pk=member.pk).update(valid_until=today() - timedelta(days=1))
        membership.expire_memberships()
        for pk in Member.objects.values_list("pk", flat=True):
            services.settle_queues_of(member_id=pk)

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours: int) -> None:
        self.clock.shift(timedelta(hours=hours))

    @rule()
    def job_runs(self) -> None:
        services.settle_overdue()
        assert not list(World(self.titles).waiting_beside_a_free_copy())

    @rule()
    def other_jobs_run(self) -> None:
        services.remind_of_last_day()
        assert services.remind_of_last_day() == 0
        services.anonymise_loans()
        assert services.anonymise_loans() == 0

    @invariant()
    def every_promise_holds(self) -> None:
        world = World(self.titles)
        limit = LendingPolicies.current().loans_at_once
        most = dict(zip(self.titles, MAX_COPIES, strict=True))
        assert not list(world.broken(most, limit))
        assert not list(world.overtaken(self.kept))
        self.kept = {hold.pk for hold in world.ready}
        assert len(world.loans) >= self.lent  # anonymised loans still count
        self.lent = len(world.loans)
        type(self).done += 1


def loans_with_member() -> Any:
    return Loan.objects.filter(member__isnull=False).order_by("pk")


def chosen(rows: Any, which: int) -> list[Any]:
    drawn = list(rows)
    return [drawn[which % len(drawn)]] if drawn else []


def actor_of(member_id: int) -> Actor:
    return Actor.person(Member.objects.get(pk=member_id).user_id)


def try_to(act: Any, **arguments: Any) -> None:
    with contextlib.suppress(DomainError):
        act(**arguments)


@pytest.mark.django_db
def test_copies_are_lent_fairly_in_any_order(operations: int) -> None:
    Lending.head = factories.clerk(Role.HEAD)
    Lending.people = [borrower() for _ in range(PEOPLE)]
    Lending.titles = [lendable(copies).pk for copies in COPIES]
    ending = bought("by_time", copies=2, ends_at=in_days(20))
    counted = bought("by_loans", copies=2, loans_allowed=5, ends_at=in_days(60))
    mixed = bought("by_loans", loans_allowed=3, title=lendable(1))
    Lending.titles += [ending.title_id, counted.title_id, mixed.title_id]
    Lending.done = 0
    while Lending.done < operations:
        run_state_machine_as_test(
            Lending,
            settings=settings(
                max_examples=max(1, (operations - Lending.done) // STEPS),
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    print(f"{Lending.done:,} operations")
