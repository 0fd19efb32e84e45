"""Races of queues: copies come free while members wait, leave, resume, and borrow directly.

Each control removes the lock of the licences and shows that the race is real.
"""

import contextlib
import random
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import DomainError
from rontal.core.models import Event
from rontal.lending import services
from rontal.lending.errors import MembershipSuspended
from rontal.lending.models import Hold, Licence, Loan
from rontal.lending.selectors import availability
from rontal.lending.services import borrowing, holding, renewing, settling
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.membership import services as membership
from tests.support.lending.factories import borrower, bought, lendable, loan
from tests.support.membership import factories
from tests.support.races.threads import THREADS, TIMEOUT_SECONDS, outcomes, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replaces all locks of licences by plain reads."""

    def plain(title_id: int) -> list[Licence]:
        return list(Licence.objects.filter(title_id=title_id).order_by("pk"))

    for module, names in (
        (borrowing, ("lock_to_lend", "lock_licences")),
        (holding, ("lock_to_lend", "lock_licences")),
        (renewing, ("lock_to_lend",)),
        (settling, ("lock_licences",)),
    ):
        for name in names:
            monkeypatch.setattr(module, name, plain)


@pytest.fixture
def let_two_meet_before_reserving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets two threads meet before they reserve a copy, unless a lock blocks one of them."""
    meeting = threading.Barrier(2)

    def wait_then_reserve(*arguments: Any) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS)
        reserve_copy(*arguments)

    reserve_copy = settling._reserve_copy
    monkeypatch.setattr(settling, "_reserve_copy", wait_then_reserve)


def title_with_two_candidates() -> tuple[int, Hold, Actor]:
    """Returns a title with an unassigned copy, whose first hold is suspended but resumes soon."""
    book, first = lendable(copies=1), borrower()
    loan(book)
    hold = services.place_hold(title_id=book.pk, actor=first)
    services.suspend_hold(hold_id=hold.pk, actor=first)
    services.place_hold(title_id=book.pk, actor=borrower())
    Licence.objects.create(title=book, copies=1)
    return book.pk, hold, first


def resume_and_settle() -> list[Any]:
    title_id, hold, first = title_with_two_candidates()
    return together(
        lambda: services.resume_hold(hold_id=hold.pk, actor=first),
        lambda: settling.settle_title(title_id),
    )


@pytest.mark.usefixtures("let_two_meet_before_reserving")
def test_copy_is_reserved_for_one_of_two_candidates() -> None:
    assert [one for one in resume_and_settle() if isinstance(one, Exception)] == []
    assert Hold.objects.filter(state=HoldState.READY).count() == 1


@pytest.mark.usefixtures("let_two_meet_before_reserving", "no_lock")
def test_without_the_lock_the_database_still_reserves_a_copy_once() -> None:
    assert any(isinstance(one, IntegrityError) for one in resume_and_settle())
    assert Hold.objects.filter(state=HoldState.READY).count() == 1


class Meanwhile:
    """Actions between the check and the borrowing of another member.

    One member borrows, another places a hold, and the first returns the copy.
    """

    def __init__(self, title_id: int) -> None:
        self.title_id = title_id
        self.quick, self.patient = borrower(), borrower()
        self.thread = threading.Thread(target=lambda: together(self.act))

    def act(self) -> None:
        borrowed = services.borrow(title_id=self.title_id, actor=self.quick)
        services.place_hold(title_id=self.title_id, actor=self.patient)
        services.return_loan(loan_id=borrowed.pk, actor=self.quick)

    def settled(self, licences: list[Licence]) -> Any:
        settled_holds = settling.settle(licences)
        if self.thread.ident is None:
            self.thread.start()
            self.thread.join(TIMEOUT_SECONDS * 2)
        return settled_holds


def overtaken(monkeypatch: pytest.MonkeyPatch) -> bool:
    """Returns True where one copy is lent to one member and reserved for another."""
    book = lendable(copies=1)
    meanwhile = Meanwhile(book.pk)
    monkeypatch.setattr(borrowing, "settle", meanwhile.settled)
    loan(book)
    meanwhile.thread.join(20)
    ready = Hold.objects.filter(state=HoldState.READY)
    return ready.exists() and Loan.objects.filter(state=LoanState.ACTIVE).exists()


def test_no_hold_is_overtaken_by_a_borrower_who_saw_the_copy_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not overtaken(monkeypatch)


@pytest.mark.usefixtures("no_lock")
def test_control_without_the_lock_a_hold_is_overtaken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert overtaken(monkeypatch)


