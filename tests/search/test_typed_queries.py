"""Queries as readers type them, which differ from the text of the record."""

from unittest import mock

import pytest
from tantivy import Query

from rontal.catalogue.models import Title
from rontal.search import index_location, terms
from rontal.search import selectors as search
from tests.support.search.collection import search_results, title, titles_found

pytestmark = pytest.mark.django_db


def test_english_plural_and_possessive_are_found() -> None:
    title("The Fellowship of the Ring", "Tolkien")
    title("The Lord of the Rings", "Tolkien")
    title("Lord Ring")
    title("Homer's Odyssey", "Gwen Cooper")
    assert titles_found("lord of the ring") == ["Lord Ring", "The Lord of the Rings"]
    assert titles_found("lord of the rings") == ["The Lord of the Rings", "Lord Ring"]
    assert titles_found("homer odyssey") == ["Homer's Odyssey"]


def test_initials_are_found_with_and_without_full_stops() -> None:
    title("Padang Bulan", "N. H. Dini")
    title("Robohnya Surau Kami", "A.A. Navis")
    title("Sajak Ladang Jagung", "WS Rendra")
    title("P.S. I Love You")
    for typed in ("nh dini", "n.h. dini", "n h dini"):
        assert titles_found(typed) == ["Padang Bulan"], typed
    assert titles_found("aa navis") == ["Robohnya Surau Kami"]
    assert titles_found("w.s. rendra") == ["Sajak Ladang Jagung"]
    assert titles_found("ps i love you") == ["P.S. I Love You"]
    assert [one.text for one in search.suggest("aa nav")][:1] == ["A.A. Navis"]


def test_book_is_found_by_its_series_and_volume() -> None:
    for number, name in enumerate(("Laskar Pelangi", "Sang Pemimpi", "Edensor"), 1):
        series = {"series": "Tetralogi Laskar Pelangi", "series_number": str(number)}
        title(name, "Andrea Hirata", **series)
    assert titles_found("laskar pelangi 3")[0] == "Edensor"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("buku tentang gempa", "Gempa dan Tsunami"),
        ("saya mau baca bumi manusia", "Bumi Manusia"),
        ("saya cari buku berjudul bumi manusia", "Bumi Manusia"),
        ("novel bumi manusia karya pramoedya", "Bumi Manusia"),
        ("buku bumi manusai", "Bumi Manusia"),
        ("buku tentang ruang", "Buku Tentang Ruang"),
        ("aku ingin menjadi peluru", "Aku Ingin Menjadi Peluru"),
        ("buku karya", "Karya Buku"),
    ],
)
def test_question_words_are_ignored(typed: str, first: str) -> None:
    title("Gempa dan Tsunami")
    title("Bumi Manusia", "Pramoedya Ananta Toer")
    title("Ruang", description="buku gempa")
    title("Buku Tentang Ruang", "Avianti Armand")
    title("Aku Ingin Menjadi Peluru", "Wiji Thukul")
    title("Karya Buku")
    assert titles_found(typed)[0] == first


@pytest.mark.parametrize("typed", ["negerilimamenara", "sangpemimpikecil", "orangorangbiasa"])
def test_name_without_spaces_is_found(typed: str) -> None:
    for name in ("Negeri Lima Menara", "Sang Pemimpi Kecil", "Orang Orang Biasa"):
        title(name)
    (name,) = titles_found(typed)
    assert name.lower().replace(" ", "") == typed


def test_titles_with_the_name_come_first_despite_a_typo_or_prefix() -> None:
    title("Queen of the Damned", subjects=("Vampires",))
    title("A Wild Fall Before the Storm")
    title("The Queen")
    title("Before the Fall")
    assert titles_found("queen")[0] == "The Queen"
    assert titles_found("befroe the fall")[0] == "Before the Fall"
    assert titles_found("before the fal")[0] == "Before the Fall"
    assert [one.text for one in search.suggest("before the")][0] == "Before the Fall"


def test_words_excluded_by_filters_are_not_taken_for_typos() -> None:
    title("Harry Potter", language="en")
    title("Harri Peter", language="id")
    answer = search_results("harry potter", language="id")
    assert (answer.total, answer.did_you_mean, answer.loosened) == (0, "", False)
    assert titles_found("hary peter", language="id") == ["Harri Peter"]


@pytest.mark.parametrize("few", [2, 4], ids=["a common word before it", "a rare one"])
def test_adjacent_words_are_suggested_first(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """For a common word and a prefix with few titles, each completion of the prefix is searched."""
    for name in ("Lagu Kreneng Siti", "Kisah Siti Kreneng", "Ibu Siti", "Anak Siti"):
        title(name)
    monkeypatch.setattr("rontal.search.terms.ORDERED", few)
    open_end = mock.Mock(wraps=Query.phrase_prefix_query)
    engine = index_location.engine()
    assert engine is not None
    with mock.patch.object(terms, "Query", mock.Mock(wraps=Query, phrase_prefix_query=open_end)):
        first = engine.titles_by_prefix(["siti", "kren"], 8)[0]
    assert Title.objects.get(pk=first).title == "Kisah Siti Kreneng"
    assert open_end.called is (few == 4)


def test_suggestions_tolerate_a_typo() -> None:
    title("Perahu Pinisi", "Pertiwi Hasan")
    title("Kisah Kertas")
    for typed in ("perhau", "perhau pin", "pinisu"):
        assert [one.text for one in search.suggest(typed)] == ["Perahu Pinisi"], typed
    assert search.suggest("xqzvw pin") == []
