"""People and subjects whose name is the query."""

from typing import Any

import pytest

from rontal.catalogue.models import Agent
from rontal.catalogue.states import TitleState
from rontal.search import selectors as search
from rontal.search.results import Kind
from tests.support.search.collection import search_results, title

pytestmark = pytest.mark.django_db
NAME = "Pramoedya Ananta Toer"


def called(words: str) -> list[tuple[str, str, int]]:
    matches = search.matching_authorities(words, search_results(words))
    return [(one.kind.value, one.name, one.titles) for one in matches]


@pytest.fixture
def books() -> None:
    title("Bumi Manusia", NAME, subjects=("Sejarah dan Politik",))
    title("Anak Semua Bangsa", NAME)
    title("Tentang Pramoedya Ananta Toer", "Orang Lain")


@pytest.mark.parametrize(
    "words",
    ["pramoedya ananta toer", "Toer, Pramoedya Ananta", "buku karya Pramoedya Ananta Toer",
     "karya pramoedya ananta toer", "saya mau baca novel karangan pramoedya ananta toer",
     '"pramoedya ananta toer"', "pramudya ananta toer", "pramoedya anantatoer"],
)  # fmt: skip
def test_person_is_matched_by_the_whole_name(books: None, words: str) -> None:
    assert called(words) == [("agent", NAME, 2)]


@pytest.mark.parametrize(
    "words",
    ["pramoedya", "ananta toer", "pramoedya ananta toer bumi manusia", "bumi manusia", "pramoe*",
     "pramoedya ananta toer mandala", "", "zzz", '"pramoedya ananta" toer'],
)  # fmt: skip
def test_part_of_a_name_matches_nobody(books: None, words: str) -> None:
    assert called(words) == []


@pytest.mark.parametrize(
    "words", ["sejarah dan politik", "politik sejarah", "buku tentang sejarah dan politik"]
)
def test_subject_is_matched_by_its_words(books: None, words: str) -> None:
    assert called(words) == [("subject", "Sejarah dan Politik", 1)]


def test_other_forms_of_a_name_lead_to_it() -> None:
    title("Pada Sebuah Kapal", "N. H. Dini")
    Agent.objects.update(variants=["Nurhayati Sri Hardini", "Toer-Dini"])
    assert called("nh dini") == called("n. h. dini") == [("agent", "N. H. Dini", 1)]
    assert called("Nurhayati Sri Hardini") == [("agent", "N. H. Dini", 1)]
    assert called("nurhayati dini") == []


def test_at_most_two_are_shown_those_with_most_titles() -> None:
    for times, role in ((1, "one"), (3, "three"), (2, "two")):
        for number in range(times):
            title(f"Buku {role} {number}", "Laut")
        Agent.objects.filter(key="p:laut:").update(key=f"p:laut:{role}")
    title("Lain", subjects=("Laut",))
    assert called("laut") == [("agent", "Laut", 3), ("agent", "Laut", 2)]


def test_person_and_subject_of_one_name_are_both_shown() -> None:
    title("Tentang Kartini", "Orang Lain", subjects=("Kartini",))
    title("Surat", "Kartini")
    title("Habis Gelap Terbitlah Terang", "Kartini")
    assert called("kartini") == [("agent", "Kartini", 2), ("subject", "Kartini", 1)]


def test_person_without_public_titles_is_not_shown() -> None:
    title("Draf", "Sari Dewi", state=TitleState.DRAFT)
    title("Cerita Sari Dewi", "Orang Lain")
    assert called("sari dewi") == []


def test_query_that_is_no_name_costs_no_query(books: None, django_assert_num_queries: Any) -> None:
    results = search_results("bumi manusia")
    with django_assert_num_queries(0):
        assert search.matching_authorities("bumi manusia", results) == []
    results = search_results(NAME)
    with django_assert_num_queries(1):
        assert search.matching_authorities(NAME, results)[0].kind is Kind.AGENT
