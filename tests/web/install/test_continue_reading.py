"""The shortcut that leads back into a book."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from rontal.core import clock
from rontal.lending import services as lending
from rontal.reading.models import Position
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "/baca/lanjut/"


def read(borrowed, minutes_ago: int) -> None:
    Position.objects.create(
        member_id=borrowed.member_id,
        title_id=borrowed.title_id,
        cfi="",
        fraction=0.5,
        updated_at=clock.now() - timedelta(minutes=minutes_ago),
    )


def test_shortcut_opens_the_book_read_last():
    person = borrower()
    first, second = loan(lendable(), person), loan(lendable(), person)
    read(first, minutes_ago=5)
    read(second, minutes_ago=50)
    assert client_of(person).get(ADDRESS)["Location"] == f"/baca/{first.pk}/"


def test_shortcut_without_a_place_opens_the_book_borrowed_last():
    person = borrower()
    with time_machine.travel(clock.now() - timedelta(days=1), tick=True):
        loan(lendable(), person)
    newest = loan(lendable(), person)
    assert client_of(person).get(ADDRESS)["Location"] == f"/baca/{newest.pk}/"


def test_shortcut_ignores_a_returned_book():
    person = borrower()
    ended, running = loan(lendable(), person), loan(lendable(), person)
    read(ended, minutes_ago=1)
    lending.return_loan(loan_id=ended.pk, actor=person)
    assert client_of(person).get(ADDRESS)["Location"] == f"/baca/{running.pk}/"


def test_shortcut_without_loans_opens_the_shelf():
    assert client_of(borrower()).get(ADDRESS)["Location"] == "/rak/"


def test_shortcut_ignores_books_of_others():
    person, other = borrower(), borrower()
    read(loan(actor=other), minutes_ago=1)
    assert client_of(person).get(ADDRESS)["Location"] == "/rak/"


def test_a_visitor_signs_in_first():
    assert Client().get(ADDRESS)["Location"] == "/masuk/?next=/baca/lanjut/"


def test_shortcut_costs_a_fixed_number_of_queries(django_assert_max_num_queries):
    person = borrower()
    reader = client_of(person)
    for _number in range(3):
        loan(lendable(), person)
    with django_assert_max_num_queries(6):
        reader.get(ADDRESS)
