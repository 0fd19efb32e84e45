"""State machine test of invitations in any order."""

from datetime import timedelta
from typing import ClassVar

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.feedback.policies import FeedbackPolicies
from rontal.feedback.survey import selectors, services, tokens
from rontal.feedback.survey.kinds import Occasion
from rontal.feedback.survey.models import Answer, Asking, Invitation
from rontal.membership.selectors import today
from tests.support.feedback.survey.factories import ALL_GOOD, SYSTEM, person

PEOPLE = 3
who = st.integers(0, PEOPLE - 1)


class Survey(RuleBasedStateMachine):
    """Decisions, loans, answers, refusals and days, compared with a model in plain Python."""

    people: ClassVar[list[int]]

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.traveller = time_machine.travel(clock.now(), tick=False)
        self.clock = self.traveller.start()
        self.event = 0
        self.answers = 0
        self.last_invited = dict.fromkeys(self.people)
        self.until = dict.fromkeys(self.people)
        self.peace: set[int] = set()
        self.spent: list[str] = []

    def teardown(self) -> None:
        self.traveller.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(which=who, occasion=st.sampled_from(Occasion), again=st.booleans())
    def invite(self, which: int, occasion: Occasion, again: bool) -> None:
        account, day = self.people[which], today()
        self.event += 1
        open_until, last_asked = self.until[account], self.last_invited[account]
        pause = timedelta(days=FeedbackPolicies.current().survey_again_days)
        due = account not in self.peace and (open_until is None or open_until < day)
        if occasion is Occasion.LOAN and last_asked is not None:
            due = due and day - last_asked >= pause
        tries = [
            services.invite(
                account_id=account, occasion=occasion, event_id=self.event, actor=SYSTEM
            )
            for _ in range(1 + again)
        ]
        assert [attempt is not None for attempt in tries] == [due, False][: len(tries)]
        if due:
            self.last_invited[account] = day
            self.until[account] = day + timedelta(days=FeedbackPolicies.current().survey_open_days)

    @rule(which=who)
    def answer(self, which: int) -> None:
        account = self.people[which]
        token = selectors.open_link(account)
        until = self.until[account]
        assert bool(token) is (until is not None and until >= today())
        if token:
            services.answer(token=token, choices=ALL_GOOD, about={})
            self.answers += 1
            self.until[account] = None
            self.spent.append(token)

    @rule(data=st.data())
    def answer_again(self, data: st.DataObject) -> None:
        for token in [data.draw(st.sampled_from(self.spent))] if self.spent else []:
            with pytest.raises(NotFound):
                services.answer(token=token, choices=ALL_GOOD, about={})

    @rule(which=who)
    def decline(self, which: int) -> None:
        account = self.people[which]
        services.decline(account_id=account, actor=Actor.person(account))
        if account not in self.peace:
            self.until[account] = None
        self.peace.add(account)

    @rule(which=who)
    def welcome(self, which: int) -> None:
        account = self.people[which]
        services.allow_invitations(account_id=account, actor=Actor.person(account))
        self.peace.discard(account)

    @rule(days=st.integers(1, 60))
    def days_pass(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))

    @rule()
    def sweep(self) -> None:
        services.sweep()
        assert not Invitation.objects.filter(expires_on__lt=today()).exists()

    @invariant()
    def one_answer_per_invitation(self) -> None:
        assert Answer.objects.count() == self.answers

    @invariant()
    def nobody_is_invited_within_the_pause(self) -> None:
        declined = Asking.objects.filter(declined=True)
        assert {row.account_id for row in declined} == self.peace
        assert not Invitation.objects.filter(account_id__in=self.peace).exists()

    @invariant()
    def open_invitations_match_the_model(self) -> None:
        open_invitations = Invitation.objects.filter(expires_on__gte=today())
        assert {row.account_id for row in open_invitations} == {
            account for account, until in self.until.items() if until and until >= today()
        }
        for row in open_invitations:
            assert selectors.open_invitation(tokens.invitation_token(row.pk)) == row


@pytest.mark.whole
@pytest.mark.django_db
def test_invitations_obey_the_rules_in_any_order() -> None:
    Survey.people = [person() for _ in range(PEOPLE)]
    run_state_machine_as_test(
        Survey,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
