"""Tests of the reading list: its page, and the buttons on a title's page."""

from typing import Any

import pytest
from django.test import Client

from rontal.catalogue import services as catalogue
from rontal.lending import services
from rontal.lending.models import Listed
from rontal.lending.reading_lists import listed_of
from rontal.lending.services import reading_lists
from tests.support.catalogue import factories as titles
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.membership.factories import clerk
from tests.support.web.data_copy import copied
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PRESSED = 'aria-pressed="true"'


def main_of(answer: Any) -> str:
    return str(answer.content.decode().split("<main")[1])


def test_heart_is_pressed_and_released() -> None:
    book, person = lendable(), borrower()
    reader = client_of(person)
    assert PRESSED not in main_of(reader.get(f"/koleksi/{book.slug}/"))
    page = main_of(reader.post(f"/koleksi/{book.slug}/ingin/", follow=True))
    assert (PRESSED in page, 'href="/rak/ingin/"' in page) == (True, True)
    assert listed_of(person) == [book.pk]
    page = main_of(reader.post(f"/koleksi/{book.slug}/ingin/lepas/", follow=True))
    assert PRESSED not in page
    assert listed_of(person) == []


def test_visitor_sees_no_heart_and_returns_to_the_book_after_sign_in() -> None:
    book, nobody = lendable(), Client()
    assert "/ingin/" not in main_of(nobody.get(f"/koleksi/{book.slug}/"))
    assert nobody.get("/rak/ingin/").status_code == 302
    answer = nobody.post(f"/koleksi/{book.slug}/ingin/")
    assert answer["Location"].startswith("/masuk/")
    assert client_of(borrower()).get(f"/koleksi/{book.slug}/ingin/")["Location"] == (
        f"/koleksi/{book.slug}/"
    )


def test_list_shows_available_titles_first_and_the_state_of_each() -> None:
    person = borrower()
    free, lent, mine, gone = lendable(), lendable(), lendable(), lendable()
    unlicensed = titles.title()
    for book in (free, lent, mine, gone, unlicensed):
        services.add_to_list(title_id=book.pk, actor=person)
    loan(lent, borrower())
    own = loan(mine, person)
    catalogue.withdraw(title_id=gone.pk, reason="rights", actor=librarian())
    page = client_of(person).get("/rak/ingin/")
    now, later, unavailable = main_of(page).split("<section")[1:]
    assert f'action="/koleksi/{free.slug}/pinjam/"' in now
    assert f'href="/baca/{own.pk}/"' in now
    assert f'action="/koleksi/{lent.slug}/antre/"' in later
    assert "Belum bisa dipinjam" in later.split(unlicensed.slug)[1]
    assert (gone.slug in unavailable, "/pinjam/" in unavailable) == (True, False)
    assert "no-store" in page["Cache-Control"]


def test_title_that_leaves_the_collection_can_be_read_on_from_the_list() -> None:
    book, person = lendable(), borrower()
    services.add_to_list(title_id=book.pk, actor=person)
    own = loan(book, person)
    catalogue.withdraw(title_id=book.pk, reason="rights", actor=librarian())
    page = main_of(client_of(person).get("/rak/ingin/"))
    assert f'href="/baca/{own.pk}/"' in page
    assert "tidak ada di koleksi" not in page


def test_title_is_borrowed_from_the_list_by_one_press_and_stays_on_it() -> None:
    book, person = lendable(), borrower()
    services.add_to_list(title_id=book.pk, actor=person)
    reader = client_of(person)
    answer = reader.post(f"/koleksi/{book.slug}/pinjam/", follow=True)
    assert "Baca" in main_of(answer)
    assert "Ada di rak Anda" in main_of(reader.get("/rak/ingin/"))


def test_removed_title_can_be_restored() -> None:
    book, other, person = lendable(), lendable(), borrower()
    for one in (book, other):
        services.add_to_list(title_id=one.pk, actor=person)
    reader = client_of(person)
    address = f"/koleksi/{book.slug}/ingin/"
    page = main_of(reader.post(f"{address}lepas/", {"dari": "daftar"}))
    assert (book.title in page, other.title in page) == (False, True)
    assert f'action="{address}"' in page
    page = main_of(reader.post(address, {"dari": "daftar"}, follow=True))
    assert book.title in page
    assert reader.get(f"{address}lepas/")["Location"] == "/rak/ingin/"


def test_empty_list_is_explained_and_the_shelf_links_to_it() -> None:
    reader = client_of(borrower())
    assert "masih kosong" in main_of(reader.get("/rak/ingin/"))
    assert "/rak/ingin/" in main_of(reader.get("/rak/"))


def test_full_list_and_missing_membership_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    book = lendable()
    monkeypatch.setattr(reading_lists, "LISTED_AT_MOST", 0)
    answer = client_of(borrower()).post(f"/koleksi/{book.slug}/ingin/", follow=True)
    assert "Keluarkan dahulu satu" in answer.content.decode()
    answer = client_of(clerk()).post(f"/koleksi/{book.slug}/ingin/", follow=True)
    assert "belum aktif" in answer.content.decode()
    assert client_of(borrower()).post("/koleksi/tidak-ada/ingin/").status_code == 404
    assert not Listed.objects.exists()


def test_reading_list_is_in_the_data_copy() -> None:
    book, person = lendable(), borrower()
    services.add_to_list(title_id=book.pk, actor=person)
    page_data = copied(client_of(person))
    assert [one["title"] for one in page_data["wants_to_read"]] == [book.title]


@pytest.mark.whole
def test_a_long_list_costs_as_many_queries_as_a_short_one(
    django_assert_max_num_queries: Any,
) -> None:
    person = borrower()
    reader = client_of(person)
    reader.get("/rak/ingin/")
    for _ in range(12):
        services.add_to_list(title_id=lendable().pk, actor=person)
    with django_assert_max_num_queries(8):
        reader.get("/rak/ingin/")
