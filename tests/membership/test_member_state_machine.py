"""State machine test of memberships: invariants hold after each action of any person."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.errors import DomainError, IllegalTransition
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.membership.rules.staff_reasons import (
    ClosingReason,
    CorrectionCause,
    JoiningCause,
    SuspensionReason,
)
from rontal.membership.selectors import today
from rontal.membership.selectors.members import form_of, merged_into
from rontal.membership.states import MEMBER_TRANSITIONS, MemberState
from rontal.membership.suspensions import EmailChange, Suspension
from tests.support.membership import factories

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
MOVES = (
    "member:suspended", "member:lifted", "member:expired", "member:closed",
)  # fmt: skip
which = st.integers(0, 5)


def join(surviving: Member, merged: Member, actor: Actor) -> Member:
    return services.join_members(
        surviving_id=surviving.pk,
        merged_id=merged.pk,
        reason=JoiningCause.IMPORTED_TWICE,
        actor=actor,
    )


class MembershipActions(RuleBasedStateMachine):
    """Five memberships (two without a number), a head of service and the clock, in any order."""

    @initialize()
    def open_library(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.travel = time_machine.travel(START, tick=False)
        self.time = self.travel.start()
        self.head = factories.clerk(Role.HEAD)
        people = [factories.member() for _ in range(4)]
        people.append(factories.member(factories.child_values()))
        for number, member in enumerate(people):
            end = today() + timedelta(days=(400, 20, 1, 3000, 90)[number])
            Member.objects.filter(pk=member.pk).update(valid_until=end)
            if number in (1, 3):
                self.forget_number(member)
        self.states = self.snapshot()
        self.hashes = {row.pk: bytes(row.nik_hash) for row in Member.objects.all()}

    def forget_number(self, member: Member) -> None:
        """Removes number and details, as for a member imported from another program."""
        Member.objects.filter(pk=member.pk).update(nik_hash=b"")
        application = Application.objects.get(pk=member.application_id)
        application.nik_hash, application.details = b"", {"name": member.name}
        application.save(update_fields=["nik_hash", "details"])

    def teardown(self) -> None:
        self.travel.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def snapshot(self) -> dict[int, str]:
        return dict(Member.objects.values_list("pk", "state"))

    def pick(self, number: int) -> Member:
        members = list(Member.objects.order_by("pk"))
        return members[number % len(members)]

    def attempt(self, act: Callable[[], Any]) -> bool:
        """Runs an action and returns whether it succeeded; a refused action must change nothing."""
        states, event_count = self.snapshot(), Event.objects.count()
        try:
            with transaction.atomic():
                act()
        except DomainError:
            assert self.snapshot() == states
            assert Event.objects.count() == event_count
            return False
        return True

    @rule(number=which, days=st.sampled_from([None, 0, 3, 60]))
    def suspend(self, number: int, days: int | None) -> None:
        member = self.pick(number)
        until = None if days is None else today() + timedelta(days=days)
        done = self.attempt(
            lambda: services.suspend_member(
                member_id=member.pk,
                reason=SuspensionReason.OTHER,
                words="Mari bicara.",
                until=until,
                actor=self.head,
            )
        )
        assert done == (member.state == MemberState.ACTIVE)

    @rule(number=which)
    def lift(self, number: int) -> None:
        member = self.pick(number)
        done = self.attempt(lambda: services.lift_suspension(member_id=member.pk, actor=self.head))
        assert done == (member.state == MemberState.SUSPENDED)

    @rule(number=which)
    def renew(self, number: int) -> None:
        member = self.pick(number)
        if self.attempt(
            lambda: services.renew_membership(
                member_id=member.pk, displayed_until=member.valid_until, actor=self.head
            )
        ):
            after = Member.objects.get(pk=member.pk)
            assert after.state == MemberState.ACTIVE
            assert after.valid_until > max(member.valid_until, today() + timedelta(days=365 * 4))

    @rule(number=which)
    def close(self, number: int) -> None:
        member = self.pick(number)
        done = self.attempt(
            lambda: services.close_member(
                member_id=member.pk, reason=ClosingReason.ASKED, actor=self.head
            )
        )
        assert done == (member.state != MemberState.CLOSED)

    @rule(first=which, second=which)
    def merge(self, first: int, second: int) -> None:
        surviving, merged = self.pick(first), self.pick(second)
        if self.attempt(lambda: join(surviving, merged, self.head)):
            assert merged_into(merged.pk).pk == surviving.pk
            nik_hash = bytes(Member.objects.get(pk=surviving.pk).nik_hash)
            assert nik_hash == bytes(surviving.nik_hash) or nik_hash == bytes(merged.nik_hash)
            assert nik_hash or not bytes(merged.nik_hash)

    @rule(number=which, other=which, what=st.sampled_from(["number", "name", "email", "phone"]))
    def correct(self, number: int, other: int, what: str) -> None:
        """Corrects a member's data, sometimes to another member's number."""
        member, lender = self.pick(number), self.pick(other)
        values = {
            "number": {
                "identity_kind": "ktp",
                "number": form_of(lender.application).number or factories.nik(),
            },
            "name": {"name": "Ni Luh Lain"},
            "email": {"email": f"baru{number}@contoh.example"},
            "phone": {"phone": f"0813 0000 {number:04}"},
        }[what]
        self.attempt(
            lambda: services.correct_member(
                member_id=member.pk,
                revision=member.revision,
                values=values,
                reason=CorrectionCause.ASKED,
                actor=self.head,
            )
        )

    @rule()
    def confirm(self) -> None:
        for change in EmailChange.objects.filter(confirmed_at=None):
            self.attempt(
                lambda change=change: services.confirm_email(
                    token=change.token, actor=Actor.visitor()
                )
            )

    @rule(days=st.sampled_from([1, 4, 40, 400, 2000]))
    def time_passes(self, days: int) -> None:
        self.time.shift(timedelta(days=days))
        services.lift_ended_suspensions()
        self.each_transition_is_allowed()  # After each job: each may change the same member.
        services.expire_memberships()
        services.notify_of_ending()
        services.sweep_email_changes()
        services.erase_photos_of_final()
        assert not Member.objects.filter(state="active", valid_until__lt=today()).exists()
        assert not Suspension.objects.filter(until__lt=today()).exists()
        assert services.expire_memberships() == services.lift_ended_suspensions() == 0
        assert services.notify_of_ending() == services.sweep_email_changes() == 0

    @invariant()
    def each_transition_is_allowed(self) -> None:
        now = self.snapshot()
        for pk, state in now.items():
            before = MemberState(self.states[pk])
            assert state == before or state in MEMBER_TRANSITIONS[before]
        self.states = now

    @invariant()
    def closed_is_final(self) -> None:
        for member in Member.objects.filter(state="closed"):
            assert not bytes(member.nik_hash)
            with pytest.raises((IllegalTransition, DomainError)), transaction.atomic():
                services.lift_suspension(member_id=member.pk, actor=self.head)

    @invariant()
    def exactly_suspended_members_have_a_reason(self) -> None:
        paused = set(Member.objects.filter(state="suspended").values_list("pk", flat=True))
        assert set(Suspension.objects.values_list("pk", flat=True)) == paused

    @invariant()
    def numbers_are_unique_and_consistent(self) -> None:
        rows = Member.objects.exclude(state="closed").select_related("application", "user")
        hashes = [bytes(row.nik_hash) for row in rows if bytes(row.nik_hash)]
        assert len(hashes) == len(set(hashes))
        for row in rows:
            assert bytes(row.nik_hash) == bytes(row.application.nik_hash)
            assert row.name == row.application.name == row.user.name
            assert row.application.email == row.user.email

    @invariant()
    def sign_in_ends_with_the_membership(self) -> None:
        for row in Member.objects.select_related("user", "application"):
            assert row.user.is_active == (row.state != MemberState.CLOSED)
            if row.state == MemberState.CLOSED:
                assert row.application.details.reveal() == {}
                assert row.application.card_photo_id is None

    @invariant()
    def merges_form_no_cycle(self) -> None:
        for row in Member.objects.exclude(joined_into=None):
            assert row.state == MemberState.CLOSED
            assert merged_into(row.pk).joined_into_id is None

    @invariant()
    def transitions_have_events(self) -> None:
        for row in Member.objects.filter(state__in=["suspended", "closed"]):
            newest = Event.objects.filter(
                subject_type="membership.member", subject_id=str(row.pk), name__in=MOVES
            ).latest("pk")
            assert newest.name == f"member:{row.state}"


@pytest.mark.whole
@pytest.mark.django_db
def test_membership_invariants_hold_in_any_order() -> None:
    run_state_machine_as_test(
        MembershipActions,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_leap_days_and_first_of_march_give_whole_years() -> None:
    from rontal.membership.rules.years import years_after

    assert years_after(date(2028, 2, 29), 5) == date(2033, 2, 28)
    assert years_after(date(2028, 3, 1), 1) == date(2029, 2, 28)
    assert years_after(date(2027, 3, 1), 1) == date(2028, 2, 29)
