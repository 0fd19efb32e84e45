"""Races for copies on real PostgreSQL: many members request one copy at the same time.

Each control removes a guard and shows that the race is real.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection

from rontal.catalogue.models import BookFile, Title
from rontal.core.actors import Actor
from rontal.lending import errors, services
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.services import borrowing
from rontal.lending.states import HoldState, LoanState
from rontal.membership.models import Member
from tests.support.catalogue.factories import imported
from tests.support.lending.factories import borrower, bought, lendable, loan
from tests.support.races.threads import THREADS, TIMEOUT_SECONDS, outcomes, together
from tests.support.records import epubs

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def borrowing_of(title: Title, actor: Actor) -> Callable[[], Loan]:
    return lambda: services.borrow(title_id=title.pk, actor=actor)


def active(**which: Any) -> int:
    return Loan.objects.filter(state=LoanState.ACTIVE, **which).count()


@pytest.fixture
def no_licence_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Removes the lock, and lets all threads count before any of them writes."""
    meeting = threading.Barrier(THREADS)

    def plain(title_id: int) -> list[Licence]:
        return list(Licence.objects.filter(title_id=title_id))

    def settled(licences: list[Licence]) -> Any:
        holds_settled = settle(licences)
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS * 4)
        return holds_settled

    settle = borrowing.settle
    monkeypatch.setattr(borrowing, "lock_to_lend", plain)
    monkeypatch.setattr(borrowing, "settle", settled)


@pytest.fixture
def no_member_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Removes the member's lock, and lets all threads count before any of them writes."""
    meeting = threading.Barrier(THREADS)

    def checked(*arguments: Any) -> None:
        check(*arguments)
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS * 4)

    check = borrowing._check_limits
    monkeypatch.setattr(
        borrowing, "lock_member", lambda actor: Member.objects.get(user_id=actor.id)
    )
    monkeypatch.setattr(borrowing, "_check_limits", checked)


@pytest.fixture
def no_constraint() -> Iterator[None]:
    """Removes the constraints from the database, and restores them afterwards."""
    names = {"one_loan_a_copy", "one_loan_a_number"}
    constraints = [c for c in Loan._meta.constraints if c.name in names]
    with connection.schema_editor() as editor:
        for constraint in constraints:
            editor.remove_constraint(Loan, constraint)
    yield
    Loan.objects.all().delete()
    with connection.schema_editor() as editor:
        for constraint in constraints:
            editor.add_constraint(Loan, constraint)


def test_one_of_many_borrowers_gets_the_last_copy() -> None:
    title, people = lendable(copies=1), [borrower() for _ in range(THREADS)]
    results = together(*(borrowing_of(title, person) for person in people))
    assert outcomes(results) == {"Loan": 1, "NoCopyFree": THREADS - 1}
    assert active(title=title) == 1


def test_three_of_many_borrowers_get_three_copies() -> None:
    title, people = lendable(copies=3), [borrower() for _ in range(THREADS)]
    results = together(*(borrowing_of(title, person) for person in people))
    assert outcomes(results) == {"Loan": 3, "NoCopyFree": THREADS - 3}
    assert sorted(Loan.objects.values_list("copy", flat=True)) == [1, 2, 3]


def test_without_the_lock_the_database_still_lends_a_copy_once(no_licence_lock: None) -> None:
    title, people = lendable(copies=1), [borrower() for _ in range(THREADS)]
    results = together(*(borrowing_of(title, person) for person in people))
    assert outcomes(results)["Loan"] == 1
    assert active(title=title) == 1
    assert any(isinstance(result, IntegrityError) for result in results)


def test_control_without_lock_and_constraint_one_copy_is_lent_to_many(
    no_licence_lock: None, no_constraint: None
) -> None:
    title, people = lendable(copies=1), [borrower() for _ in range(THREADS)]
    together(*(borrowing_of(title, person) for person in people))
    assert active(title=title) > 1


def test_licence_with_few_loans_left_lends_no_more() -> None:
    title = bought("by_loans", copies=THREADS, loans_allowed=5).title
    results = together(*(borrowing_of(title, borrower()) for _ in range(THREADS)))
    assert outcomes(results) == {"Loan": 5, "NotLendable": THREADS - 5}
    assert sorted(Loan.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5]


def test_without_the_lock_the_database_still_counts_each_loan_once(no_licence_lock: None) -> None:
    title = bought("by_loans", copies=THREADS, loans_allowed=1).title
    results = together(*(borrowing_of(title, borrower()) for _ in range(THREADS)))
    assert outcomes(results)["Loan"] == active(title=title) == 1
    assert any(isinstance(result, IntegrityError) for result in results)


