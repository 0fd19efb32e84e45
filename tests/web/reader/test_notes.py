"""Tests of marks: the reader's JSON interface, and the pages of marks and notes."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from rontal.core.actors import Actor
from rontal.lending.services import return_loan
from rontal.reading.models import Mark, Position
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.reading.marks import change, marked
from tests.support.web.data_copy import copied
from tests.support.web.reader.notes import SENT, send
from tests.support.web.registration.walk import text_of
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Actor:
    return borrower()


def test_mark_is_returned_as_sent(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    assert send(reader, borrowed.pk, SENT) == 204
    answer = reader.get(f"/baca/{borrowed.pk}/tanda/")
    assert answer.json() == {"marks": [SENT]}
    assert answer["Cache-Control"] == "no-store, private"
    assert (
        send(reader, borrowed.pk, {"key": SENT["key"], "at": SENT["at"] + 1, "gone": True}) == 204
    )
    assert reader.get(f"/baca/{borrowed.pk}/tanda/").json() == {"marks": []}


def test_note_that_arrives_after_the_loan_is_stored(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    return_loan(loan_id=borrowed.pk, actor=person)
    assert send(reader, borrowed.pk, SENT) == 204


@pytest.mark.whole
@pytest.mark.parametrize(
    "mark",
    [
        "",
        "{}",
        "[1]",
        "[null]",
        "[[]]",
        "[" * 100_000,
        json.dumps([{**SENT, "key": "x"}]),
        json.dumps([{**SENT, "at": "kemarin"}]),
        json.dumps([{**SENT, "at": True}]),
        json.dumps([{**SENT, "at": 1e300}]),
        json.dumps([{**SENT, "kind": "doodle"}]),
        json.dumps([{**SENT, "colour": "red"}]),
        json.dumps([{**SENT, "part": "0.5"}]),
        json.dumps([{**SENT, "quote": None}]),
        json.dumps([{**SENT, "note": "x" * 5_000}]),
        json.dumps([SENT] * 60),
    ],
)
def test_invalid_mark_is_refused(person: Actor, mark: str) -> None:
    borrowed = loan(actor=person)
    answer = client_of(person).post(f"/baca/{borrowed.pk}/tanda/", {"tanda": mark})
    assert answer.status_code == 422
    assert not Mark.objects.exists()


def test_strangers_and_visitors_get_no_marks(person: Actor) -> None:
    borrowed = loan(actor=person)
    marked(borrowed, person)
    slug = borrowed.title.slug
    for address in (f"/baca/{borrowed.pk}/tanda/", f"/rak/catatan/{slug}/",
                    f"/rak/catatan/{slug}/catatan.md"):  # fmt: skip
        assert client_of(borrower()).get(address).status_code == 404
        assert Client().get(address).headers["Location"].startswith("/masuk/")
    assert send(client_of(borrower()), borrowed.pk, SENT) == 404


def test_marks_need_a_token(person: Actor) -> None:
    borrowed = loan(actor=person)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of(person).cookies
    assert strict.post(f"/baca/{borrowed.pk}/tanda/", {"tanda": "[]"}).status_code == 403


def test_notes_are_read_without_script_also_after_the_loan(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    send(reader, borrowed.pk, SENT)
    return_loan(loan_id=borrowed.pk, actor=person)
    assert borrowed.title.title in text_of(reader.get("/rak/catatan/"))
    answer = reader.get(f"/rak/catatan/{borrowed.title.slug}/")
    text = text_of(answer)
    for fragment in ("air datang bergiliran", "Biru, garis berombak", "25%"):
        assert fragment in text
    assert b"<b>Pak Made" not in answer.content


def test_a_note_is_removed_without_script(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    first, second = uuid4(), uuid4()
    marked(borrowed, person, change(first), change(second))
    page = f"/rak/catatan/{borrowed.title.slug}/"
    assert "Sudah dihapus" in text_of(reader.post(f"{page}hapus/", {"tanda": str(first)}))
    assert "Belum ada tanda" in text_of(reader.post(f"{page}hapus/", {"tanda": str(second)}))
    assert reader.post(f"{page}hapus/", {"tanda": "x"}).status_code == 404
    assert reader.get(page).status_code == 404
    assert "Belum ada tanda" in text_of(reader.get("/rak/catatan/"))


def test_notes_are_exported_as_text(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    send(reader, borrowed.pk, SENT)
    answer = reader.get(f"/rak/catatan/{borrowed.title.slug}/catatan.md")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/markdown")
    assert (
        answer["Content-Disposition"] == f'attachment; filename="{borrowed.title.slug}-catatan.md"'
    )
    assert text.startswith(f"# {borrowed.title.title}\n")
    assert "## Bab " in text
    assert "\n> air datang bergiliran\n" in text
    assert text.rstrip().endswith("tanya <b>Pak Made</b>")


def test_notes_are_exported_as_json(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    send(reader, borrowed.pk, SENT)
    exported = json.loads(reader.get(f"/rak/catatan/{borrowed.title.slug}/catatan.json").content)
    assert exported["marks"][0]["quote"] == SENT["quote"]
    assert exported["marks"][0]["cfi"] == SENT["cfi"]
    assert reader.get(f"/rak/catatan/{borrowed.title.slug}/catatan.exe").status_code == 404


def test_data_copy_has_places_and_marks(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    send(reader, borrowed.pk, SENT)
    reader.post(f"/baca/{borrowed.pk}/tempat/", {"tempat": "epubcfi(/6/4)", "bagian": "0.5"})
    copy = copied(reader)
    assert copy["marks"][0]["note"] == SENT["note"]
    assert copy["places"][0]["title"] == borrowed.title.title


def test_a_page_of_many_notes_costs_few_queries(
    person: Actor, django_assert_max_num_queries: Any
) -> None:
    borrowed = loan(lendable(), person)
    marked(borrowed, person, *[change() for _ in range(30)])
    reader = client_of(person)
    reader.get(f"/rak/catatan/{borrowed.title.slug}/")
    with django_assert_max_num_queries(9):
        reader.get(f"/rak/catatan/{borrowed.title.slug}/")


def test_removed_note_is_restored_whole(person: Actor) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    marked(borrowed, person, change(note="sejam menulis"), change(note="yang lain"))
    return_loan(loan_id=borrowed.pk, actor=person)
    page = f"/rak/catatan/{borrowed.title.slug}/"
    for _ in range(2):  # also the last one
        mark = Mark.objects.filter(removed_at=None).first()
        assert mark is not None
        answer = reader.post(f"{page}hapus/", {"tanda": str(mark.key)})
        undo = answer.context["undo"]
        assert "Urungkan" in text_of(answer)
        assert answer["Cache-Control"] == "no-store, private"
    reader.post(f"{page}pulihkan/", {"tanda": undo["mark"]})
    back = Mark.objects.get(removed_at=None)
    assert back.key == mark.key
    assert back.words.reveal() == mark.words.reveal()
    assert (back.cfi, back.colour, back.made_at) == (mark.cfi, mark.colour, mark.made_at)


def test_only_own_marks_can_be_restored(person: Actor) -> None:
    borrowed = loan(actor=person)
    marked(borrowed, person)
    page = f"/rak/catatan/{borrowed.title.slug}/"
    key = str(Mark.objects.get().key)
    undo = client_of(person).post(f"{page}hapus/", {"tanda": key}).context["undo"]["mark"]
    stranger = client_of(borrower())
    for sent in (undo, "", "[]", json.dumps([{"key": key, "at": 1_700_000_000_000, "gone": True}])):
        assert stranger.post(f"{page}pulihkan/", {"tanda": sent}).status_code == 404
    assert not Mark.objects.filter(removed_at=None).exists()


def test_opening_the_address_of_removal_redirects_to_all_marks(person: Actor) -> None:
    borrowed = loan(actor=person)
    answer = client_of(person).get(f"/rak/catatan/{borrowed.title.slug}/hapus/")
    assert answer.headers["Location"] == "/rak/catatan/"
    assert client_of(person).delete(f"/rak/catatan/{borrowed.title.slug}/hapus/").status_code == 405


def test_removing_the_last_note_queries_once_which_books_have_notes(
    person: Actor, django_assert_num_queries: Any
) -> None:
    borrowed, reader = loan(lendable(), person), client_of(person)
    reader.get("/rak/catatan/")
    marked(borrowed, person)
    fields = {"tanda": str(Mark.objects.get().key)}
    with django_assert_num_queries(8) as queries:
        reader.post(f"/rak/catatan/{borrowed.title.slug}/hapus/", fields)
    assert sum("COUNT" in one["sql"] for one in queries.captured_queries) == 1


def test_note_links_to_its_place_while_the_loan_runs_and_the_stored_place_remains(
    person: Actor,
) -> None:
    borrowed, reader = loan(actor=person), client_of(person)
    marked(borrowed, person, change(cfi="epubcfi(/6/8!/4/2/1:0)", fraction=0.7))
    reader.post(f"/baca/{borrowed.pk}/tempat/", {"tempat": "epubcfi(/6/4)", "bagian": "0.1"})
    page = f"/rak/catatan/{borrowed.title.slug}/"
    there = f'href="/baca/{borrowed.pk}/#tanda={Mark.objects.get().key}"'
    assert there in reader.get(page).content.decode()
    assert Position.objects.get().cfi == "epubcfi(/6/4)"
    return_loan(loan_id=borrowed.pk, actor=person)
    assert "Buka di bukunya" not in text_of(reader.get(page))
