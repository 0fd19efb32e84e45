"""Searching an open book, as the reader's script asks."""

from typing import Any

import pytest
from django.test import Client

from rontal.kernel.actors import Actor
from rontal.lending.services import give_back
from tests.lending.factories import borrower, loan
from tests.web.collection.visitors import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Actor:
    return borrower()


def ask(client: Client, loan_id: int, words: str) -> Any:
    return client.post(f"/baca/{loan_id}/cari/", {"kata": words})


def test_places_come_by_chapter_with_the_words_around_them(person: Actor) -> None:
    answer = ask(client_of(person), loan(actor=person).pk, "BERGILIRAN").json()
    assert answer["said"] == "80 tempat."
    assert [chapter["label"] for chapter in answer["chapters"]] == ["Bab satu", "Bab dua"]
    first = answer["chapters"][0]["hits"][0]
    assert (first["section"], first["nth"], first["match"]) == (0, 0, "bergiliran")
    assert first["before"].endswith("air datang ")


def test_more_places_than_are_shown_are_said(person: Actor) -> None:
    answer = ask(client_of(person), loan(actor=person).pk, "a").json()
    assert "200 pertama" in answer["said"]
    assert sum(len(chapter["hits"]) for chapter in answer["chapters"]) == 200


@pytest.mark.parametrize(
    ("words", "said"),
    [("naga terbang", "Kata-kata ini tidak ada di buku."), ("", "Tulis kata yang Anda cari.")],
)
def test_nothing_found_is_said(person: Actor, words: str, said: str) -> None:
    answer = ask(client_of(person), loan(actor=person).pk, words)
    assert answer.json() == {"said": said, "chapters": []}


def test_what_is_looked_for_stands_in_no_address_and_nobody_else_asks(person: Actor) -> None:
    found = loan(actor=person)
    assert client_of(person).get(f"/baca/{found.pk}/cari/?kata=air").status_code == 405
    assert ask(client_of(borrower()), found.pk, "air").status_code == 410
    assert ask(Client(), found.pk, "air").status_code == 302
    give_back(loan_id=found.pk, actor=person)
    assert ask(client_of(person), found.pk, "air").status_code == 410
