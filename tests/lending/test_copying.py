"""Tests of the limit on copying text from a loan."""

import pytest

from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending import selectors, services
from rontal.lending.errors import CopiedAll, CopiedEnough, NotForCopying
from rontal.lending.models import Loan
from tests.support.catalogue import factories as catalogue
from tests.support.lending.factories import borrower, bought, in_days, lendable, loan

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Actor:
    return borrower()


def limited(person: Actor, characters: int | None) -> Loan:
    licence = bought("concurrent", copies=9, copy_characters=characters)
    return loan(licence.title, person)


def copy(borrowed: Loan, characters: int, person: Actor) -> int | None:
    return services.copy_words(loan_id=borrowed.pk, characters=characters, actor=person)


def test_copied_text_is_counted_to_the_last_character(person: Actor) -> None:
    borrowed = limited(person, 1_000)
    assert [copy(borrowed, one, person) for one in (400, 599, 1)] == [600, 1, 0]
    with pytest.raises(CopiedAll):
        copy(borrowed, 1, person)


def test_passage_over_the_limit_is_refused_whole_with_the_remaining_characters(
    person: Actor,
) -> None:
    borrowed = limited(person, 1_000)
    copy(borrowed, 400, person)
    with pytest.raises(CopiedEnough) as refused:
        copy(borrowed, 601, person)
    assert refused.value.params == {"left": 600, "characters": 601}
    assert copy(borrowed, 600, person) == 0, "what was refused is not counted"


def test_a_passage_longer_than_the_limit_itself_is_refused(person: Actor) -> None:
    borrowed = limited(person, 10)
    with pytest.raises(CopiedEnough):
        copy(borrowed, 100_000_000, person)
    assert copy(borrowed, 10, person) == 0


def test_licence_without_a_limit_counts_no_copying(person: Actor) -> None:
    borrowed = limited(person, None)
    assert copy(borrowed, 1_000_000, person) is None
    borrowed.refresh_from_db()
    assert borrowed.copied == 0


def test_licence_may_forbid_copying(person: Actor) -> None:
    with pytest.raises(NotForCopying):
        copy(limited(person, 0), 1, person)


def test_copying_requires_a_running_loan_of_ones_own(person: Actor) -> None:
    borrowed = limited(person, 1_000)
    with pytest.raises(NotFound):
        copy(borrowed, 1, borrower())
    services.return_loan(loan_id=borrowed.pk, actor=person)
    with pytest.raises(NotFound):
        copy(borrowed, 1, person)


def test_another_loan_and_another_reader_start_with_the_full_limit(person: Actor) -> None:
    borrowed = limited(person, 100)
    copy(borrowed, 100, person)
    other = borrower()
    assert copy(loan(borrowed.title, other), 100, other) == 0
    services.return_loan(loan_id=borrowed.pk, actor=person)
    assert copy(loan(borrowed.title, person), 100, person) == 0


def test_anonymised_loan_shows_no_copying(person: Actor) -> None:
    borrowed = limited(person, 100)
    copy(borrowed, 60, person)
    services.return_loan(loan_id=borrowed.pk, actor=person)
    services.erase_history(actor=person)
    assert Loan.objects.get().copied == 0


def test_limit_of_notes_is_that_of_the_last_loan_then_the_strictest(person: Actor) -> None:
    title = catalogue.title()
    assert selectors.copy_limit(title.pk, person) is None
    bought("by_time", title, ends_at=in_days(90), copy_characters=2_000)
    bought("by_time", title, ends_at=in_days(60), copy_characters=50)
    assert selectors.copy_limit(title.pk, person) == 50
    other = borrower()
    lendable(title=title)
    loans = [loan(title, one) for one in (borrower(), other, person)]
    limits = {one.licence.copy_characters for one in loans}
    assert limits == {50, 2_000, None}
    for one, reader in zip(loans[1:], (other, person), strict=True):
        assert selectors.copy_limit(title.pk, reader) == one.licence.copy_characters