def near_its_end(borrowed: Loan) -> Loan:
    Loan.objects.filter(pk=borrowed.pk).update(due_at=clock.now() + timedelta(days=1))
    return borrowed


def test_many_presses_renew_a_loan_once() -> None:
    person = borrower()
    borrowed = near_its_end(loan(actor=person))
    acts = [lambda: services.renew(loan_id=borrowed.pk, actor=person)] * THREADS
    assert outcomes(together(*acts)) == {"Loan": 1, "TooEarlyToRenew": THREADS - 1}
    borrowed.refresh_from_db()
    assert borrowed.renewals == 1


def renewed_past_the_queue(monkeypatch: pytest.MonkeyPatch) -> bool:
    """Returns True if a loan is renewed although a hold was placed before."""
    book, person, patient = lendable(copies=1), borrower(), borrower()
    borrowed = near_its_end(loan(book, person))

    def wait() -> None:
        services.place_hold(title_id=book.pk, actor=patient)

    thread = threading.Thread(target=lambda: together(wait))

    def settled(licences: list[Licence]) -> Any:
        answer = settling.settle(licences)
        thread.start()
        thread.join(TIMEOUT_SECONDS * 2)
        return answer

    monkeypatch.setattr(renewing, "settle", settled)
    services.renew(loan_id=borrowed.pk, actor=person)
    thread.join(20)
    names = Event.objects.filter(name__in=["hold:placed", "loan:renewed"]).order_by("pk")
    return list(names.values_list("name", flat=True)) == ["hold:placed", "loan:renewed"]


def test_loan_is_not_renewed_past_a_new_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not renewed_past_the_queue(monkeypatch)


@pytest.mark.usefixtures("no_lock")
def test_control_without_the_lock_a_loan_is_renewed_past_the_queue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert renewed_past_the_queue(monkeypatch)


def run_out(hold_id: int) -> None:
    """Lets the time of a ready hold pass."""
    over = clock.now() - timedelta(seconds=1)
    Hold.objects.filter(pk=hold_id, state=HoldState.READY).update(ready_until=over)


def test_concurrent_jobs_count_a_miss_once_and_reserve_the_copy_for_the_next() -> None:
    book, holder = lendable(copies=1), borrower()
    borrowed = loan(book, holder)
    first, second, third = (
        services.place_hold(title_id=book.pk, actor=borrower()) for _ in range(3)
    )
    services.return_loan(loan_id=borrowed.pk, actor=holder)
    run_out(first.pk)
    results = together(*[lambda: settling.settle_title(book.pk)] * THREADS)
    assert [one for one in results if isinstance(one, Exception)] == []
    for hold, state in ((first, "suspended"), (second, "ready"), (third, "waiting")):
        hold.refresh_from_db()
        assert hold.state == state
    assert first.misses == 1
    assert Event.objects.filter(name="hold:missed").count() == 1


