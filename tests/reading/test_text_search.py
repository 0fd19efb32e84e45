"""Tests of text search: folding, order, limits, and reporting of unread parts."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.reading import sanitise, searching, selectors, text_search
from rontal.reading.errors import NothingToFind
from rontal.reading.sanitise.addresses import Book
from rontal.reading.text_search import SearchResult, Text, Texts
from tests.support.catalogue.factories import imported
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Actor:
    return borrower()


def text(body: str) -> Text:
    page = sanitise.clean_document(epubs.chapter(body).encode(), Book(frozenset(), "a.xhtml"))
    return text_search.text_of(0, page)


def places(body: str, words: str) -> list[str]:
    results = text_search.find(Texts([text(body)]), text_search.folded_query(words), whole=True)
    return [f"{hit.before}[{hit.match}]{hit.after}" for hit in results.hits]


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        ("<p>Air di Subak</p>", "SUBAK", ["Air di [Subak]"]),
        ("<p>Kafé Désa</p>", "kafe desa", ["[Kafé Désa]"]),
        ("<p>cafe\u0301 itu</p>", "café", ["[café] itu"]),
        ("<p>jum\u00adat</p>", "jumat", ["[jumat]"]),
        ("<p>\u201cYa,\u201d kata\u2019nya</p>", "kata'nya", ["\u201cYa,\u201d [kata\u2019nya]"]),
        ("<p>buku\u2011buku</p>", "buku-buku", ["[buku\u2011buku]"]),
        ("<p>a <em>i</em>r  dan\n api</p>", "air dan api", []),
        ("<p>a<em>i</em>r  dan\n api</p>", "air dan api", ["[air dan api]"]),
        ("<p>satu</p><p>dua</p>", "satu dua", ["[satu dua]"]),
        ("<p>satu</p><p>dua</p>", "satudua", []),
        ("<p>satu<br/>dua</p>", "satu dua", ["[satu dua]"]),
        ("<p>aaaa</p>", "aa", ["[aa]aa", "aa[aa]"]),
        ("<p>\ufb01lm itu</p>", "film", ["[\ufb01lm] itu"]),
        ("<style>p { color: air }</style><p>api</p>", "air", []),
        ("<p>ꦏꦶꦏꦶ air…</p>", "air", ["ꦏꦶꦏꦶ [air]…"]),
        ("<p>水は 流れる</p>", "水は", ["[水は] 流れる"]),
    ],
)
def test_words_are_found_in_any_case_and_with_any_accents(
    body: str, words: str, expected: list[str]
) -> None:
    assert places(body, words) == expected


def test_surrounding_text_is_that_of_the_book() -> None:
    (place,) = places(f"<p>{'kiri ' * 40}tengah{' kanan' * 40}</p>", "tengah")
    before, after = place.split("[tengah]")
    assert before.startswith("kiri ")
    assert before.endswith("kiri ")
    assert after.startswith(" kanan")
    assert after.endswith(" kanan")
    assert 50 < len(before) <= text_search.CONTEXT


def test_many_hits_are_counted_and_the_first_are_shown() -> None:
    results = text_search.find(Texts([text("<p>air </p>" * 500)] * 2), "air", whole=True)
    assert (len(results.hits), results.total) == (text_search.MAX_HITS, 1000)


@given(st.text(max_size=40), st.text(min_size=1, max_size=10), st.text(max_size=40))
def test_any_characters_in_a_text_are_found(before: str, words: str, after: str) -> None:
    shown = " ".join(f"{before}{words}{after}".split())
    needle = text_search.folded_query(words)
    whole = Text(0, shown, text_search.fold_text(shown))
    if needle and needle in whole.folded:
        results = text_search.find(Texts([whole]), needle, whole=True)
        assert results.total >= 1
        assert all(needle in text_search.fold_text(hit.match) for hit in results.hits)


def hits_in(book: Title, reader: Actor, words: str) -> SearchResult:
    return selectors.find_in_book(loan_id=loan(book, reader).pk, words=words, actor=reader)


def test_book_is_searched_from_its_first_page_to_its_last(reader: Actor) -> None:
    results = hits_in(lendable(), reader, "bab")
    assert [(hit.section, hit.nth) for hit in results.hits] == [(0, 0), (1, 0)]
    assert results.whole


@pytest.mark.parametrize("words", ["", "   ", "\u00ad", "\u0301", "\x00"])
def test_empty_search_is_reported(reader: Actor, words: str) -> None:
    with pytest.raises(NothingToFind):
        hits_in(lendable(), reader, words)


def test_overlong_search_is_cut(reader: Actor) -> None:
    assert hits_in(lendable(), reader, "a" * 1_000_000).total == 0


def test_oversized_document_is_skipped_and_reported(
    reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = epubs.chapter(f"<h1 id='akhir'>Bab dua</h1>{epubs.PARAGRAPH * 400}")
    content = epubs.book("Tebal", changes={"OEBPS/bab2.xhtml": large})
    book = lendable(title=Title.objects.get(pk=imported(content).title_id))
    monkeypatch.setattr(searching, "MAX_SEARCHED_BYTES", 20_000)
    results = hits_in(book, reader, "bab")
    assert [hit.section for hit in results.hits] == [0]
    assert not results.whole


def test_only_the_borrower_searches_the_book(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    with pytest.raises(NotFound):
        selectors.find_in_book(loan_id=borrowed.pk, words="air", actor=borrower())
    with (
        time_machine.travel(borrowed.due_at + timedelta(seconds=1), tick=False),
        pytest.raises(NotFound),
    ):
        selectors.find_in_book(loan_id=borrowed.pk, words="air", actor=reader)
