"""State machine test of tickets: invariants hold after each action of any person."""

from datetime import UTC, datetime, timedelta

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
from rontal.core.errors import DomainError
from rontal.core.models import Event
from rontal.feedback import services
from rontal.feedback.models import Entry, FollowKey, Ticket
from rontal.feedback.rules.kinds import Category, EntryKind, Kind, Pace, SetAside
from rontal.feedback.states import DONE, TICKET_TRANSITIONS, TicketState
from tests.support.feedback import factories
from tests.support.feedback.factories import VISITOR

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
which = st.integers(0, 20)
clerk_index = st.integers(0, 2)


class TicketActions(RuleBasedStateMachine):
    """Two clerks, a head of service, a reporter, and the clock, in any order."""

    @initialize()
    def open_desk(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.travel = time_machine.travel(START, tick=False)
        self.time = self.travel.start()
        self.clerks = [factories.clerk(), factories.clerk(), factories.clerk(Role.HEAD)]
        self.before: dict[int, str] = {}
        self.reopened: dict[int, int] = {}
        self.in_time: dict[int, bool | None] = {}

    def teardown(self) -> None:
        self.travel.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def pick(self, number: int) -> Ticket | None:
        tickets = list(Ticket.objects.order_by("pk"))
        return tickets[number % len(tickets)] if tickets else None

    def act(self, number: int, service, **values) -> None:
        ticket = self.pick(number)
        if ticket is None:
            return
        event_count = Event.objects.count()
        try:
            with transaction.atomic():
                service(ticket_id=ticket.pk, **values)
        except DomainError:
            same = Ticket.objects.get(pk=ticket.pk)
            assert (same.state, same.handler_id) == (ticket.state, ticket.handler_id)
            assert Event.objects.count() == event_count

    @rule(named=st.booleans(), kind=st.sampled_from(list(Kind)))
    def write_in(self, named: bool, kind: Kind) -> None:
        factories.opened(kind=kind, **(factories.CONTACT if named else {}))

    @rule(number=which, who=clerk_index)
    def start_work(self, number: int, who: int) -> None:
        self.act(number, services.take, actor=self.clerks[who])

    @rule(number=which, who=clerk_index, to=clerk_index)
    def hand_over(self, number: int, who: int, to: int) -> None:
        self.act(number, services.reassign, to=self.clerks[to].id, actor=self.clerks[who])

    @rule(number=which, who=clerk_index, pace=st.sampled_from(list(Pace)))
    def sort(self, number: int, who: int, pace: Pace) -> None:
        values = {"kind": Kind.COMPLAINT, "category": Category.OTHER, "pace": pace}
        self.act(number, services.classify, actor=self.clerks[who], **values)

    @rule(number=which, who=clerk_index)
    def note(self, number: int, who: int) -> None:
        self.act(number, services.add_note, words="Catatan", actor=self.clerks[who])

    @rule(number=which)
    def answer(self, number: int) -> None:
        ticket = self.pick(number)
        owner = next((one for one in self.clerks if ticket and one.id == ticket.handler_id), None)
        if owner:
            self.act(number, services.answer, words="Jawaban", actor=owner)

    @rule(number=which, who=clerk_index)
    def answer_or_not(self, number: int, who: int) -> None:
        self.act(number, services.answer, words="Jawaban", actor=self.clerks[who])

    @rule(number=which, who=clerk_index, why=st.sampled_from(list(SetAside)))
    def set_aside(self, number: int, who: int, why: SetAside) -> None:
        self.act(number, services.close_without_answer, why=why, actor=self.clerks[who])

    @rule(number=which, who=clerk_index)
    def close(self, number: int, who: int) -> None:
        self.act(number, services.close, actor=self.clerks[who])

    @rule(number=which)
    def reply(self, number: int) -> None:
        self.act(number, services.add_reply, words="Lagi", actor=VISITOR)

    @rule(number=which)
    def reopen(self, number: int) -> None:
        self.act(number, services.reopen, words="Belum", actor=VISITOR)

    @rule(number=which, stars=st.integers(0, 5))
    def rate(self, number: int, stars: int) -> None:
        self.act(number, services.rate, stars=stars, actor=VISITOR)

    @rule(number=which)
    def withdraw(self, number: int) -> None:
        self.act(number, services.withdraw_identity, actor=VISITOR)

    @rule(days=st.sampled_from([1, 20, 400]))
    def wait(self, days: int) -> None:
        self.time.shift(timedelta(days=days))
        services.remind_before_late()
        services.close_answered()
        services.erase_old()

    @invariant()
    def states_follow_the_table(self) -> None:
        for ticket in Ticket.objects.all():
            before = TicketState(self.before.get(ticket.pk, TicketState.RECEIVED))
            reached = {before}
            for _ in range(3):  # One action may start work and reassign, or answer and close.
                reached |= {to for frm in reached for to in TICKET_TRANSITIONS.get(frm, ())}
            assert ticket.state in reached
            self.before[ticket.pk] = ticket.state

    @invariant()
    def tickets_are_consistent(self) -> None:
        for ticket in Ticket.objects.all():
            assert (ticket.state == TicketState.RECEIVED) == (ticket.handler_id is None)
            assert (ticket.state == TicketState.CLOSED) == (ticket.closed_at is not None)
            assert (ticket.state == TicketState.ANSWERED) == (ticket.closes_at is not None)
            answers = Entry.objects.filter(ticket=ticket, kind=EntryKind.ANSWER).count()
            assert (ticket.answered_at is not None) == (answers > 0)
            assert (ticket.in_time is not None) == (ticket.answered_at is not None)
            assert ticket.reporter is not None or not ticket.has_email
            if ticket.erased_at:
                assert ticket.state in DONE
                assert ticket.reporter is None
                assert not FollowKey.objects.filter(ticket=ticket).exists()

    @invariant()
    def tickets_are_reopened_once_and_verdicts_are_final(self) -> None:
        for ticket in Ticket.objects.all():
            reopenings = Event.objects.filter(name="ticket:reopened", subject_id=str(ticket.pk))
            assert reopenings.count() <= 1
            verdict = self.in_time.setdefault(ticket.pk, ticket.in_time)
            assert verdict is None or verdict == ticket.in_time
            self.in_time[ticket.pk] = ticket.in_time


@pytest.mark.django_db
def test_invariants_hold_in_any_order_of_actions():
    run_state_machine_as_test(
        TicketActions,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
