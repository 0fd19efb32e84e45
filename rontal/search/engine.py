"""Queries against one generation of the index; they return ids only. No Django."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import tantivy
from tantivy import Occur, Order, Query

from rontal.search import fast_filters, name_index, spelling
from rontal.search.attempts import Attempt, Attempts
from rontal.search.fast_filters import FieldRange
from rontal.search.filters import Filters, Sort
from rontal.search.prefix_cache import PrefixCache
from rontal.search.query_parser import ParsedQuery
from rontal.search.results import Bucket, Facets
from rontal.search.schema import AUDIENCES, FIRST, FORMATS, SAMPLES, YEAR_SPAN
from rontal.search.terms import Terms, all_of, any_of, wants_hidden
from rontal.search.words import stems

COUNTED: Final = 30_000
"""Number of results above which facets are estimated from a sample."""
COMMON: Final = 50_000
SUGGESTED: Final = 60_000
MANY: Final = 200
"""With more titles than this, an agent or subject is assumed to have a public one: checking would
take longer than the rest of a suggestion, and PostgreSQL drops wrong names later."""
BLOCK, MAX_BLOCKS = 400, 50
"""Number of titles of the unfiltered list that are read at once (twenty pages), and number of such
blocks that are cached."""
FEW_ALIKE, MAX_ALIKE = 300, 20_000
"""Titles whose names begin alike are sorted on each request up to the first number; above it their
order is cached, and above the second number they stay unsorted."""
_SUBJECTS: Final = 20
_TAGS: Final = {"agent": "p", "subject": "s"}
_ORDERS: Final = {
    Sort.NEWEST: ("added", Order.Desc),
    Sort.YEAR: ("dated", Order.Desc),
}
_COUNTS: Final[dict[str, Any]] = {
    "languages": {"terms": {"field": "language", "size": 30}},
    "audiences": {"terms": {"field": "audience", "size": 10}},
    "formats": {"terms": {"field": "format", "size": 10}},
    "subjects": {"terms": {"field": "subject", "size": _SUBJECTS}},
    "years": {"histogram": {"field": "dated", "interval": YEAR_SPAN, "min_doc_count": 1}},
    "free": {"sum": {"field": "free"}},
    "all": {"value_count": {"field": "id"}},
}


@dataclass(frozen=True)
class Hits:
    """Ids of a page, the number of all results, and how the words were interpreted."""

    ids: list[int]
    total: int
    words: Sequence[str] = ()
    meant: str = ""
    loosened: bool = False
    corrected: bool = False
    facets: Facets | None = None


class Engine:
    """Search engine on one state of the index, that of the time when it was created."""

    def __init__(
        self,
        titles: tantivy.Index,
        named: tantivy.Index,
        by_name: Callable[[Sequence[int]], list[int]],
        before: "Engine | None" = None,
    ) -> None:
        """Opens an engine. `by_name` sorts title ids by sort title; `before` is an engine on an
        older state of the generation, whose cached words are reused."""
        self._by_name = by_name
        self._schema = titles.schema
        self._searcher = titles.searcher()
        self._names: name_index.Names = name_index.Names(named, before._names if before else None)
        self._prefixes: PrefixCache = PrefixCache(
            self._searcher, before._prefixes if before else None
        )
        self._whole: Facets | None = None
        self._blocks: dict[tuple[Sort, int], tuple[list[int], int]] = {}
        self._alike: dict[tuple[int, int], list[int]] = {}

    @property
    def size(self) -> int:
        """Number of titles in the index, in any state."""
        return int(self._searcher.num_docs)

    def probe(self) -> None:
        """Reads some data of every part. Raises INDEX_ERRORS of `index_location` if damaged."""
        self._searcher.search(Query.all_query(), 1, order_by_field="name")
        self._searcher.aggregate(Query.all_query(), {"free": _COUNTS["free"]})
        self._searcher.terms_with_prefix("exact", "a", limit=1)

    def find(
        self,
        parsed: ParsedQuery,
        filters: Filters,
        sort: Sort,
        offset: int,
        limit: int,
        facets: bool,
    ) -> Hits:
        """Returns a page of matching titles, by the strictest interpretation that finds any."""
        terms = self._terms(wants_hidden(filters))
        narrowed = terms.filters(filters)
        everything = parsed.is_empty and filters == Filters()
        if terms.hidden or parsed.is_empty:
            narrowed.append(terms.states(filters))
        attempts = Attempts(parsed, terms)
        for attempt in attempts:
            query = all_of([*([] if parsed.is_empty else [attempt.query]), *narrowed])
            if everything:
                ids, total = self._page_of_all(query, sort, offset, limit)
            else:
                shown = self._quick_page(attempt, filters, sort, offset, limit)
                ids, total = shown or self._page(query, sort, offset, limit, parsed.is_empty)
            if total:
                counted = self._counted(query, total, terms, everything) if facets else None
                meant = attempt.meant or attempts.better_query(narrowed, total)
                how = attempt.loosened, attempt.corrected
                return Hits(ids, total, attempt.words, meant, *how, counted)
            if filters != Filters() and not attempt.loosened and terms.count(attempt.query):
                break  # the filters exclude all titles; other words would not help
        return Hits([], 0, facets=Facets() if facets else None)

    def filter_ids(self, title_ids: Sequence[int], filters: Filters) -> list[int]:
        """Returns those of the titles that match the filters, ordered by id."""
        terms = self._terms(hidden=True)
        query = all_of([terms.ids(title_ids), terms.states(filters), *terms.filters(filters)])
        return sorted(self._ids(self._searcher.search(query, len(title_ids), count=False)))

    def corrected_words(self, words: Sequence[str]) -> list[str]:
        """Returns the words with unknown ones corrected, each alone; the last word may be a prefix.
        Returns [] where one cannot be corrected."""
        terms = self._terms()
        *whole, last = words
        known = [bool(terms.written(word)) for word in whole]
        known.append(bool(terms.expanded(last, 1, SUGGESTED)))
        read = [
            word if there else spelling.correct(word, terms.written)
            for word, there in zip(words, known, strict=True)
        ]
        return read if all(read) else []

    def titles_by_prefix(self, words: Sequence[str], limit: int) -> list[int]:
        """Returns public titles with all the words, of which the last may be a prefix; first those
        that begin with the words or contain them in sequence."""
        terms = self._terms()
        *whole, last = words
        ids: list[int] = []
        if not whole:
            ids = self._some(Query.term_query(self._schema, "exact", FIRST + last), limit)
            first = self._expanded(terms, FIRST + last)
            if first is not None and len(ids) < limit:
                ids += self._some(first, limit)
        if len(ids) < limit:
            rest = self._expanded(terms, last)
            if rest is not None:
                others = [terms.stemmed(word) for word in whole]
                ids += self._some(terms.combine_prefix_queries([*others, rest], words), limit)
        return list(dict.fromkeys(ids))[:limit]

    def names_by_prefix(self, words: Sequence[str], limit: int) -> list[tuple[str, int]]:
        """Returns agents and subjects with all the words, of which the last may be a prefix, and
        with at least one public title; most titles first."""
        names = self._names.ids_by_prefix(words, limit)
        return [(kind, pk) for kind, pk in names if self._is_shown(f"{_TAGS[kind]}{pk}")]

    def names_by_whole_name(self, wholes: Sequence[str], limit: int) -> list[tuple[str, int, int]]:
        """Returns agents and subjects with one of these normalised names, and their numbers of
        public titles; most titles first."""
        names = self._names.ids_by_whole_name(wholes, limit)
        public = self._tag("tpublic")
        counted = [
            (kind, pk, self._count([self._tag(f"{_TAGS[kind]}{pk}"), public])) for kind, pk in names
        ]
        return [one for one in counted if one[2]]

    def similar_titles(
        self,
        title_id: int,
        subjects: Sequence[int],
        agents: Sequence[int],
        words: Sequence[str],
        limit: int,
    ) -> list[int]:
        """Returns other public titles with the most shared subjects, people and words."""
        terms = self._terms()
        wishes = [(f"p{agent}", 2.0) for agent in agents] + [(f"s{one}", 2.0) for one in subjects]
        clauses = [
            (Occur.Should, Query.boost_query(self._tag(tag), worth))
            for tag, worth in wishes
            if self._searcher.doc_freq("tags", tag) <= COMMON
        ]
        clauses += [
            (Occur.Should, Query.term_query(self._schema, "words", one, "freq"))
            for one in stems(list(dict.fromkeys(words)))[:12]
            if self._searcher.doc_freq("words", one) <= COMMON
        ]
        if not clauses:
            return []
        query = Query.boolean_query(
            [(Occur.Must, Query.boolean_query(clauses)), (Occur.Must, terms.tag("tpublic"))]
        )
        ids = self._ids(self._searcher.search(query, limit + 1, count=False))
        return [pk for pk in ids if pk != title_id][:limit]

    def _quick_page(
        self, attempt: Attempt, filters: Filters, sort: Sort, offset: int, limit: int
    ) -> tuple[list[int], int] | None:
        """Returns a page for one common word with filters that match many titles (`dense`); None
        where this path does not apply or is not faster."""
        within = fast_filters.of(filters)
        if attempt.alone < COMMON or sort is not Sort.BEST or not within or limit < 1:
            return None
        total = fast_filters.count(self._searcher, attempt.query, within)
        if not total or offset >= total:
            return None
        needed = offset + limit
        ids = fast_filters.page(self._searcher, attempt.query, within, needed, total, attempt.alone)
        return None if ids is None else (ids[offset:], total)

    def _page(
        self, query: Query, sort: Sort, offset: int, limit: int, by_name: bool
    ) -> tuple[list[int], int]:
        if limit < 1 or offset >= self.size:
            return [], self._count([query])
        if sort is Sort.NAME or by_name and sort is Sort.BEST:
            return self._page_by_name(query, offset, limit)
        shape: dict[str, Any] = {"limit": limit, "offset": offset}
        if sort in _ORDERS:
            field, order = _ORDERS[sort]
            shape |= {"order_by_field": field, "order": order}
        result: Any = self._searcher.search(query, count=True, **shape)
        return self._ids(result), int(result.count)

    def _page_by_name(self, query: Query, offset: int, limit: int) -> tuple[list[int], int]:
        """Returns a page sorted by name. The index orders titles only by the first letters of their
        names. Where the page's first or last group of equal letters extends beyond the page, all
        titles between are sorted and the page is cut from them."""
        ahead = min(offset, 1)
        shape: dict[str, Any] = {"order_by_field": "name", "order": Order.Asc}
        size, start = ahead + limit + 1, offset - ahead
        result: Any = self._searcher.search(query, size, offset=start, count=True, **shape)
        begins = [begin for begin, _ in result.hits]
        on_page = begins[ahead : ahead + limit]
        if not on_page:
            return [], int(result.count)
        ids = self._ids(result)[ahead : ahead + limit]
        first, last = on_page[0], on_page[-1]
        if begins[:ahead] != [first] and begins[ahead + limit :] != [last]:
            return self._by_name(ids), int(result.count)
        before = self._count([query, self._terms().between(FieldRange("name", 0, first))])
        alike = self._beginning(first, last, [query])
        if len(alike) < MAX_ALIKE:
            alike = self._in_order(alike, first, last)
            ids = alike[offset - before : offset - before + limit]
        return ids, int(result.count)

    def _beginning(self, first: int, last: int, queries: Sequence[Query]) -> list[int]:
        """Returns the titles whose names begin so, at most MAX_ALIKE."""
        within = all_of([*queries, self._terms().between(FieldRange("name", first, last + 1))])
        return self._ids(self._searcher.search(within, MAX_ALIKE, count=False))

    def _in_order(self, ids: Sequence[int], first: int, last: int) -> list[int]:
        """Sorts titles by name; the order of a whole group of titles is cached."""
        if len(ids) <= FEW_ALIKE:
            return self._by_name(ids)
        ordered = self._alike.get((first, last))
        if ordered is None:
            every_one = self._beginning(first, last, [])
            ordered = self._by_name(every_one) if len(every_one) < MAX_ALIKE else []
            if len(self._alike) >= MAX_BLOCKS:
                self._alike.clear()
            self._alike[first, last] = ordered
        if not ordered:
            return self._by_name(ids)
        matching = set(ids)
        return [pk for pk in ordered if pk in matching]

    def _page_of_all(
        self, query: Query, sort: Sort, offset: int, limit: int
    ) -> tuple[list[int], int]:
        """Returns a page of the unfiltered list from blocks that are cached."""
        number, start = divmod(offset, BLOCK)
        if start + limit > BLOCK or limit < 1 or offset >= self.size:
            return self._page(query, sort, offset, limit, by_name=True)
        block = self._blocks.get((sort, number))
        if block is None:
            block = self._page(query, sort, number * BLOCK, BLOCK, by_name=True)
            if len(self._blocks) >= MAX_BLOCKS:
                self._blocks.clear()
            self._blocks[sort, number] = block
        ids, total = block
        return ids[start : start + limit], total

    def _count(self, queries: Sequence[Query]) -> int:
        result: Any = self._searcher.search(all_of(queries), 1, count=True)
        return int(result.count)

    def _terms(self, hidden: bool = False) -> Terms:
        return Terms(self._schema, self._searcher, self._prefixes, hidden)

    def _counted(self, query: Query, total: int, terms: Terms, everything: bool) -> Facets:
        """Returns the facets of a result; those of the unfiltered list are computed once."""
        if not everything:
            return self._facets(query, total, terms)
        if self._whole is None:
            self._whole = self._facets(query, total, terms)
        return self._whole

    def _facets(self, query: Query, total: int, terms: Terms) -> Facets:
        about = total > COUNTED
        if about:
            query = all_of([query, terms.tag(f"n{SAMPLES // 2}")])
        counted = self._searcher.aggregate(query, _COUNTS)
        share = total / max(1.0, counted["all"]["value"]) if about else 1.0

        def buckets(name: str) -> list[Bucket]:
            rows = counted[name]["buckets"]
            return [Bucket(row["key"], _rounded(row["doc_count"] * share, about)) for row in rows]

        years = [Bucket(int(b.value) // YEAR_SPAN, b.count) for b in buckets("years")]
        subjects = [Bucket(int(b.value), b.count) for b in buckets("subjects")]
        return Facets(
            languages=buckets("languages"),
            audiences=[Bucket(AUDIENCES[int(b.value)], b.count) for b in buckets("audiences")],
            formats=[Bucket(FORMATS[int(b.value)], b.count) for b in buckets("formats")],
            subjects=subjects,
            years=[bucket for bucket in reversed(years) if bucket.value and bucket.count],
            available=_rounded((counted["free"]["value"] or 0) * share, about),
            about=about,
        )

    def _expanded(self, terms: Terms, start: str) -> Query | None:
        queries = [
            Query.term_query(self._schema, "exact", term, "position")
            for term in terms.expanded(start, 24, SUGGESTED)
        ]
        return Query.const_score_query(any_of(queries), 1.0) if queries else None

    def _some(self, query: Query, limit: int) -> list[int]:
        return self._ids(self._searcher.search(query, limit, count=False))

    def _is_shown(self, tag: str) -> bool:
        if self._searcher.doc_freq("tags", tag) > MANY:
            return True
        query = all_of([self._tag(tag), self._tag("tpublic")])
        return bool(self._searcher.search(query, 1, count=False).hits)

    def _tag(self, value: str) -> Query:
        return Query.term_query(self._schema, "tags", value, "basic")

    def _ids(self, result: tantivy.SearchResult) -> list[int]:
        addresses = [address for _key, address in result.hits]
        return [int(pk or 0) for pk in self._searcher.fast_field_values("id", addresses)]


def _rounded(count: float, about: bool) -> int:
    """Returns a count; an estimated one is rounded to two significant digits."""
    if not about or count < 100:
        return round(count)
    unit = int(10 ** (len(str(int(count))) - 2))
    return round(count / unit) * unit
