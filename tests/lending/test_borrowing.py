"""Tests of borrowing and returning."""

from datetime import timedelta

import pytest
import time_machine

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed, NotFound
from rontal.core.models import Event
from rontal.lending import selectors, services
from rontal.lending.errors import (
    AlreadyBorrowed,
    LoanLimitReached,
    MembershipNotActive,
    NoCopyFree,
    NotAMember,
    NotLendable,
)
from rontal.lending.models import Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import EndReason
from rontal.membership.models import Member
from rontal.standard.selectors import library
from tests.support.catalogue.factories import title
from tests.support.lending.factories import borrower, lendable, loan

pytestmark = pytest.mark.django_db


def test_loan_lasts_until_the_end_of_its_last_day() -> None:
    borrowed = loan()
    end = borrowed.due_at.astimezone(library().tz)
    today = clock.now().astimezone(library().tz).date()
    assert (end.date() - today).days == LendingPolicies.current().loan_days
    assert (end.hour, end.minute) == (23, 59)


def test_second_borrower_of_last_copy_waits() -> None:
    book = lendable(copies=1)
    loan(book)
    with pytest.raises(NoCopyFree):
        loan(book)


def test_a_title_is_lent_once_to_one_member() -> None:
    book, person = lendable(copies=2), borrower()
    loan(book, person)
    with pytest.raises(AlreadyBorrowed):
        loan(book, person)


def test_limit_of_loans_counts_all_titles() -> None:
    person = borrower()
    for _ in range(LendingPolicies.current().loans_at_once):
        loan(actor=person)
    with pytest.raises(LoanLimitReached) as refused:
        loan(actor=person)
    assert refused.value.params == {"limit": LendingPolicies.current().loans_at_once}


def test_a_title_without_a_licence_is_not_lent() -> None:
    with pytest.raises(NotLendable):
        loan(title())


@pytest.mark.parametrize("actor", [Actor.visitor(), Actor.person(999_999), Actor.system("x")])
def test_only_members_borrow(actor: Actor) -> None:
    with pytest.raises(NotAMember):
        loan(lendable(), actor)


def test_a_suspended_member_does_not_borrow() -> None:
    person = borrower()
    Member.objects.filter(user_id=person.id).update(state="suspended")
    with pytest.raises(MembershipNotActive):
        loan(lendable(), person)


def test_a_returned_copy_can_be_borrowed_again() -> None:
    book, person = lendable(), borrower()
    services.return_loan(loan_id=loan(book, person).pk, actor=person)
    assert loan(book).state == "active"


def test_returning_twice_changes_nothing() -> None:
    person = borrower()
    borrowed = loan(actor=person)
    first = services.return_loan(loan_id=borrowed.pk, actor=person)
    again = services.return_loan(loan_id=borrowed.pk, actor=person)
    assert first.ended_at == again.ended_at
    assert Event.objects.filter(name="loan:returned", subject_id=str(borrowed.pk)).count() == 1


def test_loan_of_another_member_cannot_be_returned() -> None:
    borrowed = loan()
    for stranger in (borrower(), Actor.visitor(), Actor.system("x")):
        with pytest.raises(NotFound):
            services.return_loan(loan_id=borrowed.pk, actor=stranger)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("clerk", {"asked", "rights", "technical"}),
        ("librarian", {"rights", "technical"}),
        ("head", {"asked", "rights", "technical", "misuse"}),
        ("operator", set()),
    ],
)
def test_member_staff_ends_a_loan_and_librarians_for_reasons_of_the_title(
    role: str, may: set[str]
) -> None:
    staff = Actor.staff(1, frozenset({role}))
    for reason in EndReason:
        borrowed = loan()
        if reason not in may:
            with pytest.raises(NotAllowed):
                services.revoke(loan_id=borrowed.pk, reason=reason, actor=staff)
            continue
        ended = services.revoke(loan_id=borrowed.pk, reason=reason, actor=staff)
        assert (ended.state, ended.end_reason) == ("revoked", reason)
        event = Event.objects.get(name="loan:revoked", subject_id=str(borrowed.pk))
        assert event.data == {"reason": reason}


def test_overdue_loan_has_ended_before_any_job_runs() -> None:
    book, person = lendable(), borrower()
    borrowed = loan(book, person)
    with time_machine.travel(borrowed.due_at + timedelta(seconds=1), tick=False):
        with pytest.raises(NotFound):
            selectors.running_loan(borrowed.pk, person)
        assert selectors.availability([book.pk])[book.pk].free == 1
        assert loan(book).copy == 1
    borrowed.refresh_from_db()
    assert (borrowed.state, borrowed.ended_at) == ("expired", borrowed.due_at)


def test_job_ends_overdue_loans_only() -> None:
    over, running = loan(), loan()
    Loan.objects.filter(pk=over.pk).update(due_at=clock.now() - timedelta(minutes=1))
    assert services.settle_overdue() == 1
    assert services.settle_overdue() == 0
    states = dict(Loan.objects.values_list("pk", "state"))
    assert states == {over.pk: "expired", running.pk: "active"}


def test_events_name_no_title() -> None:
    borrowed = loan()
    event = Event.objects.get(name="loan:started", subject_id=str(borrowed.pk))
    assert event.data == {}
