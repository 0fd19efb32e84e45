"""Filters that let many titles through: a language, an audience, years, a shelf, what is free.

To intersect a common word with such a filter is dear, as both lists are long. It is cheaper to
count by the columns that the index keeps beside the words, and to take the best titles of the word
alone until enough of them pass. The answer is the same, in the same order.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import tantivy
from tantivy import Query

from rontal.catalogue.search.answers import Filters
from rontal.catalogue.search.schema import AUDIENCES, TONGUES, YEAR_SPAN, place_on_shelf

MOST: Final = 1_500
"""So many titles are looked through for a page; where more would be needed the lists are
intersected."""


class Within(NamedTuple):
    """That the value of a column is at least `low` and below `high`."""

    column: str
    low: int
    high: int


def of(filters: Filters) -> list[Within] | None:
    """The filters as columns; None where one of them has none, or where nothing is asked."""
    if filters.format or filters.subject or filters.agent or filters.series:
        return None
    found = []
    if filters.language:
        if filters.language not in TONGUES:
            return None
        found.append(_is("tongue", TONGUES.index(filters.language)))
    if filters.audience:
        found.append(_is("audience", AUDIENCES.index(filters.audience)))
    if filters.available:
        found.append(_is("free", 1))
    if filters.year_from is not None or filters.year_to is not None:
        found.append(years(filters.year_from, filters.year_to))
    if filters.shelf:
        found.append(shelf(filters.shelf))
    return found or None


def years(first: int | None, last: int | None) -> Within:
    """Dates of these years, both included; titles without a year are never within."""
    low = max(1, min(first or 1, 9_999))
    high = 9_999 if last is None else max(0, min(last, 9_999))
    return Within("dated", low * YEAR_SPAN, (high + 1) * YEAR_SPAN)


def shelf(begins: str) -> Within:
    """Class numbers that begin so; titles without one are never within."""
    low, high = begins.ljust(3, "0"), begins.ljust(3, "9")
    return Within("shelf", place_on_shelf(low), place_on_shelf(high) + 1)


def count(searcher: tantivy.Searcher, query: Query, within: Sequence[Within]) -> int:
    """How many of what the query finds pass."""
    asked: dict[str, Any] = {}
    for column, low, high in reversed(within):
        ranges = {"field": column, "ranges": [{"from": low, "to": high}]}
        asked = {"in": {"range": ranges} | ({"aggs": asked} if asked else {})}
    told = searcher.aggregate(query, asked)
    number = 0
    for _column, low, high in within:
        rows = told["in"]["buckets"]
        told = next((b for b in rows if b.get("from") == low and b.get("to") == high), {})
        number = int(told.get("doc_count", 0))
        if not number:
            return 0
    return number


def page(
    searcher: tantivy.Searcher,
    query: Query,
    within: Sequence[Within],
    wanted: int,
    total: int,
    all_found: int,
) -> list[int] | None:
    """The ids of the first `wanted` titles that pass, of `total` that do among `all_found`; None
    where too many would have to be looked through."""
    most = 40 + wanted * all_found * 3 // (2 * max(1, total))
    while most <= MOST:
        hits = searcher.search(query, most, count=False).hits
        passed = _passing(searcher, [address for _score, address in hits], within)
        if len(passed) >= min(wanted, total):
            return passed[:wanted]
        most *= 3
    return None


def _passing(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], within: Sequence[Within]
) -> list[int]:
    ids = searcher.fast_field_values("id", addresses)
    passed = [True] * len(ids)
    for column, low, high in within:
        values = searcher.fast_field_values(column, addresses)
        pairs = zip(passed, values, strict=True)
        passed = [ok and low <= (value or 0) < high for ok, value in pairs]
    return [int(pk or 0) for pk, ok in zip(ids, passed, strict=True) if ok]


def _is(column: str, value: int) -> Within:
    return Within(column, value, value + 1)
