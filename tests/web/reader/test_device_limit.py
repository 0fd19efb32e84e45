"""Tests of a book with a device limit, opened on two devices."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending.models import Loan, Sitting
from rontal.lending.services import return_loan
from rontal.reading.models import Mark, Position
from tests.support.lending.factories import borrower, bought, lendable, loan
from tests.support.reading.pages import files
from tests.support.web.offline_books import sent
from tests.support.web.reader.content import content_of, picture_of
from tests.support.web.reader.notes import SENT, send
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db
PAGE = "OEBPS/bab1.xhtml"
PLACE = {"tempat": "epubcfi(/6/4)", "bagian": "0.5"}
QUESTION = "Buku ini terbuka di perangkat lain"


@pytest.fixture
def person() -> Actor:
    return borrower()


@pytest.fixture
def lent_book(person: Actor) -> Loan:
    return loan(bought("concurrent", devices=1).title, person)


@pytest.fixture
def paged(person: Actor) -> Loan:
    title = files.title(files.text(), "buku.pdf")
    return loan(bought("concurrent", title, devices=1).title, person)


@pytest.fixture
def devices(lent_book: Loan, person: Actor) -> tuple[Client, Client]:
    """Returns the client of a phone that has the book open, and that of a laptop."""
    phone, laptop = client_of(person), client_of(person)
    assert phone.get(f"/baca/{lent_book.pk}/").status_code == 200
    return phone, laptop


def take_over(client: Client, borrowed: Loan, **fields: str) -> Any:
    return client.post(f"/baca/{borrowed.pk}/di-sini/", fields)


def test_second_device_asks_and_continues_with_one_press(
    lent_book: Loan, devices: tuple[Client, Client]
) -> None:
    phone, laptop = devices
    question = laptop.get(f"/baca/{lent_book.pk}/")
    assert question.status_code == 423
    for text_part in (QUESTION, "baru saja dibaca", "Baca di sini", lent_book.title.title):
        assert text_part in text(question)
    assert laptop.get(content_of(laptop, lent_book, PAGE)).status_code == 423
    assert (
        take_over(laptop, lent_book, ke=f"/baca/{lent_book.pk}/").headers["Location"]
        == f"/baca/{lent_book.pk}/"
    )
    assert laptop.get(f"/baca/{lent_book.pk}/").status_code == 200
    assert laptop.get(content_of(laptop, lent_book, PAGE)).status_code == 200
    refused = phone.get(content_of(phone, lent_book, PAGE))
    assert refused.status_code == 423
    assert "terbuka di perangkat lain" in text(refused)
    assert phone.get(f"/baca/{lent_book.pk}/").status_code == 423


def test_question_shows_how_long_ago_the_book_was_read(
    lent_book: Loan, devices: tuple[Client, Client]
) -> None:
    _phone, laptop = devices
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        assert "Terakhir dibaca di sana 5 menit yang lalu" in text(
            laptop.get(f"/baca/{lent_book.pk}/")
        )
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert laptop.get(f"/baca/{lent_book.pk}/").status_code == 200, (
            "nobody reads there any more"
        )


def test_places_and_notes_of_the_earlier_device_are_accepted(
    lent_book: Loan, devices: tuple[Client, Client]
) -> None:
    phone, laptop = devices
    response = phone.post(f"/baca/{lent_book.pk}/tempat/", PLACE)
    assert response.json()["elsewhere"] == ""
    take_over(laptop, lent_book)
    late = phone.post(f"/baca/{lent_book.pk}/tempat/", {**PLACE, "bagian": "0.75"})
    assert late.status_code == 200
    assert late.json()["elsewhere"] == "Di sana buku ini baru saja dibaca."
    assert Position.objects.get().fraction == 0.75
    assert send(phone, lent_book.pk, SENT) == 204
    assert Mark.objects.count() == 1
    assert phone.get(f"/baca/{lent_book.pk}/tempat/").json()["elsewhere"]
    assert not laptop.get(f"/baca/{lent_book.pk}/tempat/").json()["elsewhere"]


def test_the_script_takes_over_without_leaving_the_page(
    lent_book: Loan, devices: tuple[Client, Client]
) -> None:
    phone, laptop = devices
    take_over(laptop, lent_book)
    assert take_over(phone, lent_book, skrip="1").status_code == 204
    assert phone.get(content_of(phone, lent_book, PAGE)).status_code == 200
    assert laptop.get(content_of(laptop, lent_book, PAGE)).status_code == 423


def test_every_entrance_to_the_book_asks(lent_book: Loan, paged: Loan, person: Actor) -> None:
    phone, laptop = client_of(person), client_of(person)
    for entrance in (f"/baca/{lent_book.pk}/", f"/baca/{paged.pk}/halaman/"):
        assert phone.get(entrance).status_code == 200
    ways = [
        f"/baca/{lent_book.pk}/bab/",
        f"/baca/{lent_book.pk}/bab/1/",
        f"/baca/{paged.pk}/halaman/",
        f"/baca/{paged.pk}/halaman/1/",
    ]
    for way in ways:
        answer = laptop.get(way)
        assert answer.status_code == 423
        assert f'name="ke" value="{way}"' in text(answer)
    for content in ("1/480.webp", "1/teks.json"):
        assert phone.get(picture_of(phone, paged, content)).status_code == 200
        assert laptop.get(picture_of(laptop, paged, content)).status_code == 423


@pytest.mark.whole
@pytest.mark.parametrize("back", ["//jahat.example/", "https://jahat.example/", "/akun/", ""])
def test_answer_leads_only_into_the_book(lent_book: Loan, person: Actor, back: str) -> None:
    answer = take_over(client_of(person), lent_book, ke=back)
    assert answer.headers["Location"] == f"/baca/{lent_book.pk}/"


def test_strangers_and_late_readers_take_over_nothing(
    lent_book: Loan, devices: tuple[Client, Client], person: Actor
) -> None:
    take_over(client_of(borrower()), lent_book)
    assert Client().post(f"/baca/{lent_book.pk}/di-sini/").headers["Location"].startswith("/masuk/")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of(person).cookies
    assert take_over(strict, lent_book).status_code == 403
    assert devices[0].get(content_of(devices[0], lent_book, PAGE)).status_code == 200
    return_loan(loan_id=lent_book.pk, actor=person)
    late = take_over(devices[1], lent_book)
    assert late.headers["Location"] == f"/baca/{lent_book.pk}/"
    assert devices[1].get(f"/baca/{lent_book.pk}/").status_code == 410


def test_content_costs_session_account_and_one_query_also_with_a_device_limit(
    lent_book: Loan, devices: tuple[Client, Client], django_assert_num_queries: Any
) -> None:
    phone, _laptop = devices
    address = content_of(phone, lent_book, PAGE)
    phone.get(address)
    with django_assert_num_queries(3):
        assert phone.get(address).status_code == 200


def test_storing_the_book_on_a_device_registers_it(
    lent_book: Loan, devices: tuple[Client, Client]
) -> None:
    phone, laptop = devices
    assert laptop.post(f"/rak/{lent_book.pk}/simpan/kunci/", sent()).status_code == 200
    assert laptop.get(content_of(laptop, lent_book, PAGE)).status_code == 200
    assert phone.get(content_of(phone, lent_book, PAGE)).status_code == 423


def test_books_without_a_limit_ask_nothing(person: Actor) -> None:
    free = loan(lendable(), person)
    for client in (client_of(person), client_of(person)):
        page = client.get(f"/baca/{free.pk}/")
        assert page.status_code == 200
        assert client.get(content_of(client, free, PAGE)).status_code == 200
        assert client.post(f"/baca/{free.pk}/tempat/", PLACE).json()["elsewhere"] == ""
    data = json.loads(
        text(page).split('<script id="book" type="application/json">')[1].split("<")[0]
    )
    assert data["here"] == f"/baca/{free.pk}/di-sini/"
    assert not Sitting.objects.exists()
