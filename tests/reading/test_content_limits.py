"""Tests of slowing down content that is fetched faster than anybody reads."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import TooMany
from rontal.core.limits import Limit
from rontal.core.models import Event
from rontal.lending.content_access import LoanedFile, loaned_file
from rontal.lending.models import Loan
from rontal.reading import archive_cache, content_limits
from rontal.reading.models import Position
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.reading.pages import files
from tests.support.web.reader.content import content_of, picture_of
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PARTS = 10
FREE_PARTS = content_limits.EXTRA_PARTS + content_limits.BOOK_MULTIPLE * PARTS


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resets the counters, as in a new process."""
    monkeypatch.setattr(
        content_limits, "_steps", archive_cache.LruCache(content_limits.LOANS, lambda _one: 1)
    )


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    another_process(monkeypatch)


@pytest.fixture
def person() -> Actor:
    return borrower()


@pytest.fixture
def loaned_book(person: Actor) -> LoanedFile:
    return loaned_file(loan(actor=person).pk, person)


def fetch(loaned: LoanedFile, pieces: int) -> None:
    for number in range(pieces):
        content_limits.count_part(loaned, str(number), PARTS)


def test_book_may_be_fetched_whole_while_reading(loaned_book: LoanedFile) -> None:
    fetch(loaned_book, FREE_PARTS)
    assert not Event.objects.filter(name="reading:slowed").exists()


def test_faster_fetching_is_throttled_and_recorded_once_without_a_title(
    loaned_book: LoanedFile,
) -> None:
    with pytest.raises(TooMany) as slowed:
        fetch(loaned_book, FREE_PARTS + content_limits.STEP)
    assert 0 < slowed.value.params["seconds"] <= 3600
    for _again in range(3 * content_limits.STEP):
        with pytest.raises(TooMany):
            content_limits.count_part(loaned_book, "another", PARTS)
    event = Event.objects.get(name="reading:slowed")
    assert (event.subject_type, event.subject_id) == (
        "membership.member",
        str(loaned_book.member_id),
    )
    assert set(event.data) == {"pieces"}


def test_requests_of_other_processes_are_counted_too(
    loaned_book: LoanedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(loaned_book, FREE_PARTS - content_limits.STEP)
    another_process(monkeypatch)
    fetch(loaned_book, content_limits.STEP)
    with pytest.raises(TooMany):
        fetch(loaned_book, content_limits.STEP)


def test_tiles_of_one_page_count_as_one_part(loaned_book: LoanedFile) -> None:
    for _tile in range(3 * FREE_PARTS):
        content_limits.count_part(loaned_book, "7", PARTS)


def test_other_readers_and_other_books_are_not_throttled(
    loaned_book: LoanedFile, person: Actor
) -> None:
    with pytest.raises(TooMany):
        fetch(loaned_book, FREE_PARTS + content_limits.STEP)
    other = borrower()
    fetch(loaned_file(loan(actor=other).pk, other), content_limits.STEP)
    fetch(loaned_file(loan(actor=person).pk, person), content_limits.STEP)


def test_most_parts_cost_no_statement(
    loaned_book: LoanedFile, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        fetch(loaned_book, content_limits.STEP - 1)
    with django_assert_num_queries(1):
        content_limits.count_part(loaned_book, "last", PARTS)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets the limit so low that every request exceeds it."""
    monkeypatch.setattr(content_limits, "EXTRA_PARTS", -100)
    monkeypatch.setattr(content_limits, "STEP", 1)


def addresses(client: Client, text: Loan, paged: Loan) -> list[str]:
    return [
        content_of(client, text, "OEBPS/bab1.xhtml"),
        picture_of(client, paged, "1/480.webp"),
        picture_of(client, paged, "1/3200/0-0.webp"),
        picture_of(client, paged, "1/teks.json"),
        f"/baca/{paged.pk}/halaman/2/",
    ]


@pytest.mark.usefixtures("hasty")
def test_every_view_of_content_is_throttled_with_an_explanation(person: Actor) -> None:
    client = client_of(person)
    text, paged = loan(actor=person), loan(lendable(title=files.title(files.text())), person)
    for address in addresses(client, text, paged):
        answer = client.get(address)
        assert answer.status_code == 429, address
        assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("hasty")
def test_reader_and_place_stay_available(person: Actor) -> None:
    client, text = client_of(person), loan(actor=person)
    assert client.get(content_of(client, text, "OEBPS/bab1.xhtml")).status_code == 429
    place = {"tempat": "epubcfi(/6/4)", "bagian": "0.4"}
    assert client.post(f"/baca/{text.pk}/tempat/", place).status_code == 200
    assert client.get(f"/baca/{text.pk}/").status_code == 200
    assert Position.objects.get().fraction == 0.4


def test_throttling_ends_after_the_hour(
    loaned_book: LoanedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TooMany):
        fetch(loaned_book, FREE_PARTS + content_limits.STEP)
    another_process(monkeypatch)
    with time_machine.travel(clock.now() + timedelta(hours=1, seconds=1), tick=False):
        fetch(loaned_book, content_limits.STEP)


def fetch_open(address: str, pieces: int) -> None:
    for number in range(pieces):
        content_limits.count_open_part(str(number), address)


def test_address_that_fetches_open_access_books_endlessly_is_throttled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        content_limits,
        "OPEN",
        Limit("reading.open_texts", 3 * content_limits.STEP, content_limits.HOUR),
    )
    fetch_open("203.0.113.7", 3 * content_limits.STEP)
    with pytest.raises(TooMany):
        fetch_open("203.0.113.7", content_limits.STEP)
    with pytest.raises(TooMany):
        content_limits.count_open_part("another", "203.0.113.7")
    fetch_open("203.0.113.8", content_limits.STEP)


def test_most_parts_of_open_access_books_cost_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        fetch_open("203.0.113.7", content_limits.STEP - 1)
    with django_assert_num_queries(1):
        content_limits.count_open_part("last", "203.0.113.7")
