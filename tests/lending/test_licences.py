"""Tests of lending by each kind of licence."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from rontal.catalogue import services as catalogue_services
from rontal.catalogue.models import BookFile, Title
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.models import Event
from rontal.lending import figures, selectors, services
from rontal.lending.content_access import loaned_file
from rontal.lending.errors import (
    CopiesInUse,
    CopyIsFree,
    NoCopyFree,
    NotLendable,
    OnlyInLibrary,
    ReadInLibrary,
)
from rontal.lending.models import Hold, Licence, Loan, Purchase
from rontal.lending.rules import Batch, LicenceKind, Offer, last_second
from rontal.lending.title_availability import available_titles
from rontal.standard.rules.periods import Length, containing
from tests.support.catalogue import factories as catalogue
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import LIBRARIAN, borrower, bought, in_days, lendable, loan

pytestmark = pytest.mark.django_db
HERE = "203.0.113.20"


@pytest.fixture
def networks(settings: Any) -> None:
    """Configures the library's own network."""
    settings.LIBRARY = replace(settings.LIBRARY, networks=("203.0.113.0/24",))


def is_available(title_id: int) -> bool:
    with connection.cursor() as cursor:
        return title_id in set(available_titles(cursor, [title_id]))


def return_loan(borrowed: Loan) -> None:
    services.return_loan(loan_id=borrowed.pk, actor=Actor.person(borrowed.member.user_id))  # type: ignore[union-attr]


def test_a_licence_by_time_lends_until_it_ends() -> None:
    book = bought("by_time", copies=2, ends_at=in_days(3)).title
    borrowed = loan(book)
    assert borrowed.due_at == Licence.objects.get().ends_at
    assert (borrowed.due_at.second, borrowed.due_at.microsecond) == (59, 0)
    with time_machine.travel(borrowed.due_at, tick=False):
        with pytest.raises(NotLendable):
            loan(book)
        assert not is_available(book.pk)
        assert not selectors.availability([book.pk])[book.pk].lendable


def test_a_licence_may_limit_how_long_a_loan_lasts() -> None:
    short = bought("one_copy_one_reader", longest_days=3)
    first = loan(short.title)
    assert first.due_at == last_second(first.started_at + timedelta(days=3))
    lasting = bought("one_copy_one_reader", short.title)
    return_loan(first)
    assert loan(short.title).licence_id == lasting.pk, "the other one would cut it short"
    for days in (0, -1, 3_651):
        with pytest.raises(Invalid) as refused:
            bought("one_copy_one_reader", longest_days=days)
        assert refused.value.fields == {"longest_days": "licence_longest_missing"}


def test_a_licence_may_show_at_most_half_of_its_book() -> None:
    assert bought("one_copy_one_reader", sample_percent=50).sample_percent == 50
    for percent in (51, 100, -1):
        with pytest.raises(Invalid) as refused:
            bought("one_copy_one_reader", sample_percent=percent)
        assert refused.value.fields == {"sample_percent": "licence_sample_too_large"}


def test_largest_sample_of_several_licences_counts_while_it_lends() -> None:
    book = bought("concurrent", sample_percent=5).title
    bought("by_time", book, sample_percent=20, ends_at=in_days(3))
    bought("in_library", book, sample_percent=30)
    person = borrower()
    assert selectors.availability_to(book.pk, person).sample == 20
    with time_machine.travel(in_days(4)):
        assert selectors.availability_to(book.pk, person).sample == 5
    assert selectors.availability_to(lendable().pk, person).sample == 0


def test_licence_by_number_of_loans_is_exhausted() -> None:
    book = bought("by_loans", copies=5, loans_allowed=2).title
    first = loan(book)
    return_loan(first)
    assert selectors.availability([book.pk])[book.pk].copies == 1
    second = loan(book)
    assert (first.serial, second.serial) == (1, 2)
    assert not is_available(book.pk)
    with pytest.raises(NotLendable):
        loan(book)
    with pytest.raises(NotLendable):
        services.place_hold(title_id=book.pk, actor=borrower())
    return_loan(second)
    assert not selectors.availability([book.pk])[book.pk].lendable


def test_reserved_copy_reserves_its_loan_too() -> None:
    book = bought("by_loans", copies=2, loans_allowed=3).title
    running, _other = loan(book), loan(book)
    waiting = borrower()
    services.place_hold(title_id=book.pk, actor=waiting)
    return_loan(running)
    with pytest.raises(NoCopyFree):
        loan(book)
    assert loan(book, waiting).serial == 3


def test_concurrent_readers_are_limited_by_the_licence() -> None:
    book = bought("concurrent", copies=3).title
    for _ in range(3):
        loan(book)
    with pytest.raises(NoCopyFree):
        loan(book)


def test_counted_loans_are_used_only_if_nothing_else_is_free() -> None:
    book = lendable(1)
    bought("by_loans", book, loans_allowed=10)
    assert [loan(book).serial for _ in range(2)] == [None, 1]


def test_next_in_the_queue_gets_a_copy_that_lasts() -> None:
    book = lendable(1)
    first, waiting = loan(book), borrower()
    services.place_hold(title_id=book.pk, actor=waiting)
    ends = bought("by_time", book, ends_at=in_days(2)).ends_at
    hold = Hold.objects.get()
    assert (hold.state, hold.ready_until) == ("ready", ends)
    return_loan(first)