def test_control_without_lock_and_constraint_more_is_lent_than_was_bought(
    no_licence_lock: None, no_constraint: None
) -> None:
    title = bought("by_loans", copies=THREADS, loans_allowed=1).title
    together(*(borrowing_of(title, borrower()) for _ in range(THREADS)))
    assert active(title=title) > 1


def test_member_borrowing_many_titles_at_once_stays_within_the_limit() -> None:
    person, titles = borrower(), [lendable() for _ in range(THREADS)]
    results = together(*(borrowing_of(title, person) for title in titles))
    limit = LendingPolicies.current().loans_at_once
    assert outcomes(results) == {"Loan": limit, "LoanLimitReached": THREADS - limit}
    assert active() == limit


def test_control_without_the_lock_of_the_member_the_limit_is_exceeded(no_member_lock: None) -> None:
    person, titles = borrower(), [lendable() for _ in range(THREADS)]
    together(*(borrowing_of(title, person) for title in titles))
    assert active() > LendingPolicies.current().loans_at_once


def test_a_double_press_borrows_once() -> None:
    title, person = lendable(copies=THREADS), borrower()
    results = together(*[borrowing_of(title, person)] * THREADS)
    assert outcomes(results) == {"Loan": 1, "AlreadyBorrowed": THREADS - 1}


def test_returned_copy_goes_to_the_queue_only() -> None:
    title, holder, first = lendable(copies=1), borrower(), borrower()
    running = loan(title, holder)
    hold = services.place_hold(title_id=title.pk, actor=first)
    people = [borrower() for _ in range(THREADS - 2)]
    results = together(
        lambda: services.return_loan(loan_id=running.pk, actor=holder),
        lambda: services.return_loan(loan_id=running.pk, actor=holder),
        *(borrowing_of(title, person) for person in people),
    )
    assert outcomes(results[2:]) == {"NoCopyFree": len(people)}
    hold.refresh_from_db()
    assert hold.state == HoldState.READY
    assert services.borrow(title_id=title.pk, actor=first).copy == 1


def test_many_copies_returned_at_once_serve_the_queue_in_order() -> None:
    title = lendable(copies=4)
    holders = [borrower() for _ in range(4)]
    running = [loan(title, person) for person in holders]
    waiting = [services.place_hold(title_id=title.pk, actor=borrower()) for _ in range(6)]

    def back(number: int) -> Callable[[], Loan]:
        return lambda: services.return_loan(loan_id=running[number].pk, actor=holders[number])

    together(*(back(number) for number in range(4)), *[services.settle_overdue] * 4)
    ready = Hold.objects.filter(state=HoldState.READY).order_by("pk")
    assert [hold.pk for hold in ready] == [hold.pk for hold in waiting[:4]]
    assert sorted(hold.copy or 0 for hold in ready) == [1, 2, 3, 4]


def test_borrowing_and_placing_holds_at_once_never_deadlock() -> None:
    titles, people = [lendable() for _ in range(2)], [borrower() for _ in range(4)]
    acts = [borrowing_of(title, person) for title in titles for person in people]
    acts += [
        lambda title=title, person=person: services.place_hold(title_id=title.pk, actor=person)
        for title in reversed(titles)
        for person in people
    ]
    results = together(*acts)
    refused = [result for result in results if isinstance(result, Exception)]
    expected_errors = (
        errors.NoCopyFree,
        errors.AlreadyBorrowed,
        errors.CopyIsFree,
        errors.AlreadyWaiting,
    )
    assert [result for result in refused if not isinstance(result, expected_errors)] == []
    assert [active(title=title) for title in titles] == [1, 1]


def test_file_imported_by_many_threads_is_imported_once() -> None:
    content = epubs.book("Sekali Saja")
    results = together(*[lambda: imported(content)] * 6)
    assert Counter(result.outcome for result in results) == {"imported": 1, "already_there": 5}
    assert BookFile.objects.count() == Title.objects.count() == 1


def test_books_of_one_name_imported_at_once_get_different_slugs() -> None:
    contents = [
        epubs.book("Nama Sama", metadata=epubs.METADATA.replace("0001<", f"000{number}<"))
        for number in range(6)
    ]
    results = together(*(lambda content=content: imported(content) for content in contents))
    assert Counter(result.outcome for result in results) == {"imported": 6}
    assert Title.objects.values("slug").distinct().count() == 6
