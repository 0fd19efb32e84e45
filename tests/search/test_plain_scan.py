"""Comparison of the index with a plain scan of every title."""

import itertools

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from records.text import fold, words
from rontal.search import index_writer
from rontal.search import words as rules
from rontal.search.engine import Engine
from rontal.search.filters import Filters, Sort
from rontal.search.index_source import Entry
from rontal.search.query_parser import parse

WORDS = [
    *(
        "air",
        "api",
        "bumi",
        "laut",
        "membaca",
        "pembacaan",
        "bacaan",
        "baca",
        "pendidikan",
        "didik",
    ),
    *("mendidik", "perahu", "nelayan", "perahunya", "berperahu", "kartini", "soeharto", "sêrat"),
    *("the", "of", "dan", "yang", "itu", "a", "1945", "ᬲᬢᬸᬯ", "qur'an"),
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
STATES = st.sampled_from(["public", "public", "draft", "withdrawn"])
_folders = itertools.count()


def entry(pk: int, texts: tuple[str, str, str, str], state: str) -> Entry:
    title, people, subjects, description = texts
    return Entry(
        id=pk, state=state, title=title, subtitle="", sort_title=fold(title), language="id",
        audience="everyone", year=None, added=0, publisher="", description=description,
        series_id=None, series=None, series_number="", classification="", agent_ids=None,
        agents=people, subject_ids=None, subjects=subjects, formats=None, free=False,
    )  # fmt: skip


def engine_of(entries: list[Entry]) -> Engine:
    titles, names = index_writer.open_titles(None), index_writer.open_names(None)
    writer = index_writer.Writer(titles, names)
    writer.add(entries)
    writer.commit()
    titles.reload()
    names.reload()
    return Engine(titles, names, sorted)


def scanned(entries: list[Entry], query: str) -> set[int]:
    """Returns the public titles that contain all words, by reading every title."""
    query_words = words(query)
    query_words = [word for word in query_words if word not in rules.STOP_WORDS] or query_words
    wanted = set(rules.stems(query_words))
    matches = set()
    for one in entries:
        description_stems = rules.stems(words(one.description))
        description_stems = [word for word in description_stems if word not in rules.STOP_WORDS]
        text = f"{one.title} {one.agents} {one.subjects}"
        has = {*rules.stems(words(text)), *description_stems}
        if one.state == "public" and wanted <= has:
            matches.add(one.id)
    return matches


class PlainScan(TestCase):
    """Property tests without database access; Django's TestCase sets up hypothesis."""

    @pytest.mark.whole
    @given(
        st.lists(st.tuples(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), STATES), min_size=1, max_size=25),
        st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), max_size=8),
    )
    @hypothesis_settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    def test_words_match_exactly_like_a_scan(
        self, rows: list[tuple[tuple[str, str, str, str], str]], queries: list[list[str]]
    ) -> None:
        entries = [entry(pk, texts, state) for pk, (texts, state) in enumerate(rows, 1)]
        engine = engine_of(entries)
        for query in map(" ".join, queries):
            hits = engine.find(parse(query), Filters(), Sort.NEWEST, 0, 50, False)
            wanted = scanned(entries, query)
            if wanted:
                assert set(hits.ids) == wanted, query
                assert hits.total == len(wanted)
                assert not hits.loosened

    @given(st.text(max_size=200))
    @hypothesis_settings(max_examples=300, deadline=None)
    def test_fast_folding_equals_the_rule(self, text: str) -> None:
        assert words(text) == fold(text).split()
        assert [*words(text), "e"] == words(f"{text} é"), (
            "letter by letter, as where one is no ASCII"
        )

    @given(st.text(st.characters(max_codepoint=127), max_size=200))
    @hypothesis_settings(max_examples=300, deadline=None)
    def test_fast_folding_equals_the_rule_for_plain_letters(self, text: str) -> None:
        assert words(text) == fold(text).split()
        assert [*words(text), "e"] == words(f"{text} é")


def test_dense_filter_gives_the_same_page_both_ways(monkeypatch) -> None:
    from rontal.search import engine as quick

    rows = [
        entry(pk, ("laut " + "api " * (pk % 7), "budi", "", ""), "public")._replace(
            language=("id", "en", "jv")[pk % 3],
            free=pk % 2 == 0,
            year=1990 + pk % 40,
            classification=("", "2X1", *[f"{pk:03}.5"] * 5)[pk % 7],
        )
        for pk in range(1, 900)
    ]
    engine = engine_of(rows)
    wishes = (
        Filters(language="id"),
        Filters(available=True),
        Filters(year_from=2000, year_to=2010),
        Filters(language="en", available=True, year_from=1995),
        Filters(shelf="2"),
        Filters(shelf="0"),
        Filters(shelf="12", available=True),
    )
    for filters in wishes:
        pages = []
        for least in (1, 10**9):
            monkeypatch.setattr(quick, "COMMON", least)
            hits = engine.find(parse("laut"), filters, Sort.BEST, 20, 20, False)
            pages.append((hits.ids, hits.total))
        assert pages[0] == pages[1], filters
