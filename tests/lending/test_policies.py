"""Tests of the library's lending policies."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.lending import selectors, services
from rontal.lending.errors import (
    AgeUnknown,
    LengthNotOffered,
    LoanLimitReached,
    MembershipExpired,
    MembershipSuspended,
    NotRenewable,
    RenewalsUsedUp,
    SomebodyWaits,
    TooEarlyToRenew,
    TooYoung,
)
from rontal.lending.models import Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import Allowance, allowance, last_second, least_age
from rontal.membership.models import Application, Member
from rontal.standard.selectors import library
from tests.support.lending.ages import child, years_ago
from tests.support.lending.factories import borrower, bought, in_days, lendable, loan
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(settings: Any) -> Any:
    """Returns a function that changes policies of the library."""

    def chosen(**changes: Any) -> None:
        settings.LIBRARY = with_policies(settings.LIBRARY, **changes)

    return chosen


def days_of(borrowed: Loan) -> int:
    zone = library().tz
    return (borrowed.due_at.astimezone(zone).date() - clock.now().astimezone(zone).date()).days


def near_its_end(borrowed: Loan, days: float = 1) -> Any:
    return time_machine.travel(borrowed.due_at - timedelta(days=days), tick=False)


@pytest.mark.parametrize("days", [3, 7, 14])
def test_member_chooses_the_loan_days(days: int) -> None:
    borrowed = services.borrow(title_id=lendable().pk, days=days, actor=borrower())
    assert days_of(borrowed) == days


@pytest.mark.parametrize("days", [0, 5, 15, 9999])
def test_other_lengths_are_refused_with_the_longest(days: int) -> None:
    with pytest.raises(LengthNotOffered) as refused:
        services.borrow(title_id=lendable().pk, days=days, actor=borrower())
    assert refused.value.params == {"longest": 14}


def test_library_defines_loans_per_group() -> None:
    policies = LendingPolicies(
        loan_lengths=(3, 7, 14, 21),
        loans_at_once=5,
        child_loans_at_once=2,
        child_longest_loan_days=7,
        non_resident_loans_at_once=3,
        non_resident_longest_loan_days=14,
    )

    def allowance_of(*, is_child: bool = False, is_resident: bool = True) -> Allowance:
        return allowance(policies, is_child=is_child, is_resident=is_resident)

    assert allowance_of() == Allowance(5, (3, 7, 14, 21), 7)
    assert allowance_of(is_child=True) == Allowance(2, (3, 7), 7)
    assert allowance_of(is_resident=False) == Allowance(3, (3, 7, 14), 7)
    assert allowance_of(is_child=True, is_resident=False) == Allowance(2, (3, 7), 7)


def test_proposed_length_is_always_a_choice() -> None:
    chosen = allowance(LendingPolicies(loan_days=10), is_child=False, is_resident=True)
    assert chosen == Allowance(3, (3, 7, 10, 14), 10)
    short = allowance(LendingPolicies(child_longest_loan_days=1), is_child=True, is_resident=True)
    assert short == Allowance(3, (3,), 3)


def test_children_have_their_own_limit(policy: Any) -> None:
    policy(child_loans_at_once=1, child_longest_loan_days=3)
    young, grown = child(years_ago(10)), borrower()
    assert days_of(loan(actor=young)) == 3
    with pytest.raises(LoanLimitReached):
        loan(actor=young)
    for _ in range(3):
        loan(actor=grown)


def test_non_residents_have_their_own_limit(policy: Any) -> None:
    policy(non_resident_loans_at_once=1)
    person = borrower()
    Application.objects.filter(user_id=person.id).update(resident=False)
    loan(actor=person)
    with pytest.raises(LoanLimitReached):
        loan(actor=person)


def for_adults(age_from: int | None = None) -> Title:
    return meant_for("adults", age_from)


def meant_for(audience: str, age_from: int | None = None) -> Title:
    book = lendable()
    Title.objects.filter(pk=book.pk).update(audience=audience, age_from=age_from)
    return book


def test_a_title_for_adults_is_not_lent_to_a_child() -> None:
    with pytest.raises(TooYoung) as refused:
        loan(for_adults(), child(years_ago(16)))
    assert refused.value.params == {"age": 18}
    lent_out = for_adults()
    loan(lent_out)
    with pytest.raises(TooYoung):
        services.place_hold(title_id=lent_out.pk, actor=child(years_ago(16)))
    assert loan(for_adults(), borrower())


def test_age_limit_of_the_catalogue_comes_first() -> None:
    assert loan(for_adults(age_from=15), child(years_ago(16)))
    with pytest.raises(TooYoung):
        loan(for_adults(age_from=17), child(years_ago(16)))


def test_title_not_for_adults_is_for_every_age() -> None:
    assert least_age("children", 9, adult=18) == least_age("everyone", None, adult=18) == 0
    assert loan(meant_for("young"), child(years_ago(9)))


def test_unknown_age_proves_nothing() -> None:
    person = borrower()
    application = Application.objects.get(user_id=person.id)
    details = application.details.reveal() | {"birth_date": ""}
    application.details = details
    application.save(update_fields=["details"])
    with pytest.raises(AgeUnknown):
        loan(for_adults(), person)
    assert loan(lendable(), person)


def test_loan_near_its_end_is_renewed_if_nobody_waits() -> None:
    person = borrower()
    borrowed = loan(actor=person)
    assert selectors.renewable(selectors.loans_of(person)) == set()
    with pytest.raises(TooEarlyToRenew):
        services.renew(loan_id=borrowed.pk, actor=person)
    with near_its_end(borrowed):
        assert selectors.renewable(selectors.loans_of(person)) == {borrowed.pk}
        again = services.renew(loan_id=borrowed.pk, actor=person)
        assert (days_of(again), again.renewals) == (7, 1)
        with pytest.raises(TooEarlyToRenew):
            services.renew(loan_id=borrowed.pk, actor=person)


def test_loan_with_a_queue_ends_on_its_day() -> None:
    book, person = lendable(), borrower()
    borrowed = loan(book, person)
    with near_its_end(borrowed):
        services.place_hold(title_id=book.pk, actor=borrower())
        assert selectors.renewable(selectors.loans_of(person)) == set()
        with pytest.raises(SomebodyWaits):
            services.renew(loan_id=borrowed.pk, actor=person)


def test_number_of_renewals_is_limited() -> None:
    person = borrower()
    borrowed = loan(actor=person)
    for _ in range(LendingPolicies.current().renewals_at_most):
        with near_its_end(borrowed):
            borrowed = services.renew(loan_id=borrowed.pk, actor=person)
    with near_its_end(borrowed), pytest.raises(RenewalsUsedUp):
        services.renew(loan_id=borrowed.pk, actor=person)


def test_a_renewal_never_outlasts_the_licence_nor_spends_a_counted_loan() -> None:
    person = borrower()
    ends = bought("by_time", ends_at=in_days(9))
    counted = bought("by_loans", loans_allowed=5)
    timed, numbered = loan(ends.title, person), loan(counted.title, person)
    with near_its_end(timed):
        assert services.renew(loan_id=timed.pk, actor=person).due_at == ends.ends_at
        with pytest.raises(NotRenewable):
            services.renew(loan_id=numbered.pk, actor=person)


def test_a_renewal_never_makes_a_loan_longer_than_its_licence_allows() -> None:
    person = borrower()
    some = bought("one_copy_one_reader", longest_days=10)
    none = bought("one_copy_one_reader", longest_days=7)
    longer, whole = loan(some.title, person), loan(none.title, person)
    assert whole.due_at == last_second(whole.started_at + timedelta(days=7))
    with near_its_end(whole):
        assert selectors.renewable(selectors.loans_of(person)) == {longer.pk}
        borrowed = services.renew(loan_id=longer.pk, actor=person)
        assert borrowed.due_at == last_second(borrowed.started_at + timedelta(days=10))
        with pytest.raises(NotRenewable):
            services.renew(loan_id=whole.pk, actor=person)


def test_only_a_running_loan_of_ones_own_is_renewed() -> None:
    person = borrower()
    borrowed = loan(actor=person)
    with near_its_end(borrowed), pytest.raises(NotFound):
        services.renew(loan_id=borrowed.pk, actor=borrower())
    with time_machine.travel(borrowed.due_at, tick=False), pytest.raises(NotFound):
        services.renew(loan_id=borrowed.pk, actor=person)


@pytest.mark.parametrize(
    ("state", "refusal"), [("expired", MembershipExpired), ("suspended", MembershipSuspended)]
)
def test_member_who_may_not_borrow_reads_and_returns_present_loans(
    state: str, refusal: type[Exception]
) -> None:
    person = borrower()
    borrowed = loan(actor=person)
    Member.objects.filter(user_id=person.id).update(state=state)
    assert selectors.running_loan(borrowed.pk, person) == borrowed
    with near_its_end(borrowed), pytest.raises(refusal):
        services.renew(loan_id=borrowed.pk, actor=person)
    with pytest.raises(refusal):
        loan(actor=person)
    assert services.return_loan(loan_id=borrowed.pk, actor=person).state == "returned"
