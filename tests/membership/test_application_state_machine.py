"""State machine test of applications: invariants hold after each action of any person."""

import uuid
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

from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import DomainError, IllegalTransition
from rontal.core.models import Event, SealedFile
from rontal.membership import selectors, services
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.rules import ages
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import ConsentPurpose
from rontal.membership.states import CLOCK_RUNS, FINAL, OPEN, TRANSITIONS, ApplicationState
from tests.support.membership import factories

VISITOR = Actor.visitor()
START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
BIRTHS = (date(1990, 5, 17), date(2009, 3, 2), date(2014, 3, 2))  # an adult, a 17-year-old, a child
PEOPLE = [(birth, factories.nik(birth)) for birth in BIRTHS]

which = st.integers(0, 50)
person = st.sampled_from(PEOPLE)
BEGINNINGS = ("", "submitted", "activated", "in_review", "needs_correction", "member")


def typed_by(who: tuple[date, str], *, at_home: bool = True) -> dict[str, str]:
    """Returns the form of a person, with their own address or with a new one each time."""
    birth, number = who
    maker = factories.child_values if birth.year > 2000 else factories.values
    kind = "ktp" if birth.year < 2010 else "kia"
    typed = {"birth_date": birth.isoformat(), "number": number, "identity_kind": kind}
    own = {"email": f"{number}@contoh.example"} if at_home else {}
    return maker(**typed, **own, phone="0812 3456 7890")  # a phone, needed once they are 18


