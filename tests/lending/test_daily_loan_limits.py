"""Tests of the limits on borrowing within a day."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.lending import services
from rontal.lending.errors import BorrowedEnough, BorrowedTooOften, NoCopyFree
from rontal.lending.models import Loan, TitleDay
from rontal.lending.rules import LicenceKind
from rontal.lending.services import daily_loan_limits
from tests.support.lending.factories import borrower, bought, lendable, loan
from tests.support.policies import with_policies
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
OFTEN = daily_loan_limits.OF_ONE_TITLE.count


def borrow(title: Any, actor: Actor) -> Loan:
    return services.borrow_within_limits(title_id=title.pk, actor=actor)


def borrow_and_return(title: Any, actor: Actor, times: int = 1) -> None:
    for _ in range(times):
        services.return_loan(loan_id=borrow(title, actor).pk, actor=actor)


def notified_count() -> int:
    return Event.objects.filter(name="loan:hurried").count()


@pytest.fixture
def three_a_day(settings: Any) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, loans_begun_a_day=3)


def test_one_reader_cannot_use_up_the_loans_of_a_licence() -> None:
    title, hasty = bought(LicenceKind.BY_LOANS, loans_allowed=26).title, borrower()
    borrow_and_return(title, hasty, OFTEN)
    for _again in range(2):
        with pytest.raises(BorrowedTooOften) as refused:
            borrow(title, hasty)
    assert refused.value.params == {"limit": OFTEN, "hours": 24}
    assert Loan.objects.count() == OFTEN
    assert notified_count() == 1
    assert loan(title).serial == OFTEN + 1  # other members can still borrow it


def test_erasing_the_history_resets_no_limit() -> None:
    title, hasty = bought(LicenceKind.BY_LOANS, loans_allowed=26).title, borrower()
    borrow_and_return(title, hasty, OFTEN)
    services.erase_history(actor=hasty)
    with pytest.raises(BorrowedTooOften):
        borrow(title, hasty)


def test_title_can_be_borrowed_again_the_next_day() -> None:
    title, hasty = lendable(), borrower()
    borrow_and_return(title, hasty, OFTEN)
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1)):
        assert borrow(title, hasty)


def test_collection_cannot_be_borrowed_through_in_a_day(three_a_day: None) -> None:
    hasty = borrower()
    for _ in range(3):
        borrow_and_return(lendable(), hasty)
    with pytest.raises(BorrowedEnough):
        borrow(lendable(), hasty)
    assert notified_count() == 1
    assert borrow(lendable(), borrower())


def test_refused_loans_are_not_counted(three_a_day: None) -> None:
    person, out = borrower(), lendable(1)
    loan(out)
    for _ in range(OFTEN + 1):
        with pytest.raises(NoCopyFree):
            borrow(out, person)
    for _ in range(3):
        borrow(lendable(), person)
    assert notified_count() == 0
    assert TitleDay.objects.get(title=out).limit_exceeded == 1  # repeated clicks within 30 seconds


def test_page_shows_when_the_title_can_be_borrowed_again() -> None:
    title, person = lendable(), borrower()
    borrow_and_return(title, person, OFTEN)
    client = client_of(person)
    page = client.post(f"/koleksi/{title.slug}/pinjam/", follow=True).content.decode()
    assert "24 jam" in page
    assert not Loan.objects.filter(state="active").exists()
