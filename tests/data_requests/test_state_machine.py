"""State machine test of requests: invariants hold after each action of any person."""

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
from rontal.data_requests import services
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.data_requests.rules.kinds import (
    IdentityCheck,
    RefusalGround,
    RequestAct,
    RequestKind,
)
from rontal.data_requests.states import CLOSED, DATA_REQUEST_TRANSITIONS, DataRequestState
from tests.support.data_requests import factories
from tests.support.data_requests.factories import VISITOR

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
HOURS = timedelta(hours=72)
which = st.integers(0, 20)
clerk_index = st.integers(0, 2)


class RequestActions(RuleBasedStateMachine):
    """Two clerks, a head of service, senders, and the clock, in any order."""

    @initialize()
    def open_desk(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.travel = time_machine.travel(START, tick=False)
        self.time = self.travel.start()
        self.clerks = [factories.clerk(), factories.clerk(), factories.clerk(Role.HEAD)]
        self.before: dict[int, str] = {}

    def teardown(self) -> None:
        self.travel.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def act(self, number: int, service, **values) -> None:
        """Calls a service for a request; a refusal must leave no trace."""
        requests = list(DataRequest.objects.order_by("pk"))
        if not requests:
            return
        request = requests[number % len(requests)]
        events = Event.objects.count()
        try:
            with transaction.atomic():
                service(request_id=request.pk, **values)
        except DomainError:
            same = DataRequest.objects.get(pk=request.pk)
            assert (same.state, same.handler_id) == (request.state, request.handler_id)
            assert Event.objects.count() == events

    @rule(kind=st.sampled_from(list(RequestKind)))
    def send(self, kind: RequestKind) -> None:
        factories.opened(kind=kind)

    @rule(number=which, who=clerk_index)
    def take(self, number: int, who: int) -> None:
        self.act(number, services.take, actor=self.clerks[who])

    @rule(number=which, who=clerk_index, to=clerk_index)
    def reassign(self, number: int, who: int, to: int) -> None:
        self.act(number, services.reassign, to=self.clerks[to].id, actor=self.clerks[who])

    @rule(number=which, who=clerk_index, check=st.sampled_from(list(IdentityCheck)))
    def check(self, number: int, who: int, check: IdentityCheck) -> None:
        self.act(number, services.confirm_identity, check=check, actor=self.clerks[who])

    @rule(number=which, who=clerk_index)
    def ask(self, number: int, who: int) -> None:
        self.act(number, services.ask_person, words="Tanya", actor=self.clerks[who])

    @rule(number=which, who=clerk_index)
    def note(self, number: int, who: int) -> None:
        self.act(number, services.add_note, words="Catatan", actor=self.clerks[who])

    @rule(number=which, who=clerk_index)
    def resume(self, number: int, who: int) -> None:
        self.act(number, services.resume, actor=self.clerks[who])

    @rule(number=which)
    def reply(self, number: int) -> None:
        self.act(number, services.add_reply, words="Jawab", actor=VISITOR)

    @rule(number=which, who=clerk_index, acts=st.lists(st.sampled_from(list(RequestAct))))
    def fulfil(self, number: int, who: int, acts: list[RequestAct]) -> None:
        self.act(number, services.fulfil, acts=acts, words="Sudah", actor=self.clerks[who])

    @rule(number=which, who=clerk_index, ground=st.sampled_from(list(RefusalGround)))
    def refuse(self, number: int, who: int, ground: RefusalGround) -> None:
        self.act(number, services.refuse, ground=ground, words="Maaf", actor=self.clerks[who])

    @rule(number=which)
    def withdraw(self, number: int) -> None:
        self.act(number, services.withdraw, actor=VISITOR)

    @rule(hours=st.sampled_from([1, 30, 24 * 400]))
    def wait(self, hours: int) -> None:
        self.time.shift(timedelta(hours=hours))
        services.remind_before_late()
        services.erase_old()

    @invariant()
    def states_follow_the_table(self) -> None:
        for request in DataRequest.objects.all():
            before = DataRequestState(self.before.get(request.pk, DataRequestState.RECEIVED))
            reached = {before, *DATA_REQUEST_TRANSITIONS.get(before, ())}
            assert request.state in reached
            self.before[request.pk] = request.state

    @invariant()
    def the_clock_never_moves(self) -> None:
        for request in DataRequest.objects.all():
            assert request.due_at - request.received_at == HOURS

    @invariant()
    def what_is_done_says_how_and_by_whom(self) -> None:
        for request in DataRequest.objects.filter(state__in=list(CLOSED)):
            assert request.closed_at is not None
            if request.state == DataRequestState.FULFILLED:
                assert request.acts
                assert request.identity_check
                assert request.handler_id is not None
            assert bool(request.refusal) == (request.state == DataRequestState.REFUSED)

    @invariant()
    def what_is_erased_holds_no_text(self) -> None:
        for request in DataRequest.objects.exclude(erased_at=None):
            assert request.contact is None
            texts = {
                one.words.reveal()["text"] for one in RequestEntry.objects.filter(request=request)
            }
            assert texts <= {""}


@pytest.mark.whole
@pytest.mark.django_db
def test_requests_in_any_order():
    run_state_machine_as_test(
        RequestActions,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