class ApplicationActions(RuleBasedStateMachine):
    """Three people, a clerk, guardians and the clock, in any order."""

    @initialize(beginnings=st.tuples(*[st.sampled_from(BEGINNINGS)] * len(PEOPLE)))
    def open_library(self, beginnings: tuple[str, ...]) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.travel = time_machine.travel(START, tick=False)
        self.time = self.travel.start()
        self.clerk = factories.clerk()
        for who, stage in zip(PEOPLE, beginnings, strict=True):
            if stage:
                getattr(factories, stage)(typed_by(who))
        self.states = self.snapshot()
        self.transitions = self.transition_event_count()
        self.clocks: dict[int, timedelta] = {}

    def teardown(self) -> None:
        self.travel.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def transition_event_count(self) -> int:
        """Counts the events that record a transition."""
        return Event.objects.filter(data__has_key="to").count()

    def pick(self, number: int) -> Application | None:
        """Returns one of all applications, more often an open one."""
        applications = list(Application.objects.order_by("pk"))
        still_open = [row for row in applications if row.state in OPEN]
        applications = still_open if still_open and number % 4 else applications
        return applications[number % len(applications)] if applications else None

    def attempt(self, act: Callable[[], Any]) -> bool:
        """Runs an action and returns whether it succeeded; a refused action must change nothing."""
        states, events = self.snapshot(), Event.objects.count()
        try:
            with transaction.atomic():
                act()
        except DomainError:
            assert self.snapshot() == states
            assert Event.objects.count() == events
            return False
        return True

    def snapshot(self) -> dict[int, str]:
        return dict(Application.objects.values_list("pk", "state"))

    @rule(who=person, twice=st.booleans(), at_home=st.booleans())
    def send(self, who: tuple[date, str], twice: bool, at_home: bool) -> None:
        draft, key = factories.draft(typed_by(who, at_home=at_home)), uuid.uuid4().hex
        first = services.submit(draft_id=draft.pk, key=key, actor=VISITOR)
        if twice:
            count = Application.objects.count()
            assert services.submit(draft_id=draft.pk, key=key, actor=VISITOR) == first
            assert Application.objects.count() == count

    @rule(number=which)
    def go_on(self, number: int) -> None:
        """Runs the usual next step of an application."""
        application = self.pick(number)
        if application is None or application.state in FINAL:
            return
        state, pk = ApplicationState(application.state), application.pk
        if state is ApplicationState.CHECKING:
            services.finish_checking(application_id=pk, actor=factories.SYSTEM)
        elif state is ApplicationState.NEEDS_CORRECTION:
            self.applicant_acts(number, "correct", PEOPLE[0])
        elif state is ApplicationState.IN_REVIEW:
            self.attempt(lambda: services.approve(application_id=pk, actor=self.clerk))
        elif application.activated_at is None:
            token = factories.token(application)
            services.activate(token=token, password=None, actor=VISITOR)
        else:
            token = factories.token(application, "guardian")
            services.guardian_consent(token=token, actor=VISITOR)

    @rule(
        number=which, what=st.sampled_from(["approve", "reject", "ask", "finish", "automatically"])
    )
    def library_acts(self, number: int, what: str) -> None:
        application = self.pick(number)
        if application is None:
            return
        pk, clerk, system = application.pk, self.clerk, factories.SYSTEM
        acts: dict[str, Callable[[], Any]] = {
            "approve": lambda: services.approve(application_id=pk, actor=clerk),
            "reject": lambda: services.reject(
                application_id=pk, reason="other", words="", actor=clerk
            ),
            "ask": lambda: services.ask_correction(
                application_id=pk, reasons=["other"], words="", actor=clerk
            ),
            "finish": lambda: services.finish_checking(application_id=pk, actor=system),
            "automatically": lambda: services.approve_automatically(
                application_id=pk, actor=system
            ),
        }
        if self.attempt(acts[what]):
            assert not self.attempt(acts[what])

    @rule(
        number=which,
        what=st.sampled_from(["activate", "correct", "withdraw", "leave"]),
        other=person,
    )
    def applicant_acts(self, number: int, what: str, other: tuple[date, str]) -> None:
        """Runs an action of the applicant; corrections sometimes have another person's number."""
        application = self.pick(number)
        if application is None:
            return
        pk, actor = application.pk, Actor(ActorKind.PERSON, application.user_id)
        member = Member.objects.filter(application=application).first() or Member(pk=0)
        token = factories.token(application)
        changes = {"number": other[1]} if number % 2 else {}
        acts: dict[str, Callable[[], Any]] = {
            "activate": lambda: services.activate(token=token, password=None, actor=VISITOR),
            "correct": lambda: services.correct(application_id=pk, changes=changes, actor=actor),
            "withdraw": lambda: services.withdraw(application_id=pk, actor=actor),
            "leave": lambda: services.close_membership(member_id=member.pk, actor=actor),
        }
        if self.attempt(acts[what]):
            assert not self.attempt(acts[what])

    @rule(
        number=which,
        answer=st.sampled_from(
            [services.guardian_consent, services.guardian_refuse, services.guardian_withdraw]
        ),
    )
    def guardian_answers(self, number: int, answer: Callable[..., Any]) -> None:
        application = self.pick(number)
        if application is not None and Guardian.objects.filter(application=application).exists():
            token = factories.token(application, "guardian")
            if self.attempt(lambda: answer(token=token, actor=VISITOR)):
                assert not self.attempt(lambda: answer(token=token, actor=VISITOR))

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 4, 24 * 31]))
    def time_passes(self, hours: int) -> None:
        self.time.shift(timedelta(hours=hours))
        services.lapse_overdue()
        services.erase_photos_of_final()
        services.sweep_drafts()
        assert services.lapse_overdue() == services.erase_photos_of_final() == 0

    @invariant()
    def each_transition_is_allowed_and_has_one_event(self) -> None:
        now = self.snapshot()
        for pk, state in now.items():
            before = self.states.get(pk)
            if before == state:
                continue
            self.transitions += 1
            if before is not None:
                assert state in TRANSITIONS[ApplicationState(before)]
        assert self.transition_event_count() == self.transitions
        self.states = now

    @invariant()
    def final_is_final(self) -> None:
        for row in Application.objects.filter(state__in=sorted(FINAL)):
            with pytest.raises(IllegalTransition), transaction.atomic():
                services.finish_checking(application_id=row.pk, actor=factories.SYSTEM)

    @invariant()
    def one_person_has_one_open_application_an_address_and_one_membership(self) -> None:
        still_open = Application.objects.filter(state__in=sorted(OPEN))
        pairs = [(bytes(row.nik_hash), row.email.lower()) for row in still_open]
        assert len(pairs) == len(set(pairs))
        members = Member.objects.exclude(state="closed")
        hashes = [bytes(row.nik_hash) for row in members]
        assert len(hashes) == len(set(hashes))

    @invariant()
    def nobody_is_a_member_without_approval(self) -> None:
        for member in Member.objects.select_related("application"):
            assert member.application.state == ApplicationState.APPROVED
            approvals = Event.objects.filter(
                name="application:approved", subject_id=str(member.application_id)
            )
            assert approvals.count() == 1

    @invariant()
    def no_child_is_a_member_without_the_guardian(self) -> None:
        for member in Member.objects.exclude(state="closed").select_related("application"):
            form = form_of(member.application)
            if form.birth_date and ages.needs_guardian(form.birth_date, member.joined_on):
                guardian = Guardian.objects.get(application=member.application)
                assert guardian.consented_at is not None
                assert selectors.has_consent(member.application, ConsentPurpose.MEMBERSHIP)

    @invariant()
    def the_clock_runs_only_while_the_library_works(self) -> None:
        for row in Application.objects.all():
            used = selectors.working_time_used(row)
            before = self.clocks.get(row.pk, timedelta())
            assert used >= before - timedelta(seconds=1)  # Seconds are rounded down.
            assert (row.clock_started_at is not None) == (row.state in CLOCK_RUNS)
            assert (row.due_at is not None) or row.state not in CLOCK_RUNS
            self.clocks[row.pk] = used

    @invariant()
    def withdrawn_applications_are_erased(self) -> None:
        for row in Application.objects.filter(state=ApplicationState.WITHDRAWN):
            assert row.details.reveal() == {}
            assert row.card_photo_id is None
        remaining = set()
        for columns in Application.objects.values_list("card_photo_id", "face_photo_id"):
            remaining |= set(columns)
        assert set(SealedFile.objects.filter(erased_at=None).values_list("pk", flat=True)) == (
            remaining - {None}
        )


def form_of(application: Application) -> Any:
    """Returns the form without recording an event."""
    return forms.read(application.details.reveal())


@pytest.mark.whole
@pytest.mark.django_db
def test_application_invariants_hold_in_any_order() -> None:
    run_state_machine_as_test(
        ApplicationActions,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
