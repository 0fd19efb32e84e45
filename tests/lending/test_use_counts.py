"""Tests of daily counts of openings and rejected requests, without personal data."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.models import Event
from rontal.lending import errors, services
from rontal.lending.models import TitleDay
from rontal.lending.rules import LicenceKind
from rontal.membership.models import Member
from tests.support.catalogue import factories as catalogue
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import (
    CHROME,
    FIREFOX,
    borrower,
    bought,
    in_days,
    lendable,
    loan,
)

pytestmark = pytest.mark.django_db
NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0)  # noon in the library's zone


def after(**time: float) -> Any:
    return time_machine.travel(NOON + timedelta(**time), tick=False)


def refused(book: Any, actor: Actor) -> None:
    with pytest.raises(errors.DomainError):
        services.borrow(title_id=book.pk, actor=actor)


def sums(book: Any) -> list[tuple[int, int, int, int]]:
    rows = TitleDay.objects.filter(title=book).order_by("day")
    return list(rows.values_list("opened", "opened_anew", "limit_exceeded", "no_licence"))


def test_request_without_a_free_copy_is_counted() -> None:
    book = lendable(1)
    loan(book)
    refused(book, borrower())
    refused(book, borrower())
    assert sums(book) == [(0, 0, 2, 0)]


def test_hold_counts_as_a_turn_away_after_the_refusal() -> None:
    book, person = lendable(1), borrower()
    loan(book)
    with after():
        refused(book, person)
        services.place_hold(title_id=book.pk, actor=person)
        services.place_hold(title_id=book.pk, actor=borrower())
    assert sums(book) == [(0, 0, 2, 0)]


@pytest.mark.whole
@pytest.mark.parametrize(("seconds", "counted"), [(0, 1), (29, 1), (30, 2), (300, 2)])
def test_clicks_within_thirty_seconds_count_once(seconds: int, counted: int) -> None:
    book, person = lendable(1), borrower()
    with after():
        loan(book)
        refused(book, person)
    with after(seconds=seconds):
        refused(book, person)
    assert sums(book) == [(0, 0, counted, 0)]


@pytest.mark.parametrize(("seconds", "counted"), [((0, 25, 50, 75), 1), ((0, 25, 56), 2)])
def test_repeated_clicks_count_once(seconds: tuple[int, ...], counted: int) -> None:
    """Checks that a click within 30 seconds of the previous one is ignored.

    The next click is then compared with the ignored one (COUNTER Release 5.1, 7.2).
    """
    book, person = lendable(1), borrower()
    loan(book)
    for second in seconds:
        with after(seconds=second):
            refused(book, person)
            services.count_opening(title_id=book.pk, actor=person)
    assert sums(book) == [(counted, 1, counted, 0)]


def test_each_day_has_its_own_sum() -> None:
    book, person = bought(LicenceKind.BY_LOANS, loans_allowed=9).title, borrower()
    with after():
        services.borrow(title_id=book.pk, actor=borrower(), days=14)
        refused(book, person)
    with after(days=1):
        refused(book, person)
    assert sums(book) == [(0, 0, 1, 0), (0, 0, 1, 0)]


def test_title_without_a_running_licence_is_counted_as_without_licence() -> None:
    without, person = catalogue.title(), borrower()
    over = bought(LicenceKind.BY_TIME, ends_at=in_days(1)).title
    refused(without, person)
    with time_machine.travel(in_days(2), tick=False):
        refused(over, person)
    assert sums(without) == sums(over) == [(0, 0, 0, 1)]


def test_in_library_licence_counts_as_none_elsewhere() -> None:
    book = bought(LicenceKind.IN_LIBRARY).title
    with pytest.raises(errors.OnlyInLibrary):
        services.borrow(title_id=book.pk, actor=borrower())
    assert sums(book) == [(0, 0, 0, 1)]


def test_hidden_and_open_access_titles_are_not_counted() -> None:
    hidden, person = catalogue.title(), borrower()
    type(hidden).objects.filter(pk=hidden.pk).update(state=TitleState.DRAFT)
    refused(hidden, person)
    opened = catalogue.title()
    opened.licences.create(kind=LicenceKind.OPEN_ACCESS, copies=0)
    refused(opened, person)
    assert not TitleDay.objects.exists()


def test_ineligible_members_and_staff_are_not_counted() -> None:
    book, paused, full = lendable(1), borrower(), borrower()
    Member.objects.filter(user_id=paused.id).update(state="suspended")
    for _ in range(3):
        loan(actor=full)
    loan(book)
    refused(book, Actor.visitor())
    refused(book, paused)
    refused(book, full)
    refused(book, replace(borrower(), kind=ActorKind.STAFF, roles=frozenset({"clerk"})))
    assert not TitleDay.objects.exists()


def test_borrower_is_not_counted_and_costs_no_further_statement() -> None:
    loan()
    assert not TitleDay.objects.exists()


def test_reopened_book_counts_and_once_an_hour_as_new() -> None:
    book, person = lendable(), borrower()
    for seconds in (0, 10, 40, 3600, 3700):
        with after(seconds=seconds):
            services.count_opening(title_id=book.pk, actor=person)
    with after(seconds=3700):
        services.count_opening(title_id=book.pk, actor=borrower())
    assert sums(book) == [(5, 3, 0, 0)]


def test_open_access_file_counts_per_visitor_and_once_an_hour_as_new() -> None:
    book = catalogue.title()
    for seconds in (0, 29, 60, 3700):
        with after(seconds=seconds):
            services.count_open_access_use(title_id=book.pk, visitor=FIREFOX)
    with after(seconds=3700):
        services.count_open_access_use(title_id=book.pk, visitor=CHROME)
    assert sums(book) == [(0, 0, 0, 0)]
    assert TitleDay.objects.values_list("read_open", "read_open_anew").get() == (4, 3)


def test_counts_reveal_no_person() -> None:
    book, person = lendable(1), borrower()
    loan(book)
    before = Event.objects.count()
    refused(book, person)
    services.count_opening(title_id=book.pk, actor=person)
    services.count_open_access_use(title_id=book.pk, visitor=FIREFOX)
    services.count_page_view(slug=book.slug, actor=person, visitor=FIREFOX)
    assert Event.objects.count() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM lending_titleday")
        names = {column.name for column in cursor.description}
        cursor.execute("SELECT key FROM core_counter")
        keys = [bytes(row[0]) for row in cursor.fetchall()]
    assert names == {
        "id", "title_id", "day", "opened", "opened_anew", "read_open", "read_open_anew",
        "limit_exceeded", "no_licence", "looked", "seen_anew", "looked_open", "seen_open_anew",
    }  # fmt: skip
    assert keys
    assert not any(
        word in key for key in keys for word in (b"refused", b"opened", b"looked", b"192")
    )


def test_sums_of_merged_titles_are_added_by_day() -> None:
    surviving, merged, person = lendable(1), lendable(1), borrower()
    with after():
        loan(surviving)
        loan(merged)
        refused(surviving, person)
        refused(merged, person)
    with after(days=1):
        refused(merged, person)
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    assert sums(surviving) == [(0, 0, 2, 0), (0, 0, 1, 0)]
    assert sums(merged) == []
