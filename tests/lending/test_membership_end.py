"""Tests of loans and holds when a membership is closed or merged."""

from datetime import timedelta

import pytest

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.lending import services
from rontal.lending.errors import LoanLimitReached, MembershipExpired, MembershipSuspended
from rontal.lending.models import Hold, Loan
from rontal.lending.services import settling
from rontal.lending.states import HoldState, LoanState
from rontal.membership import services as membership
from rontal.membership.models import Member
from rontal.reading.models import Position
from tests.support.lending import factories
from tests.support.membership import factories as people
from tests.support.membership.members import expired, suspended, without_number
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db


def actor(member: Member) -> Actor:
    return Actor.person(member.user_id)


def head() -> Actor:
    return people.clerk(Role.HEAD)


def close(member: Member) -> None:
    membership.close_member(member_id=member.pk, reason="asked", actor=head())
    carry_on(set())


def join(surviving: Member, merged: Member) -> None:
    membership.join_members(
        surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=head()
    )
    carry_on(set())


def test_closing_a_membership_returns_its_books_to_the_queue():
    member, title = people.member(), factories.lendable()
    loan = factories.loan(title, actor(member))
    waiting = services.place_hold(title_id=title.pk, actor=factories.borrower())
    other = factories.lendable()
    factories.loan(other)
    own = services.place_hold(title_id=other.pk, actor=actor(member))
    close(member)
    assert Loan.objects.get(pk=loan.pk).state == LoanState.RETURNED
    assert Hold.objects.get(pk=waiting.pk).state == HoldState.READY
    assert Hold.objects.get(pk=own.pk).state == HoldState.CANCELLED
    assert services.end_loans_and_holds(member_id=member.pk) == 0


def test_reserved_copy_moves_to_the_surviving_membership():
    surviving, merged, title = people.member(), without_number(), factories.lendable()
    loan = factories.loan(title)
    own = services.place_hold(title_id=title.pk, actor=actor(merged))
    behind = services.place_hold(title_id=title.pk, actor=factories.borrower())
    services.return_loan(loan_id=loan.pk, actor=actor(loan.member))
    membership.join_members(
        surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=head()
    )
    settling.settle_title(title.pk)  # before the job runs
    carry_on(set())
    remaining_hold = Hold.objects.get(pk=own.pk)
    assert (remaining_hold.state, remaining_hold.member_id) == (HoldState.READY, surviving.pk)
    assert Hold.objects.get(pk=behind.pk).state == HoldState.WAITING


def test_suspended_hold_ends_too():
    member, title = people.member(), factories.lendable()
    factories.loan(title)
    hold = services.place_hold(title_id=title.pk, actor=actor(member))
    services.suspend_hold(hold_id=hold.pk, actor=actor(member))
    close(member)
    assert Hold.objects.get(pk=hold.pk).state == HoldState.CANCELLED


def test_open_membership_loses_nothing():
    member = people.member()
    loan = factories.loan(None, actor(member))
    assert services.end_loans_and_holds(member_id=member.pk) == 0
    assert Loan.objects.get(pk=loan.pk).state == LoanState.ACTIVE


def test_member_who_leaves_returns_the_books_too():
    member = people.member()
    loan = factories.loan(None, actor(member))
    membership.close_membership(member_id=member.pk, actor=actor(member))
    carry_on(set())
    assert Loan.objects.get(pk=loan.pk).state == LoanState.RETURNED


def test_loans_holds_and_places_move_to_the_surviving_membership():
    surviving, merged = without_number(), people.member()
    loan = factories.loan(None, actor(merged))
    title = factories.lendable()
    factories.loan(title)
    hold = services.place_hold(title_id=title.pk, actor=actor(merged))
    old = services.return_loan(loan_id=factories.loan(None, actor(merged)).pk, actor=actor(merged))
    Position.objects.create(member=merged, title=loan.title, cfi="epubcfi(/6/2)", fraction=0.4)
    join(surviving, merged)
    assert Loan.objects.filter(member=surviving).count() == 2
    assert Loan.objects.get(pk=loan.pk).state == LoanState.ACTIVE
    assert Loan.objects.get(pk=old.pk).member_id == surviving.pk
    assert Hold.objects.get(pk=hold.pk).member_id == surviving.pk
    assert Position.objects.get().member_id == surviving.pk


