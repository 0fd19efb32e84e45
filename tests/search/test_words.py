"""Finding titles by words."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from records.codes import Audience
from rontal.catalogue import selectors
from rontal.search import selectors as search
from rontal.search.filters import Filters
from tests.support.catalogue.factories import title
from tests.support.records import epubs

pytestmark = pytest.mark.django_db
MADE_BY = epubs.METADATA.replace("Ni Luh Padma", "Café Wirawan")


def titles_found(query: str, **filters: Any) -> list[str]:
    ids = search.find(query, filters=Filters(**filters), offset=0, limit=20).ids
    return [row.title for row in selectors.titles(ids)]


def test_words_match_in_any_case_accents_and_order() -> None:
    title("Jejak Pelangi", metadata=MADE_BY)
    title("Pelangi di Malam Hari")
    for query in ("PELANGI jejak", "cafe pelangi", "Café", "jejak, pelangi!"):
        assert titles_found(query) == ["Jejak Pelangi"], query


def test_prefixes_of_words_match() -> None:
    title("Perahu Nelayan")
    assert titles_found("pera nel") == ["Perahu Nelayan"]
    assert titles_found("rahu") == []


def test_indonesian_stems_match() -> None:
    title("Membaca Bintang")
    assert titles_found("pembacaan bintang") == ["Membaca Bintang"]


def test_word_in_the_title_outweighs_one_in_the_description() -> None:
    described = epubs.METADATA + "<dc:description>tentang layang-layang</dc:description>"
    title("Musim Angin", metadata=described)
    title("Layang-layang")
    assert titles_found("layang") == ["Layang-layang", "Musim Angin"]


def test_without_words_everything_is_listed_by_name() -> None:
    for name in ("Zaman", "The Angin", "Bulan"):
        title(name)
    assert titles_found("") == ["The Angin", "Bulan", "Zaman"]


def test_filters_narrow() -> None:
    child = epubs.METADATA.replace("<dc:language>id", "<dc:language>ban") + (
        '<meta property="dcterms:audience">anak</meta>'
    )
    title("Satua", metadata=child)
    title("Cerita")
    assert titles_found("", language="ban") == ["Satua"]
    assert titles_found("", audience=Audience.CHILDREN) == ["Satua"]
    assert titles_found("", language="ban", audience=Audience.ADULTS) == []


def test_pages_have_the_expected_titles(django_assert_num_queries: Any) -> None:
    for number in range(5):
        title(f"Seri {number}")
    with django_assert_num_queries(0):
        page = search.find("seri", filters=Filters(), offset=2, limit=2)
    assert (len(page.ids), page.total) == (2, 5)
    assert search.find("seri", filters=Filters(), offset=90, limit=2).ids == []


class AnyQuery(TestCase):
    """Any query gets an answer without an error."""

    @given(st.text(max_size=300))
    @hypothesis_settings(
        max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    def test_any_text_gets_an_answer(self, query: str) -> None:
        assert search.find(query, filters=Filters(), offset=0, limit=5).total == 0

    def test_operators_are_words(self) -> None:
        for query in ("a & b", "!a", "a:*", "'", '"', "\\", "a | (b", "%", "_", "a<->b"):
            assert search.find(query, filters=Filters(), offset=0, limit=5).total == 0


def test_balinese_script_is_found() -> None:
    title("ᬲᬢᬸᬯ ᬩᬮᬶ")
    assert titles_found("ᬩᬮᬶ") == ["ᬲᬢᬸᬯ ᬩᬮᬶ"]
    assert titles_found("ᬲᬢᬸ") == ["ᬲᬢᬸᬯ ᬩᬮᬶ"]
    assert titles_found("ᬩᬮᬸ") == []
