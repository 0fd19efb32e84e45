"""Tests of licences, loans and holds when their title changes."""

import pytest

from rontal.catalogue import services as catalogue
from rontal.catalogue.models import Title
from rontal.lending import errors, selectors, services
from rontal.lending.models import Hold, Loan
from rontal.lending.states import HoldState, LoanState
from rontal.reading import services as reading
from rontal.reading.models import Position
from tests.catalogue.services.factories import librarian
from tests.lending.factories import borrower, lendable, loan

pytestmark = pytest.mark.django_db


def join(stays, goes):
    return services.join_titles(stays_id=stays.pk, goes_id=goes.pk, actor=librarian())


def test_loans_copies_and_queues_move_to_the_surviving_title():
    stays, goes = lendable(1), lendable(2)
    reader, waits = borrower(), borrower()
    loan(stays, borrower())
    loans = [loan(goes, reader), loan(goes, borrower())]
    hold = services.place_hold(title_id=goes.pk, actor=waits)
    join(stays, goes)
    assert selectors.availability([stays.pk])[stays.pk].copies == 3
    assert selectors.running_loan(loans[0].pk, reader).title_id == stays.pk
    assert Hold.objects.get(pk=hold.pk).title_id == stays.pk
    assert not selectors.availability([goes.pk])[goes.pk].lendable


def test_hold_on_one_title_gets_the_free_copy_of_the_other():
    stays, goes = lendable(1), lendable(1)
    loan(stays, borrower())
    hold = services.place_hold(title_id=stays.pk, actor=borrower())
    join(stays, goes)
    assert Hold.objects.get(pk=hold.pk).state == HoldState.READY


def test_member_with_loans_of_both_keeps_one():
    stays, goes, reader = lendable(1), lendable(1), borrower()
    loan(stays, reader)
    loan(goes, reader)
    join(stays, goes)
    running = Loan.objects.filter(state=LoanState.ACTIVE)
    assert [one.title_id for one in running] == [stays.pk]


def test_two_holds_of_a_member_become_one_and_a_borrower_has_none():
    stays, goes, twice, reader = lendable(1), lendable(1), borrower(), borrower()
    loan(stays, borrower())
    loan(goes, reader)
    first = services.place_hold(title_id=stays.pk, actor=twice)
    services.place_hold(title_id=goes.pk, actor=twice)
    services.place_hold(title_id=stays.pk, actor=reader)
    join(stays, goes)
    waiting = Hold.objects.exclude(state=HoldState.CANCELLED)
    assert [one.pk for one in waiting] == [first.pk]


def test_places_in_the_book_are_merged():
    stays, goes, reader = lendable(1), lendable(1), borrower()
    borrowed = loan(goes, reader)
    reading.store_position(loan_id=borrowed.pk, cfi="epubcfi(/6/4!/4)", fraction=0.5, actor=reader)
    join(stays, goes)
    for _again in range(2):
        reading.move_positions_to_title(stays_id=stays.pk, goes_id=goes.pk)
    assert [place.title_id for place in Position.objects.all()] == [stays.pk]


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
