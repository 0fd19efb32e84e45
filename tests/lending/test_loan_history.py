"""Tests of the loan history: off, on, and erased."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.lending import figures, history, selectors, services
from rontal.lending.errors import NotAMember
from rontal.lending.models import Hold, Loan
from rontal.lending.policies import LendingPolicies
from rontal.membership.models import Member
from rontal.membership.states import MemberState
from rontal.standard.rules.periods import Length, containing
from rontal.standard.selectors import library
from tests.support.lending.factories import borrower, bought, lendable, loan

pytestmark = pytest.mark.django_db


def ended(actor: Actor, days_ago: int = 0) -> Loan:
    """Returns a loan that the actor returned this number of days ago."""
    with time_machine.travel(clock.now() - timedelta(days=days_ago), tick=False):
        return services.return_loan(loan_id=loan(actor=actor).pk, actor=actor)


def past_loan_ids(actor: Actor) -> set[int]:
    return {past_loan.pk for past_loan in history.past_loans_of(actor, 100)}


def test_ended_loan_is_anonymised_after_some_days() -> None:
    person, days = borrower(), LendingPolicies.current().loan_trace_days
    old, fresh, running = ended(person, days + 1), ended(person, days - 1), loan(actor=person)
    assert services.anonymise_loans() == 1
    assert services.anonymise_loans() == 0
    assert past_loan_ids(person) == {fresh.pk}
    assert selectors.running_loan(running.pk, person) == running
    (loose,) = Loan.objects.filter(member=None)
    assert loose.title_id == old.title_id
    assert loose.pk != old.pk


def test_neither_row_nor_events_lead_back_to_the_borrower() -> None:
    person = borrower()
    old = ended(person, 90)
    services.anonymise_loans()
    loose = Loan.objects.get()
    trail = Event.objects.filter(subject_type="lending.loan")
    assert str(loose.pk) not in set(trail.values_list("subject_id", flat=True))
    for moment in (loose.started_at, loose.due_at, loose.ended_at):
        assert moment is not None
        local = moment.astimezone(library().tz)
        assert (local.hour, local.minute, local.second) == (23, 59, 59)
    assert loose.started_at.astimezone(library().tz).date() == (
        old.started_at.astimezone(library().tz).date()
    )


def test_chosen_history_is_stored_until_it_is_switched_off() -> None:
    person = borrower()
    old = ended(person, 90)
    services.keep_history(actor=person)
    services.keep_history(actor=person)
    assert services.anonymise_loans() == 0
    assert past_loan_ids(person) == {old.pk}
    assert history.keeps_history(person)
    services.stop_history(actor=person)
    assert services.anonymise_loans() == 1
    assert past_loan_ids(person) == set()
    events = Event.objects.filter(name__startswith="history:").order_by("pk")
    assert [event.name for event in events] == ["history:kept", "history:off"]


def test_own_history_is_erased_at_once() -> None:
    person, other = borrower(), borrower()
    ended(person), ended(person, 5)
    borrowed, running = ended(other), loan(actor=person)
    assert services.erase_history(actor=person) == 2
    assert past_loan_ids(person) == set()
    assert past_loan_ids(other) == {borrowed.pk}
    assert selectors.loans_of(person) == [running]


def test_ended_holds_are_anonymised_too() -> None:
    book, person = lendable(), borrower()
    loan(book)
    hold = services.place_hold(title_id=book.pk, actor=person)
    services.cancel_hold(hold_id=hold.pk, actor=person)
    services.anonymise_loans()
    assert Hold.objects.count() == 1
    with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
        services.anonymise_loans()
    assert not Hold.objects.exists()


def test_anonymised_loans_are_still_counted() -> None:
    person = borrower()
    licence = bought("by_loans", copies=2, loans_allowed=3)
    for _ in range(2):
        borrowed = loan(licence.title, person)
        services.return_loan(loan_id=borrowed.pk, actor=person)
    period = containing(clock.now().astimezone(library().tz).date(), Length.MONTH)
    before = figures.use(period)
    services.erase_history(actor=person)
    assert figures.use(period) == before
    assert before[0] == figures.Use(loans=2, readers=1, titles=1)
    assert selectors.figures_of(licence.title_id) == (2, 2)
    assert loan(licence.title).serial == 3


def test_running_loan_always_has_a_borrower() -> None:
    borrowed = loan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=borrowed.pk).update(member=None)


def test_only_members_have_a_history() -> None:
    for act in (services.keep_history, services.stop_history, services.erase_history):
        with pytest.raises(NotAMember):
            act(actor=Actor.visitor())


def test_closed_membership_loses_its_history_and_a_merged_one_transfers_it() -> None:
    leaver, merged, surviving = borrower(), borrower(), borrower()
    for person in (leaver, merged):
        ended(person, 90)
        services.keep_history(actor=person)
    members = {who.id: Member.objects.get(user_id=who.id) for who in (leaver, merged, surviving)}
    Member.objects.filter(user_id=leaver.id).update(state=MemberState.CLOSED)
    services.end_loans_and_holds(member_id=members[leaver.id].pk)
    Member.objects.filter(user_id=merged.id).update(
        state=MemberState.CLOSED, joined_into=members[surviving.id]
    )
    services.move_loans_and_holds(goes_id=members[merged.id].pk)
    assert services.anonymise_loans() == 1
    assert history.keeps_history(surviving)
    assert len(past_loan_ids(surviving)) == 1
    assert not history.keeps_history(leaver)
