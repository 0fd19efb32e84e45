"""Tests of the queue of a title."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotFound
from rontal.core.models import Event
from rontal.lending import selectors, services
from rontal.lending.errors import (
    AlreadyBorrowed,
    AlreadyWaiting,
    CopyIsFree,
    HoldLimitReached,
    NoCopyFree,
)
from rontal.lending.models import Hold, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import HOLDS_AT_ONCE
from rontal.membership import services as membership
from rontal.membership.models import Member
from rontal.standard.selectors import library
from tests.support.catalogue.factories import title
from tests.support.lending.factories import borrower, bought, in_days, lendable, loan
from tests.support.lending.holds import fully_lent_title, owner, state, wait
from tests.support.membership import factories
from tests.support.run_subscribers import carry_on

pytestmark = pytest.mark.django_db


def test_returned_copy_is_reserved_for_the_first_in_the_queue() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    first, second = wait(title_id), wait(title_id)
    services.return_loan(loan_id=loan_id, actor=holder)
    assert (state(first), state(second)) == ("ready", "waiting")
    assert Event.objects.filter(name="hold:ready", subject_id=str(first.pk)).exists()


def test_reserved_copy_is_lent_to_its_member_only() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    person = borrower()
    hold = wait(title_id, person)
    services.return_loan(loan_id=loan_id, actor=holder)
    with pytest.raises(NoCopyFree):
        services.borrow(title_id=title_id, actor=borrower())
    services.borrow(title_id=title_id, actor=person)
    assert state(hold) == "fulfilled"


def test_reserved_copy_not_borrowed_in_time_goes_to_the_next() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    first, second = wait(title_id), wait(title_id)
    services.return_loan(loan_id=loan_id, actor=holder)
    first.refresh_from_db()
    assert first.ready_until
    days = first.ready_until.astimezone(library().tz).date() - clock.now().date()
    assert days.days in (
        LendingPolicies.current().hold_ready_days,
        LendingPolicies.current().hold_ready_days + 1,
    )
    with time_machine.travel(first.ready_until + timedelta(seconds=1), tick=False):
        services.settle_overdue()
    assert (state(first), state(second)) == ("suspended", "ready")


def missed(hold: Hold) -> str:
    """Returns the state of a hold after its ready copy was not borrowed in time."""
    hold.refresh_from_db()
    assert hold.ready_until
    with time_machine.travel(hold.ready_until + timedelta(seconds=1), tick=False):
        services.settle_overdue()
    return state(hold)


def test_first_miss_retains_the_place_and_the_second_ends_it() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    person = borrower()
    hold, behind = wait(title_id, person), wait(title_id)
    services.suspend_hold(hold_id=behind.pk, actor=owner(behind))
    services.return_loan(loan_id=loan_id, actor=holder)
    assert missed(hold) == "suspended"
    assert (hold.misses, hold.licence_id, hold.copy, hold.ready_until) == (1, None, None, None)
    services.resume_hold(hold_id=behind.pk, actor=owner(behind))
    assert state(behind) == "ready"
    services.resume_hold(hold_id=hold.pk, actor=person)
    own = selectors.availability_to(title_id, person).hold
    assert own
    assert (own.state, own.place) == ("waiting", 1)
    services.cancel_hold(hold_id=behind.pk, actor=owner(behind))
    assert state(hold) == "ready"
    assert missed(hold) == "missed"
    events = Event.objects.filter(name="hold:missed", subject_id=str(hold.pk)).order_by("pk")
    assert [event.data["to"] for event in events] == ["suspended", "missed"]
    with pytest.raises(IllegalTransition):
        services.resume_hold(hold_id=hold.pk, actor=person)


def test_member_who_missed_a_copy_may_borrow_a_free_one_or_leave() -> None:
    for act in ("borrow", "leave"):
        title_id, [holder], [loan_id] = fully_lent_title()
        person = borrower()
        hold = wait(title_id, person)
        services.return_loan(loan_id=loan_id, actor=holder)
        missed(hold)
        if act == "borrow":
            services.borrow(title_id=title_id, actor=person)
        else:
            services.cancel_hold(hold_id=hold.pk, actor=person)
        assert state(hold) == "cancelled"


def test_database_allows_two_misses_and_no_copy_for_a_waiting_hold() -> None:
    title_id, _people, _loans = fully_lent_title()
    hold = wait(title_id)
    for wrong in ({"misses": 2}, {"state": "missed", "misses": 3}, {"copy": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.filter(pk=hold.pk).update(**wrong)


def test_last_day_of_a_reserved_copy_is_notified_once_and_not_at_night() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    hold = wait(title_id)
    services.return_loan(loan_id=loan_id, actor=holder)
    hold.refresh_from_db()
    assert hold.ready_until
    assert services.remind_of_last_day() == 0
    for hours, number in ((17, 0), (15, 1), (14, 0)):
        with time_machine.travel(hold.ready_until - timedelta(hours=hours), tick=False):
            assert services.remind_of_last_day() == number
    assert Event.objects.filter(name="hold:last_day", subject_id=str(hold.pk)).count() == 1


def test_copy_reserved_until_tonight_is_notified_once() -> None:
    licence = bought("by_time", ends_at=in_days(0.5))
    borrowed = loan(licence.title)
    hold = wait(licence.title_id)
    services.return_loan(loan_id=borrowed.pk, actor=Actor.person(borrowed.member.user_id))
    assert state(hold) == "ready"
    assert services.remind_of_last_day() == 0


def test_reinstated_member_gets_a_free_copy() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    person = borrower()
    hold = wait(title_id, person)
    member, head = Member.objects.get(user_id=person.id), factories.clerk(Role.HEAD)
    arguments = {"reason": "asked", "words": "", "until": None}
    membership.suspend_member(member_id=member.pk, actor=head, **arguments)
    services.return_loan(loan_id=loan_id, actor=holder)
    assert selectors.availability([title_id])[title_id].free == 1
    membership.lift_suspension(member_id=member.pk, actor=head)
    carry_on(set())
    assert state(hold) == "ready"
    assert selectors.availability([title_id])[title_id].free == 0


def test_an_expired_loan_serves_the_queue() -> None:
    title_id, _people, _loans = fully_lent_title()
    hold = wait(title_id)
    end = clock.now() + timedelta(days=LendingPolicies.current().loan_days + 1)
    with time_machine.travel(end, tick=False):
        services.settle_overdue()
    assert state(hold) == "ready"


def test_copy_of_an_ended_loan_is_free_only_for_the_queue() -> None:
    title_id, _people, [loan_id] = fully_lent_title()
    wait(title_id)
    with time_machine.travel(Loan.objects.get(pk=loan_id).due_at, tick=False):
        availability = selectors.availability([title_id])[title_id]
        assert (
            availability.copies,
            availability.lent,
            availability.reserved,
            availability.waiting,
        ) == (1, 0, 0, 1)
        assert availability.free == 0


def test_leaving_the_queue_passes_a_reserved_copy_on() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    person = borrower()
    first, second = wait(title_id, person), wait(title_id)
    services.return_loan(loan_id=loan_id, actor=holder)
    services.cancel_hold(hold_id=first.pk, actor=person)
    services.cancel_hold(hold_id=first.pk, actor=person)
    assert (state(first), state(second)) == ("cancelled", "ready")


def test_suspended_hold_retains_its_place() -> None:
    title_id, [one, two], [loan_one, loan_two] = fully_lent_title(2)
    person = borrower()
    first, second = wait(title_id, person), wait(title_id)
    services.suspend_hold(hold_id=first.pk, actor=person)
    services.return_loan(loan_id=loan_one, actor=one)
    assert (state(first), state(second)) == ("suspended", "ready")
    third = wait(title_id)
    services.resume_hold(hold_id=first.pk, actor=person)
    services.return_loan(loan_id=loan_two, actor=two)
    assert (state(first), state(third)) == ("ready", "waiting")


def test_resumed_hold_gets_a_free_copy_at_once_and_resuming_twice_changes_nothing() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    person = borrower()
    hold = wait(title_id, person)
    services.suspend_hold(hold_id=hold.pk, actor=person)
    services.return_loan(loan_id=loan_id, actor=holder)
    assert services.resume_hold(hold_id=hold.pk, actor=person).state == "ready"
    with pytest.raises(IllegalTransition):
        services.resume_hold(hold_id=hold.pk, actor=person)
    assert state(hold) == "ready"


def test_borrowing_ends_even_a_suspended_hold() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    person = borrower()
    hold = wait(title_id, person)
    services.suspend_hold(hold_id=hold.pk, actor=person)
    services.return_loan(loan_id=loan_id, actor=holder)
    services.borrow(title_id=title_id, actor=person)
    assert state(hold) == "cancelled"


def test_suspended_hold_can_be_cancelled() -> None:
    title_id, _people, _loans = fully_lent_title()
    person = borrower()
    hold = wait(title_id, person)
    services.suspend_hold(hold_id=hold.pk, actor=person)
    assert services.cancel_hold(hold_id=hold.pk, actor=person).state == "cancelled"


def test_ready_hold_cannot_be_suspended() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    person = borrower()
    hold = wait(title_id, person)
    services.return_loan(loan_id=loan_id, actor=holder)
    with pytest.raises(IllegalTransition):
        services.suspend_hold(hold_id=hold.pk, actor=person)


def test_pointless_hold_is_refused() -> None:
    with pytest.raises(CopyIsFree):
        wait(lendable().pk)
    title_id, [holder], _loans = fully_lent_title()
    with pytest.raises(AlreadyBorrowed):
        wait(title_id, holder)
    person = borrower()
    wait(title_id, person)
    with pytest.raises(AlreadyWaiting):
        wait(title_id, person)


@pytest.mark.whole
def test_number_of_holds_is_limited() -> None:
    person = borrower()
    for number in range(HOLDS_AT_ONCE):
        book = lendable(title=title(f"Antre {number}"))
        loan(book, person if number < 0 else borrower())
        wait(book.pk, person)
    book = lendable()
    loan(book)
    with pytest.raises(HoldLimitReached):
        wait(book.pk, person)


def test_member_who_may_not_borrow_is_skipped() -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    first, second = wait(title_id), wait(title_id)
    Member.objects.filter(pk=first.member_id).update(state="suspended")
    services.return_loan(loan_id=loan_id, actor=holder)
    assert (state(first), state(second)) == ("waiting", "ready")


def test_hold_of_another_member_cannot_be_changed() -> None:
    title_id, _people, _loans = fully_lent_title()
    hold = wait(title_id)
    for act in (services.cancel_hold, services.suspend_hold, services.resume_hold):
        for stranger in (borrower(), Actor.visitor()):
            with pytest.raises(NotFound):
                act(hold_id=hold.pk, actor=stranger)


def test_holds_and_copies_are_counted() -> None:
    title_id, [holder, _], [loan_id, _] = fully_lent_title(2)
    people = [borrower() for _ in range(3)]
    for person in people:
        wait(title_id, person)
    services.return_loan(loan_id=loan_id, actor=holder)
    counted = selectors.availability([title_id])[title_id]
    assert (counted.copies, counted.lent, counted.reserved, counted.waiting) == (2, 1, 1, 2)
    assert counted.free == 0
    places = [selectors.availability_to(title_id, person).hold for person in people]
    assert [(hold.state, hold.place) for hold in places if hold] == [
        ("ready", 0),
        ("waiting", 1),
        ("waiting", 2),
    ]


def place(title_id: int, actor: Actor) -> int | None:
    own = selectors.availability_to(title_id, actor).hold
    return own and own.place


@pytest.mark.parametrize("how", ["others_first", "membership"])
def test_inactive_hold_has_no_queue_position(how: str) -> None:
    title_id, [holder], [loan_id] = fully_lent_title()
    first, second = borrower(), borrower()
    ahead, _ = wait(title_id, first), wait(title_id, second)
    if how == "others_first":
        services.suspend_hold(hold_id=ahead.pk, actor=first)
    else:
        Member.objects.filter(pk=ahead.member_id).update(state="suspended")
    assert (place(title_id, first), place(title_id, second)) == (0, 1)
    assert selectors.availability([title_id])[title_id].waiting == 1
    services.return_loan(loan_id=loan_id, actor=holder)
    assert state(ahead) in ("suspended", "waiting")
    assert [hold.state for hold in selectors.books_of(second).holds] == ["ready"]


def test_returning_member_precedes_later_holds_again() -> None:
    title_id, _people, _loans = fully_lent_title()
    first, second = borrower(), borrower()
    ahead, _ = wait(title_id, first), wait(title_id, second)
    Member.objects.filter(pk=ahead.member_id).update(state="expired")
    assert place(title_id, second) == 1
    Member.objects.filter(pk=ahead.member_id).update(state="active")
    assert (place(title_id, first), place(title_id, second)) == (1, 2)


def test_a_new_licence_serves_the_queue_at_once() -> None:
    title_id, _people, _loans = fully_lent_title()
    hold = wait(title_id)
    services.grant_licence(title_id=title_id, copies=1, actor=Actor.system("tests"))
    assert state(hold) == "ready"


def test_imported_title_gets_one_licence_however_often_the_job_runs() -> None:
    book = title()
    system = Actor.system("x")
    first = services.grant_licences_at_import(title_ids=[book.pk], copies=1, actor=system)
    again = services.grant_licences_at_import(title_ids=[book.pk], copies=1, actor=system)
    assert (first, again) == (1, 0)
    assert selectors.availability([book.pk])[book.pk].copies == 1


def test_reserved_copy_lost_with_its_licence_is_no_miss() -> None:
    licence = bought("by_time", ends_at=in_days(1.5))
    reader, person = borrower(), borrower()
    borrowed = loan(licence.title, reader)
    hold = wait(licence.title_id, person)
    services.return_loan(loan_id=borrowed.pk, actor=reader)
    hold.refresh_from_db()
    assert (hold.state, hold.ready_until) == ("ready", licence.ends_at)
    with time_machine.travel(in_days(2), tick=False):
        services.settle_overdue()
        hold.refresh_from_db()
        assert (hold.state, hold.misses, hold.licence_id) == ("waiting", 0, None)
        later = bought("by_time", licence.title, ends_at=in_days(30))
        hold.refresh_from_db()
        assert (hold.state, hold.licence_id) == ("ready", later.pk)


def test_hold_whose_copy_ended_with_its_licence_is_not_overtaken() -> None:
    licence = bought("by_time", ends_at=in_days(1.5))
    other = lendable(1, licence.title).licences.exclude(pk=licence.pk).get()
    readers = [borrower(), borrower()]
    loans = [loan(licence.title, reader) for reader in readers]
    first, second = wait(licence.title_id), wait(licence.title_id)
    ending = next(one for one in loans if one.licence_id == licence.pk)
    services.return_loan(loan_id=ending.pk, actor=Actor.person(ending.member.user_id))
    first.refresh_from_db()
    assert first.licence_id == licence.pk
    remaining = next(one for one in loans if one.licence_id == other.pk)
    with time_machine.travel(licence.ends_at, tick=False):  # both are settled together
        services.return_loan(loan_id=remaining.pk, actor=Actor.person(remaining.member.user_id))
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, first.licence_id) == ("ready", other.pk)
        assert second.state == "waiting"