def suspended_while_reserving(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Returns the states of two holds when the first member is suspended during the reservation.

    The head suspends the membership while a returned copy is about to be reserved for it.
    """
    book, holder, head = lendable(copies=1), borrower(), factories.clerk(Role.HEAD)
    borrowed = loan(book, holder)
    first, second = (services.place_hold(title_id=book.pk, actor=borrower()) for _ in range(2))
    thread = threading.Thread(
        target=lambda: together(lambda: suspend_member(first.member_id, head))
    )

    def reserve_after_pause(*arguments: Any) -> None:
        if thread.ident is None:
            thread.start()
            thread.join(TIMEOUT_SECONDS * 2)
        reserve_copy(*arguments)

    reserve_copy = settling._reserve_copy
    monkeypatch.setattr(settling, "_reserve_copy", reserve_after_pause)
    services.return_loan(loan_id=borrowed.pk, actor=holder)
    thread.join(20)
    first.refresh_from_db()
    second.refresh_from_db()
    return first.state, second.state


def suspend_member(member_id: int, head: Actor) -> None:
    """Suspends a membership, and settles its queues as its event would."""
    arguments = {"reason": "asked", "words": "", "until": None, "actor": head}
    membership.suspend_member(member_id=member_id, **arguments)
    services.settle_queues_of(member_id=member_id)


def test_no_copy_is_reserved_for_a_membership_being_suspended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert suspended_while_reserving(monkeypatch) == ("waiting", "ready")


@pytest.mark.usefixtures("no_lock")
def test_control_without_the_lock_a_copy_is_reserved_for_a_suspended_membership(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert suspended_while_reserving(monkeypatch) == ("ready", "waiting")


def test_reserved_copy_is_borrowed_or_passed_on_while_the_membership_is_suspended() -> None:
    for _turn in range(8):
        book, holder, head = lendable(copies=1), borrower(), factories.clerk(Role.HEAD)
        borrowed, person = loan(book, holder), borrower()
        first = services.place_hold(title_id=book.pk, actor=person)
        second = services.place_hold(title_id=book.pk, actor=borrower())
        services.return_loan(loan_id=borrowed.pk, actor=holder)
        fetched, paused = together(
            lambda: services.borrow(title_id=book.pk, actor=person),  # noqa: B023
            lambda: suspend_member(first.member_id, head),  # noqa: B023
        )
        first.refresh_from_db()
        second.refresh_from_db()
        assert paused is None
        if isinstance(fetched, Loan):
            assert (first.state, second.state) == ("fulfilled", "waiting")
        else:
            assert isinstance(fetched, MembershipSuspended)
            assert (first.state, second.state) == ("waiting", "ready")


class RandomMember:
    """A member who performs the operations of holds and loans in random order.

    `wrong` lists unexpected errors.
    """

    def __init__(self, title_id: int, seed: int) -> None:
        self.title_id, self.actor = title_id, borrower()
        self.dice, self.wrong = random.Random(seed), list[str]()  # noqa: S311
        self.acts = [self.borrow, self.wait, self.return_loan, self.change_holds, self.miss]

    def __call__(self) -> list[str]:
        for _ in range(12):
            try:
                self.dice.choice(self.acts)()
            except DatabaseError as error:
                self.wrong.append(type(error).__name__)
            except DomainError:
                continue
        return self.wrong

    def borrow(self) -> None:
        services.borrow(title_id=self.title_id, actor=self.actor)

    def wait(self) -> None:
        services.place_hold(title_id=self.title_id, actor=self.actor)

    def return_loan(self) -> None:
        for pk in self._own(Loan, [LoanState.ACTIVE]):
            services.return_loan(loan_id=pk, actor=self.actor)

    def change_holds(self) -> None:
        acts = [services.cancel_hold, services.suspend_hold, services.resume_hold]
        for pk in self._own(Hold, sorted(OPEN_HOLDS)):
            self.dice.choice(acts)(hold_id=pk, actor=self.actor)

    def miss(self) -> None:
        for pk in self._own(Hold, [HoldState.READY]):
            run_out(pk)
            settling.settle_title(self.title_id)

    def _own(self, model: Any, states: list[str]) -> list[int]:
        rows = model.objects.filter(member__user_id=self.actor.id, state__in=states)
        return list(rows.values_list("pk", flat=True))


def random_actions() -> tuple[int, list[str]]:
    """Runs many members on one title; returns its id and the unexpected errors.

    The title has perpetual copies and a licence that limits loans.
    """
    book = lendable(copies=2)
    bought("by_loans", book, copies=2, loans_allowed=60)
    results = together(*(RandomMember(book.pk, seed) for seed in range(THREADS)))
    assert all(isinstance(one, list) for one in results), results
    return book.pk, [name for one in results for name in one]


def broken_promises(title_id: int) -> list[str]:
    """Returns the violated invariants."""
    broken = []
    loans = list(Loan.objects.filter(state=LoanState.ACTIVE).values_list("licence", "copy"))
    ready = list(Hold.objects.filter(state=HoldState.READY).values_list("licence", "copy"))
    if len(set(loans + ready)) < len(loans + ready):
        broken.append("a copy in two hands")
    if len(loans + ready) > 4:
        broken.append("more copies than there are")
    serials = sorted(Loan.objects.exclude(serial=None).values_list("serial", flat=True))
    if serials != list(range(1, len(serials) + 1)) or len(serials) > 60:
        broken.append("loans counted wrong")
    if Hold.objects.filter(misses__gt=1, state__in=sorted(OPEN_HOLDS)).exists():
        broken.append("a place that was missed twice")
    counted = availability([title_id])[title_id]
    if counted.waiting and counted.lent + counted.reserved < counted.copies:
        broken.append("a free copy while somebody waits")
    return broken


def test_every_invariant_holds_under_random_concurrent_actions() -> None:
    title_id, errors = random_actions()
    assert errors == []
    assert broken_promises(title_id) == []


@pytest.mark.usefixtures("no_lock")
def test_control_without_the_lock_random_concurrent_actions_break_an_invariant() -> None:
    title_id, errors = random_actions()
    assert errors or broken_promises(title_id)
