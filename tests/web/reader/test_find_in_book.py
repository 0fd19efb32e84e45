"""Tests of the search within a book for the reader's script."""

from typing import Any

import pytest
from django.test import Client

from rontal.core.actors import Actor
from rontal.lending.services import return_loan
from rontal.reading.errors import PageTooHeavy
from rontal.reading.pages import books, searching
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.reading.pages import files
from tests.support.web.reader.page_notes import printed
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Actor:
    return borrower()


def search_book(client: Client, loan_id: int, words: str) -> Any:
    return client.post(f"/baca/{loan_id}/cari/", {"kata": words})


def test_hits_are_listed_by_chapter_with_their_context(person: Actor) -> None:
    answer = search_book(client_of(person), loan(actor=person).pk, "BERGILIRAN").json()
    assert answer["said"] == "80 tempat."
    assert [chapter["label"] for chapter in answer["chapters"]] == ["Bab satu", "Bab dua"]
    first = answer["chapters"][0]["hits"][0]
    assert (first["section"], first["nth"], first["match"]) == (0, 0, "bergiliran")
    assert first["before"].endswith("air datang ")


def test_more_hits_than_shown_are_reported(person: Actor) -> None:
    answer = search_book(client_of(person), loan(actor=person).pk, "a").json()
    assert "200 pertama" in answer["said"]
    assert sum(len(chapter["hits"]) for chapter in answer["chapters"]) == 200


@pytest.mark.parametrize(
    ("words", "expected"),
    [("naga terbang", "Kata-kata ini tidak ada di buku."), ("", "Tulis kata yang Anda cari.")],
)
def test_empty_result_is_reported(person: Actor, words: str, expected: str) -> None:
    answer = search_book(client_of(person), loan(actor=person).pk, words)
    assert answer.json() == {"said": expected, "chapters": []}


def test_search_text_is_in_no_address_and_only_the_borrower_searches(person: Actor) -> None:
    borrowed = loan(actor=person)
    assert client_of(person).get(f"/baca/{borrowed.pk}/cari/?kata=air").status_code == 405
    assert search_book(client_of(borrower()), borrowed.pk, "air").status_code == 410
    assert search_book(Client(), borrowed.pk, "air").status_code == 302
    return_loan(loan_id=borrowed.pk, actor=person)
    assert search_book(client_of(person), borrowed.pk, "air").status_code == 410


def search_pages(client: Client, loan_id: int, words: str) -> Any:
    return client.post(f"/baca/{loan_id}/halaman/cari/", {"kata": words})


def of_pages(person: Actor, content: bytes, name: str = "buku.pdf") -> int:
    """Creates a loan of a paged book and returns its id."""
    return int(loan(lendable(title=files.title(content, name)), person).pk)


def test_hits_in_a_pdf_are_listed_by_page_with_its_printed_number(person: Actor) -> None:
    content = files.changed(files.text(4), printed)
    answer = search_pages(client_of(person), of_pages(person, content), "BAB").json()
    assert answer["said"] == "4 tempat."
    labels = [chapter["label"] for chapter in answer["chapters"]]
    assert labels == ["Halaman 1 (i)", "Halaman 2 (ii)", "Halaman 3 (1)", "Halaman 4 (2)"]
    hit = answer["chapters"][2]["hits"][0]
    assert (hit["section"], hit["nth"], hit["match"]) == (2, 0, "Bab")
    assert hit["after"].startswith(" 3 Halaman 3.")


def test_pages_of_pictures_are_explained(person: Actor) -> None:
    client = client_of(person)
    scanned = search_pages(client, of_pages(person, files.scan()), "air").json()
    assert scanned["said"].startswith("Halaman buku ini berupa gambar, misalnya hasil pindai.")
    mixed = files.joined(files.scan(1), files.text(2))
    answer = search_pages(client, of_pages(person, mixed), "Bab 2").json()
    assert answer["said"] == "1 tempat. 1 halaman tidak memuat kata: berupa gambar, atau kosong."
    assert answer["chapters"][0]["hits"][0]["section"] == 2


def test_long_book_reports_progress_and_is_searched_again(
    person: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "TOGETHER", 1)
    monkeypatch.setattr(searching, "MAX_SECONDS", -1.0)
    client, borrowed = client_of(person), of_pages(person, files.text(5))
    answer = search_pages(client, borrowed, "Bab 5").json()
    assert answer["again"] is True
    assert "0 dari 5 halaman" in answer["said"]
    monkeypatch.setattr(searching, "MAX_SECONDS", 60.0)
    assert search_pages(client, borrowed, "Bab 5").json()["said"] == "1 tempat."


def test_unreadable_pages_are_reported_and_read_another_time(
    person: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "TOGETHER", 2)
    client, borrowed = client_of(person), of_pages(person, files.text(6))
    with monkeypatch.context() as busy:
        read = books.texts

        def partly(pages: Any, first: int, count: int) -> Any:
            if first == 1:
                raise PageTooHeavy
            return read(pages, first, count)

        busy.setattr(books, "texts", partly)
        later = "2 halaman belum dapat dibaca. Coba cari lagi dalam sepuluh menit."
        assert search_pages(client, borrowed, "bab").json()["said"] == f"4 tempat. {later}"
        assert search_pages(client, borrowed, "Bab 1").json()["said"] == f"0 tempat. {later}"
    assert search_pages(client, borrowed, "bab").json()["said"] == "6 tempat."


def test_pages_beyond_the_limit_are_not_read(
    person: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "TOGETHER", 1)
    monkeypatch.setattr(searching, "MAX_LETTERS", 10)
    page_numbers: list[int] = []
    read = books.texts

    def noted(pages: Any, first: int, count: int) -> Any:
        page_numbers.append(first)
        return read(pages, first, count)

    monkeypatch.setattr(books, "texts", noted)
    answer = search_pages(client_of(person), of_pages(person, files.text(6)), "bab").json()
    assert answer["said"] == "1 tempat. Sebagian buku terlalu besar untuk dicari."
    assert page_numbers == [1]


def test_a_search_in_pages_costs_few_queries(person: Actor, django_assert_num_queries: Any) -> None:
    client, borrowed = client_of(person), of_pages(person, files.text(6))
    search_pages(client, borrowed, "bab")
    with django_assert_num_queries(4):
        search_pages(client, borrowed, "bab")


def test_only_the_borrower_of_the_pdf_searches_its_pages(person: Actor) -> None:
    borrowed = of_pages(person, files.text())
    assert search_pages(client_of(borrower()), borrowed, "air").status_code == 410
    assert search_pages(Client(), borrowed, "air").status_code == 302
    assert client_of(person).get(f"/baca/{borrowed}/halaman/cari/").status_code == 405
    pictures = of_pages(person, files.leaves(), "lontar.cbz")
    assert search_pages(client_of(person), pictures, "air").status_code == 410
    return_loan(loan_id=borrowed, actor=person)
    assert search_pages(client_of(person), borrowed, "air").status_code == 410


def test_empty_search_in_pages_is_reported(person: Actor) -> None:
    answer = search_pages(client_of(person), of_pages(person, files.text()), " ")
    assert answer.json() == {"said": "Tulis kata yang Anda cari.", "chapters": []}
