"""Tests of licences, loans and holds when their title changes."""

import pytest

from rontal.catalogue import services as catalogue
from rontal.catalogue.models import Title
from rontal.lending import errors, selectors, services
from rontal.lending.models import Hold, Loan
from rontal.lending.states import HoldState, LoanState
from rontal.reading import services as reading
from rontal.reading.models import Position
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import borrower, lendable, loan

pytestmark = pytest.mark.django_db


def join(surviving, merged):
    return services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())


def test_loans_copies_and_queues_move_to_the_surviving_title():
    surviving, merged = lendable(1), lendable(2)
    reader, waits = borrower(), borrower()
    loan(surviving, borrower())
    loans = [loan(merged, reader), loan(merged, borrower())]
    hold = services.place_hold(title_id=merged.pk, actor=waits)
    join(surviving, merged)
    assert selectors.availability([surviving.pk])[surviving.pk].copies == 3
    assert selectors.running_loan(loans[0].pk, reader).title_id == surviving.pk
    assert Hold.objects.get(pk=hold.pk).title_id == surviving.pk
    assert not selectors.availability([merged.pk])[merged.pk].lendable


def test_hold_on_one_title_gets_the_free_copy_of_the_other():
    surviving, merged = lendable(1), lendable(1)
    loan(surviving, borrower())
    hold = services.place_hold(title_id=surviving.pk, actor=borrower())
    join(surviving, merged)
    assert Hold.objects.get(pk=hold.pk).state == HoldState.READY


def test_member_with_loans_of_both_keeps_one():
    surviving, merged, reader = lendable(1), lendable(1), borrower()
    loan(surviving, reader)
    loan(merged, reader)
    join(surviving, merged)
    running = Loan.objects.filter(state=LoanState.ACTIVE)
    assert [one.title_id for one in running] == [surviving.pk]


def test_two_holds_of_a_member_become_one_and_a_borrower_has_none():
    surviving, merged, twice, reader = lendable(1), lendable(1), borrower(), borrower()
    loan(surviving, borrower())
    loan(merged, reader)
    first = services.place_hold(title_id=surviving.pk, actor=twice)
    services.place_hold(title_id=merged.pk, actor=twice)
    services.place_hold(title_id=surviving.pk, actor=reader)
    join(surviving, merged)
    waiting = Hold.objects.exclude(state=HoldState.CANCELLED)
    assert [one.pk for one in waiting] == [first.pk]


def test_places_in_the_book_are_merged():
    surviving, merged, reader = lendable(1), lendable(1), borrower()
    borrowed = loan(merged, reader)
    reading.store_position(loan_id=borrowed.pk, cfi="epubcfi(/6/4!/4)", fraction=0.5, actor=reader)
    join(surviving, merged)
    for _again in range(2):
        reading.move_positions_to_title(stays_id=surviving.pk, goes_id=merged.pk)
    assert [place.title_id for place in Position.objects.all()] == [surviving.pk]


def test_withdrawn_title_ends_its_queue_but_its_readers_read_on():
    title, reader = lendable(1), borrower()
    borrowed = loan(title, reader)
    hold = services.place_hold(title_id=title.pk, actor=borrower())
    catalogue.withdraw(title_id=title.pk, reason="Hak berakhir", actor=librarian())
    assert services.end_queue(title_id=title.pk) == 1
    assert services.end_queue(title_id=title.pk) == 0
    assert Hold.objects.get(pk=hold.pk).state == HoldState.DROPPED
    assert selectors.running_loan(borrowed.pk, reader)
    for act in (services.borrow, services.place_hold):
        with pytest.raises(errors.NotLendable):
            act(title_id=title.pk, actor=borrower())


def test_queue_of_a_public_title_is_not_ended():
    title = lendable(1)
    loan(title, borrower())
    services.place_hold(title_id=title.pk, actor=borrower())
    assert services.end_queue(title_id=title.pk) == 0
    assert Title.objects.get(pk=title.pk).state == "public"
