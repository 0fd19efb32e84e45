"""Tests of the copy limit for the reader's script and for exported notes."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from rontal.core.actors import Actor
from rontal.lending.models import Loan
from rontal.lending.services import return_loan
from tests.support.lending.factories import borrower, bought, lendable, loan
from tests.support.reading.marks import change, marked
from tests.support.reading.pages import files
from tests.support.web.data_copy import copied
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
LONG = "Air datang bergiliran dari pura ke pura, dari petak ke petak, " * 5


@pytest.fixture
def person() -> Actor:
    return borrower()


def limited(person: Actor, characters: int | None, **terms: Any) -> Loan:
    licence = bought("concurrent", copies=5, copy_characters=characters, **terms)
    return loan(licence.title, person)


def copy(client: Client, borrowed: Loan, characters: object) -> Any:
    return client.post(f"/baca/{borrowed.pk}/salin/", {"huruf": characters})


def data_of(client: Client, address: str) -> Any:
    page = client.get(address, follow=True).content.decode()
    return json.loads(page.split('<script id="book" type="application/json">')[1].split("<")[0])


def test_script_gets_the_remaining_characters(person: Actor) -> None:
    borrowed, reader = limited(person, 500), client_of(person)
    answer = copy(reader, borrowed, 200)
    assert (answer.status_code, answer.json()) == (200, {"left": 300})
    assert answer["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (500, "masih boleh menyalin 200 huruf"),
        (300, "Anda sudah menyalin"),
        (0, "tidak membolehkan"),
    ],
)
def test_passage_over_the_limit_is_refused_with_an_explanation(
    person: Actor, limit: int, expected: str
) -> None:
    borrowed, reader = limited(person, limit), client_of(person)
    copy(reader, borrowed, 300)
    answer = copy(reader, borrowed, 250)
    assert answer.status_code == 409
    assert expected in answer.json()["said"]


@pytest.mark.whole
@pytest.mark.parametrize(
    "characters", ["", "0", "-1", "1.5", "banyak", "٣", "9" * 10, "9" * 10_000]
)
def test_invalid_number_is_refused(person: Actor, characters: str) -> None:
    borrowed = limited(person, 500)
    assert copy(client_of(person), borrowed, characters).status_code == 422
    borrowed.refresh_from_db()
    assert borrowed.copied == 0


def test_strangers_visitors_and_late_readers_copy_nothing(person: Actor) -> None:
    borrowed = limited(person, 500)
    assert copy(client_of(borrower()), borrowed, 1).status_code == 410
    assert copy(Client(), borrowed, 1).headers["Location"].startswith("/masuk/")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of(person).cookies
    assert copy(strict, borrowed, 1).status_code == 403
    return_loan(loan_id=borrowed.pk, actor=person)
    assert copy(client_of(person), borrowed, 1).status_code == 410


def test_only_books_with_a_limit_are_counted_by_the_script(person: Actor) -> None:
    reader = client_of(person)
    free, limited_loan = loan(lendable(), person), limited(person, 500)
    assert data_of(reader, f"/baca/{free.pk}/")["copy"] == ""
    assert data_of(reader, f"/baca/{limited_loan.pk}/")["copy"] == f"/baca/{limited_loan.pk}/salin/"
    pages = bought(
        "by_time", files.title(files.text()), ends_at=limited_loan.due_at, copy_characters=9
    )
    paged = loan(pages.title, person)
    assert data_of(reader, f"/baca/{paged.pk}/")["copy"] == f"/baca/{paged.pk}/salin/"


@pytest.mark.whole
@pytest.mark.parametrize(("limit", "most"), [(None, 310), (5_000, 101), (20, 21), (0, 0)])
def test_exported_notes_contain_the_beginning_of_passages_if_copying_is_limited(
    person: Actor, limit: int | None, most: int
) -> None:
    borrowed, reader = limited(person, limit), client_of(person)
    marked(borrowed, person, change(uuid4(), quote=LONG, note="tanya Pak Made " * 30))
    page = f"/rak/catatan/{borrowed.title.slug}/"
    assert LONG.strip() in reader.get(page).content.decode(), "the page shows all"
    (mark,) = json.loads(reader.get(f"{page}catatan.json").content)["marks"]
    assert len(mark["quote"]) <= most
    assert LONG.startswith(mark["quote"].rstrip("…"))
    assert mark["note"] == "tanya Pak Made " * 30, "notes are the reader's own"
    text = reader.get(f"{page}catatan.md").content.decode()
    assert (f"> {LONG.strip()}" in text) == (limit is None)
    assert ("> Air datang" in text) == (limit != 0)
    (own,) = copied(reader)["marks"]
    assert own["quote"] == LONG