def test_merged_loans_over_the_limit_remain_and_nothing_new_is_lent():
    surviving, merged = without_number(), people.member()
    for one in (surviving, merged):
        for _ in range(3):
            factories.loan(None, actor(one))
    join(surviving, merged)
    assert Loan.objects.filter(member=surviving, state=LoanState.ACTIVE).count() == 6
    with pytest.raises(LoanLimitReached):
        services.borrow(title_id=factories.lendable().pk, actor=actor(surviving))


def test_longer_of_two_loans_of_one_book_remains_and_the_other_copy_is_free():
    surviving, merged, title = without_number(), people.member(), factories.lendable(2)
    own = factories.loan(title, actor(surviving))
    other = factories.loan(title, actor(merged))
    Loan.objects.filter(pk=other.pk).update(due_at=other.due_at + timedelta(days=1))
    join(surviving, merged)
    assert Loan.objects.get(pk=own.pk).state == LoanState.RETURNED
    running_loan = Loan.objects.get(pk=other.pk)
    assert (running_loan.state, running_loan.member_id) == (LoanState.ACTIVE, surviving.pk)


def test_better_of_two_places_in_one_queue_remains():
    surviving, merged, title = without_number(), people.member(), factories.lendable()
    factories.loan(title)
    first = services.place_hold(title_id=title.pk, actor=actor(merged))
    second = services.place_hold(title_id=title.pk, actor=actor(surviving))
    join(surviving, merged)
    assert Hold.objects.get(pk=first.pk).member_id == surviving.pk
    assert Hold.objects.get(pk=second.pk).state == HoldState.CANCELLED


def test_hold_ends_if_the_merged_member_has_the_book():
    surviving, merged, title = without_number(), people.member(), factories.lendable()
    factories.loan(title, actor(surviving))
    hold = services.place_hold(title_id=title.pk, actor=actor(merged))
    join(surviving, merged)
    assert Hold.objects.get(pk=hold.pk).state == HoldState.CANCELLED


@pytest.mark.parametrize("late", ["goes", "stays"])
def test_later_of_two_places_in_one_book_counts_and_times_add_up(late: str):
    surviving, merged, title = without_number(), people.member(), factories.lendable()
    order = [(surviving, 0.2, 100), (merged, 0.7, 20)]
    for one, part, seconds in order if late == "goes" else reversed(order):
        Position.objects.create(
            member=one, title=title, cfi="epubcfi(/6/2)", fraction=part, seconds=seconds
        )
    join(surviving, merged)
    position = Position.objects.get()
    assert (position.member_id, position.seconds) == (surviving.pk, 120)
    assert position.fraction == (0.7 if late == "goes" else 0.2)


def test_merging_twice_or_through_a_chain_loses_nothing():
    first, second, third = without_number(), without_number(), people.member()
    loan = factories.loan(None, actor(third))
    for surviving, merged in ((second, third), (first, second)):
        membership.join_members(
            surviving_id=surviving.pk, merged_id=merged.pk, reason="imported_twice", actor=head()
        )
    carry_on(set())
    services.move_loans_and_holds(goes_id=third.pk)
    assert Loan.objects.get(pk=loan.pk).member_id == first.pk


def test_suspended_or_expired_member_borrows_nothing_and_gets_the_reason():
    title = factories.lendable()
    for member, error in ((suspended(), MembershipSuspended), (expired(), MembershipExpired)):
        with pytest.raises(error):
            services.borrow(title_id=title.pk, actor=actor(member))
