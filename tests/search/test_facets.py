"""Tests of the facet counts of very large results, which are estimated from a sample."""

import pytest

from rontal.search import engine
from rontal.search.results import Facets
from tests.support.search.collection import search_results, title

pytestmark = pytest.mark.django_db
ENGLISH, INDONESIAN = 16, 112
"""Multiples of the number of samples: consecutive ids fall into each sample equally often."""


@pytest.fixture
def stock() -> None:
    for number in range(ENGLISH + INDONESIAN):
        title(f"Serupa {number}", language="en" if number < ENGLISH else "id")


def facets() -> Facets:
    counts = search_results("serupa", facets=True).facets
    assert counts is not None
    return counts


@pytest.mark.usefixtures("stock")
def test_counts_of_a_very_large_result_are_estimates_of_two_digits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "COUNTED", ENGLISH + INDONESIAN - 1)
    counts = facets()
    assert counts.about
    assert [(one.value, one.count) for one in counts.languages] == [("id", 110), ("en", 16)]


@pytest.mark.usefixtures("stock")
def test_counts_of_other_results_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "COUNTED", ENGLISH + INDONESIAN)
    counts = facets()
    assert not counts.about
    assert [(one.value, one.count) for one in counts.languages] == [("id", 112), ("en", 16)]


def test_results_are_counted_exactly_up_to_thirty_thousand() -> None:
    assert engine.COUNTED == 30_000
