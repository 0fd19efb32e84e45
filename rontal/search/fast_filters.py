"""Fast path for filters that match many titles: a language, an audience, years, a shelf,
availability.

Intersecting a common word with such a filter is slow, because both posting lists are long. It is
faster to count by the fast fields (columns) of the index, and to scan the best results of the word
alone until enough of them match. The results and their order are the same.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import tantivy
from tantivy import Query

from rontal.search.filters import Filters
from rontal.search.schema import AUDIENCES, TONGUES, YEAR_SPAN, place_on_shelf

MAX_SCANNED: Final = 1_500
"""Most results that are scanned for a page; beyond that the posting lists are intersected."""


class FieldRange(NamedTuple):
    """Condition on a fast field: `low` <= value < `high`."""

    column: str
    low: int
    high: int


def of(filters: Filters) -> list[FieldRange] | None:
    """Returns the filters as conditions on fast fields; None where one of them has no such field,
    or where there is no filter."""
    if filters.format or filters.subject or filters.agent or filters.series:
        return None
    conditions = []
    if filters.language:
        if filters.language not in TONGUES:
            return None
        conditions.append(_is("tongue", TONGUES.index(filters.language)))
    if filters.audience:
        conditions.append(_is("audience", AUDIENCES.index(filters.audience)))
    if filters.available:
        conditions.append(_is("free", 1))
    if filters.year_from is not None or filters.year_to is not None:
        conditions.append(years(filters.year_from, filters.year_to))
    if filters.shelf:
        conditions.append(shelf(filters.shelf))
    return conditions or None


def years(first: int | None, last: int | None) -> FieldRange:
    """Returns the condition for years, both ends included; titles without a year never match."""
    low = max(1, min(first or 1, 9_999))
    high = 9_999 if last is None else max(0, min(last, 9_999))
    return FieldRange("dated", low * YEAR_SPAN, (high + 1) * YEAR_SPAN)


def shelf(begins: str) -> FieldRange:
    """Returns the condition for class numbers with a prefix; titles without a class never match."""
    low, high = begins.ljust(3, "0"), begins.ljust(3, "9")
    return FieldRange("shelf", place_on_shelf(low), place_on_shelf(high) + 1)


def count(searcher: tantivy.Searcher, query: Query, within: Sequence[FieldRange]) -> int:
    """Returns the number of results that match all conditions."""
    aggregation: dict[str, Any] = {}
    for column, low, high in reversed(within):
        ranges = {"field": column, "ranges": [{"from": low, "to": high}]}
        aggregation = {"in": {"range": ranges} | ({"aggs": aggregation} if aggregation else {})}
    answer = searcher.aggregate(query, aggregation)
    number = 0
    for _column, low, high in within:
        rows = answer["in"]["buckets"]
        answer = next(
            (bucket for bucket in rows if bucket.get("from") == low and bucket.get("to") == high),
            {},
        )
        number = int(answer.get("doc_count", 0))
        if not number:
            return 0
    return number


def page(
    searcher: tantivy.Searcher,
    query: Query,
    within: Sequence[FieldRange],
    needed: int,
    total: int,
    word_total: int,
) -> list[int] | None:
    """Returns the ids of the first `needed` of `total` matching results, among `word_total` results
    of the word; None where too many would have to be scanned."""
    most = 40 + needed * word_total * 3 // (2 * max(1, total))
    while most <= MAX_SCANNED:
        hits = searcher.search(query, most, count=False).hits
        passed = _passing(searcher, [address for _score, address in hits], within)
        if len(passed) >= min(needed, total):
            return passed[:needed]
        most *= 3
    return None


def _passing(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress], within: Sequence[FieldRange]
) -> list[int]:
    ids = searcher.fast_field_values("id", addresses)
    passed = [True] * len(ids)
    for column, low, high in within:
        values = searcher.fast_field_values(column, addresses)
        pairs = zip(passed, values, strict=True)
        passed = [ok and low <= (value or 0) < high for ok, value in pairs]
    return [int(pk or 0) for pk, ok in zip(ids, passed, strict=True) if ok]


def _is(column: str, value: int) -> FieldRange:
    return FieldRange(column, value, value + 1)
