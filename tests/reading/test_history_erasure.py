"""Tests of deleting positions together with the loan history."""

from datetime import timedelta

import pytest
import time_machine

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending import services as lending
from rontal.lending.models import Loan
from rontal.reading import services
from rontal.reading.models import Position
from rontal.reading.selectors import every_mark_of, every_place_of
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.reading.marks import PLACE, marked

pytestmark = pytest.mark.django_db


def opened(actor: Actor, days_ago: int = 0) -> Loan:
    """Returns a loan with a reading position, both from this number of days ago."""
    with time_machine.travel(clock.now() - timedelta(days=days_ago), tick=False):
        borrowed = loan(lendable(), actor)
        services.store_position(loan_id=borrowed.pk, cfi=PLACE, fraction=0.5, actor=actor)
    return borrowed


def returned(actor: Actor, days_ago: int = 0) -> Loan:
    borrowed = opened(actor, days_ago)
    with time_machine.travel(clock.now() - timedelta(days=days_ago), tick=False):
        return lending.return_loan(loan_id=borrowed.pk, actor=actor)


def test_erasing_deletes_places_of_returned_books_and_leaves_marks() -> None:
    person, other = borrower(), borrower()
    marked(returned(person), person), returned(other)
    running = opened(person)
    marked(running, person)
    services.erase_history(actor=person)
    assert [place.title_id for place in every_place_of(person)] == [running.title_id]
    assert len(every_mark_of(person)) == 2
    assert len(every_place_of(other)) == 1


def test_places_are_deleted_at_night_with_the_anonymised_loans() -> None:
    forgetful, keeper = borrower(), borrower()
    returned(forgetful, 90), returned(forgetful), returned(keeper, 90)
    lending.keep_history(actor=keeper)
    assert services.delete_positions() == 0
    lending.anonymise_loans()
    assert services.delete_positions() == 1
    assert services.delete_positions() == 0
    assert Position.objects.count() == 2


def test_place_remains_while_the_reader_waits_for_the_book() -> None:
    person = borrower()
    returned_loan = returned(person, 90)
    borrowed = loan(returned_loan.title, borrower())
    hold = lending.place_hold(title_id=returned_loan.title_id, actor=person)
    lending.anonymise_loans()
    assert services.delete_positions() == 0
    assert [place.title_id for place in every_place_of(person)] == [borrowed.title_id]
    lending.cancel_hold(hold_id=hold.pk, actor=person)
    assert services.delete_positions() == 1


def test_place_remains_while_the_reader_has_marks_in_the_book() -> None:
    person = borrower()
    marked(returned(person, 90), person)
    lending.anonymise_loans()
    assert services.delete_positions() == 0
    services.remove_mark(key=every_mark_of(person)[0][1].key, actor=person)
    assert services.delete_positions() == 1