@pytest.mark.usefixtures("networks")
def test_in_library_licence_is_lent_and_opened_there_only() -> None:
    book = bought("in_library").title
    person = borrower()
    there = person.at(HERE)
    with pytest.raises(OnlyInLibrary):
        loan(book, person)
    with pytest.raises(OnlyInLibrary):
        services.place_hold(title_id=book.pk, actor=person)
    assert not is_available(book.pk)
    assert not selectors.availability_to(book.pk, person).here
    assert selectors.availability_to(book.pk, there).here
    borrowed = loan(book, there)
    assert selectors.running_loan(borrowed.pk, there) == borrowed
    with pytest.raises(ReadInLibrary):
        selectors.running_loan(borrowed.pk, person)
    with pytest.raises(NotFound):
        loaned_file(borrowed.pk, person)
    assert borrowed.due_at - clock.now() < timedelta(days=1)
    with pytest.raises(NoCopyFree):
        loan(book, borrower().at(HERE))


@pytest.mark.usefixtures("networks")
def test_in_the_library_a_copy_for_home_comes_first() -> None:
    book = lendable(1)
    bought("in_library", book)
    assert [loan(book, borrower().at(HERE)).in_library for _ in range(2)] == [False, True]
    counted = selectors.availability([book.pk])[book.pk]
    assert (counted.free, counted.free_inside) == (0, 0)


def test_without_networks_no_request_is_in_the_library() -> None:
    book = bought("in_library").title
    with pytest.raises(OnlyInLibrary):
        loan(book, borrower().at(HERE))


def test_open_access_needs_no_loan() -> None:
    book = catalogue.title()
    with pytest.raises(Invalid) as refused:
        bought("open_access", book)
    assert refused.value.fields == {"kind": "licence_no_open_file"}
    BookFile.objects.create(title=book, open_name="open/1.epub", digest="1", size=1)
    bought("open_access", book)
    assert not selectors.availability([book.pk])[book.pk].lendable
    with pytest.raises(NotLendable):
        loan(book)


def test_only_a_librarian_buys_and_only_for_an_existing_title() -> None:
    book, batch = catalogue.title(), Batch("Toko", clock.now().date())
    offer = Offer(LicenceKind.CONCURRENT, 1)
    with pytest.raises(NotAllowed):
        services.buy(title_id=book.pk, offer=offer, batch=batch, actor=borrower())
    with pytest.raises(NotFound):
        services.buy(title_id=999_999, offer=offer, batch=batch, actor=LIBRARIAN)
    with pytest.raises(Invalid):
        bought("by_time", book)
    assert not Licence.objects.exists()


def test_number_is_bought_once_and_an_order_is_one_batch() -> None:
    def once(number: str) -> Licence:
        return services.buy(
            title_id=book.pk,
            offer=Offer(LicenceKind.CONCURRENT, 1, identifier=number),
            batch=Batch("Toko", clock.now().date(), reference="PO-7"),
            actor=LIBRARIAN,
        )

    book = catalogue.title()
    assert once("urn:a") == once("urn:a") != once("urn:b")
    assert Purchase.objects.get().licences.count() == 2
    assert Event.objects.filter(name="licence:bought").count() == 2


def test_bought_copies_go_to_the_queue() -> None:
    book, waiting = lendable(1), borrower()
    loan(book)
    services.place_hold(title_id=book.pk, actor=waiting)
    bought("concurrent", book, copies=2)
    with pytest.raises(CopyIsFree):
        services.place_hold(title_id=book.pk, actor=borrower())
    assert Hold.objects.get().state == "ready"


def test_time_limited_licence_cannot_be_removed_by_hand() -> None:
    book = bought("by_time", copies=5, ends_at=in_days(9)).title
    with pytest.raises(CopiesInUse):
        services.remove_copies(title_id=book.pk, copies=1, actor=LIBRARIAN)


def test_end_of_a_licence_is_recorded_once() -> None:
    licence = bought("by_time", ends_at=in_days(1))
    assert licence.ends_at is not None
    with time_machine.travel(licence.ends_at, tick=False):
        services.settle_overdue()
        services.settle_overdue()
    assert Event.objects.filter(name="licence:ended").count() == 1


def test_ended_licence_is_no_stock() -> None:
    licence = bought("by_time", copies=4, ends_at=in_days(40))
    lendable(2)
    now = clock.now()
    later = now + timedelta(days=70)
    assert figures.stock(containing(now.date(), Length.MONTH))[0].copies == 6
    assert licence.ends_at is not None
    assert figures.stock(containing(later.date(), Length.MONTH))[0].copies == 2


def test_drafts_withdrawn_and_merged_titles_are_no_stock() -> None:
    surviving, merged = lendable(2), lendable(3)
    gone, draft = lendable(4), lendable(5)
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    catalogue_services.withdraw(title_id=gone.pk, reason="Hak berakhir", actor=librarian())
    Title.objects.filter(pk=draft.pk).update(state="draft")
    row = figures.stock(containing(clock.now().date(), Length.MONTH))[0]
    assert (row.titles, row.copies) == (1, 5)


RULES = [
    {"kind": "by_time", "copies": 1},
    {"kind": "by_loans", "copies": 1},
    {"kind": "by_loans", "copies": 1, "loans_allowed": 0},
    {"kind": "one_copy_one_reader", "copies": 1, "loans_allowed": 4},
    {"kind": "open_access", "copies": 1},
    {"kind": "concurrent", "copies": 0},
    {"kind": "lent", "copies": 1},
]


@pytest.mark.parametrize("row", RULES, ids=str)
def test_database_enforces_the_terms_of_a_licence(row: dict[str, Any]) -> None:
    book = catalogue.title()
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.create(title=book, **row)
