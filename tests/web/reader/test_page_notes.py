"""Tests of marks in paged books, with their pages and exported files."""

import json
import re
from typing import Any

import pytest

from rontal.catalogue.models import BookFile
from rontal.core.actors import Actor
from rontal.lending.models import Loan
from rontal.reading.models import Mark
from rontal.reading.pages import books
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.reading.marks import change, marked
from tests.support.reading.pages import files
from tests.support.web.reader.notes import SENT, send
from tests.support.web.reader.page_notes import printed
from tests.support.web.reader.pages import data_of
from tests.support.web.registration.walk import text_of
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
NOTE: dict[str, Any] = SENT | {
    "kind": "bookmark",
    "cfi": "page=3",
    "part": 0.66667,
    "colour": "",
    "quote": "",
    "note": "tanya Pak Made",
}


@pytest.fixture
def person() -> Actor:
    return borrower()


def beginning_later(document: Any) -> None:
    """Removes the first outline entry, so that the contents begin on the second page."""
    with document.open_outline() as outline:
        del outline.root[0]


def pdf(person: Actor) -> Loan:
    content = files.changed(files.text(4), printed)
    return loan(lendable(title=files.title(content)), person)


def row_of_pictures(person: Actor) -> Loan:
    return loan(lendable(title=files.title(files.leaves(), "lontar.cbz")), person)


@pytest.mark.parametrize("book", [pdf, row_of_pictures])
def test_note_on_a_page_is_returned_as_sent(person: Actor, book: Any) -> None:
    borrowed, reader = book(person), client_of(person)
    address = data_of(reader.get(f"/baca/{borrowed.pk}/halaman/"))["marks"]
    assert send(reader, borrowed.pk, NOTE) == 204
    assert reader.get(address).json() == {"marks": [NOTE]}


def test_selecting_text_is_not_offered_for_pictures(person: Actor) -> None:
    address = f"/baca/{row_of_pictures(person).pk}/halaman/"
    page = text_of(client_of(person).get(address))
    assert "Tekan penanda di atas halaman, atau tulis catatan." in page
    assert "Pilih kata" not in page


def test_tools_that_need_text_are_not_shown_for_pictures(person: Actor) -> None:
    reader = client_of(person)
    pictures, words = (
        reader.get(f"/baca/{book(person).pk}/halaman/").content.decode()
        for book in (row_of_pictures, pdf)
    )
    of_words = ("data-picked", "data-chosen-words", "data-aloud-strip")
    assert [name for name in of_words if name in pictures] == []
    assert [name for name in of_words if name in words] == list(of_words)
    for name in ("data-said", "data-way-back-strip", "data-newer"):
        assert name in pictures


def test_notes_are_listed_by_page_with_the_printed_number_and_the_chapter(person: Actor) -> None:
    borrowed, reader = pdf(person), client_of(person)
    send(reader, borrowed.pk, NOTE)
    text = text_of(reader.get(f"/rak/catatan/{borrowed.title.slug}/"))
    for fragment in ("Halaman 3 (1)", "Bab 3", "tanya Pak Made"):
        assert fragment in text
    assert "67%" not in text


def test_notes_on_pages_are_exported(person: Actor) -> None:
    borrowed, reader = pdf(person), client_of(person)
    send(reader, borrowed.pk, NOTE)
    address = f"/rak/catatan/{borrowed.title.slug}/catatan"
    text = reader.get(f"{address}.md").content.decode()
    assert "## Bab 3\n\n*Penanda halaman, Halaman 3 (1)*\n\ntanya Pak Made" in text
    [exported] = json.loads(reader.get(f"{address}.json").content)["marks"]
    assert (exported["page"], exported["page_label"], exported["note"]) == (
        3,
        "1",
        "tanya Pak Made",
    )


def test_notes_on_pages_are_listed_in_page_order_after_those_in_the_text(
    person: Actor,
) -> None:
    borrowed = pdf(person)
    right = ["epubcfi(/6/12!/4/2)", "page=9", "page=9&char=40,63", "page=9&char=100,110", "page=10"]
    for number in (4, 3, 2, 1, 0):
        marked(borrowed, person, change(cfi=right[number], quote=f"nomor {number}"))
    page = client_of(person).get(f"/rak/catatan/{borrowed.title.slug}/").content.decode()
    assert re.findall(r">nomor (\d)<", page) == ["0", "1", "2", "3", "4"]


def test_notes_can_be_read_if_the_book_does_not_open(
    person: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    borrowed, reader = pdf(person), client_of(person)
    send(reader, borrowed.pk, NOTE)

    def shut(_pages: Any) -> None:
        raise books.PagesBroken

    monkeypatch.setattr(books, "plan", shut)
    text = text_of(reader.get(f"/rak/catatan/{borrowed.title.slug}/"))
    assert "Halaman 3" in text
    assert "tanya Pak Made" in text


def test_offline_book_of_pages_comes_with_its_marks(person: Actor) -> None:
    from tests.support.web.offline_books import sent

    borrowed, reader = pdf(person), client_of(person)
    answer = reader.post(f"/rak/{borrowed.pk}/simpan/kunci/", sent()).json()
    assert answer["marks"] == f"/baca/{borrowed.pk}/tanda/"
    assert answer["marks"] in [address for address, _size in answer["parts"]]


def test_note_on_a_page_links_to_the_page_reader_if_there_is_one(person: Actor) -> None:
    borrowed = loan(lendable(), person)
    text, page = change(), change(cfi="page=3")
    marked(borrowed, person, text, page)
    reader, notes = client_of(person), f"/rak/catatan/{borrowed.title.slug}/"
    in_text = f"/baca/{borrowed.pk}/#tanda="
    assert reader.get(notes).content.decode().count(in_text) == 2
    BookFile.objects.filter(title=files.title(files.text(4))).update(title=borrowed.title)
    shown = reader.get(notes).content.decode()
    assert f"{in_text}{text.key}" in shown
    assert f"/baca/{borrowed.pk}/halaman/#tanda={page.key}" in shown
    assert (
        f'<noscript><a class="button button-plain" href="/baca/{borrowed.pk}/halaman/3/"' in shown
    )


@pytest.mark.parametrize(
    ("content", "heading"),
    [
        (files.joined(files.text(4)), "Halaman buku"),
        (files.joined(files.scan(1), files.text(2)), "Halaman buku"),
        (files.changed(files.text(4), beginning_later), "Halaman sebelum bab pertama"),
    ],
)
def test_notes_on_pages_outside_of_chapters_are_under_no_chapter_of_the_text(
    person: Actor, content: bytes, heading: str
) -> None:
    borrowed = loan(lendable(), person)
    BookFile.objects.filter(title=files.title(content)).update(title=borrowed.title)
    marked(borrowed, person, change(), change(cfi="page=1", quote=""))
    address = f"/rak/catatan/{borrowed.title.slug}/"
    shown = client_of(person).get(address).content.decode()
    assert re.findall(r"<h2[^>]*>([^<]+)", shown)[-1] == heading
    assert f"## {heading}\n" in client_of(person).get(f"{address}catatan.md").content.decode()


def test_page_notes_are_visible_to_their_owner_only(person: Actor) -> None:
    borrowed = pdf(person)
    assert send(client_of(borrower()), borrowed.pk, NOTE) == 404
    assert not Mark.objects.exists()
