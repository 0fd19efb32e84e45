"""Builds queries of the engine from words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import tantivy
from tantivy import Occur, Query

from rontal.catalogue.rules import sort_key
from rontal.search import fast_filters
from rontal.search.fast_filters import FieldRange
from rontal.search.filters import PUBLIC, Filters
from rontal.search.prefix_cache import PrefixCache
from rontal.search.schema import FIRST, HIDDEN, drawer
from rontal.search.words import stem

RARE: Final = 20_000
ORDERED: Final = 5_000
"""Most titles for which those with that name rank first, also in a prefix search."""
MAX_TOGETHER: Final = 200_000
MAX_PREFIXED: Final = 64
"""Most words with a common prefix that are used."""
_INDEXED_AS: Final = {"words": "freq", "exact": "position", "tags": "basic"}


def all_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def title_query(schema: tantivy.Schema, title_id: int) -> Query:
    near = Query.term_query(schema, "tags", drawer(title_id), _INDEXED_AS["tags"])
    kind = tantivy.FieldType.Unsigned
    return all_of([near, Query.range_query(schema, "id", kind, title_id, title_id)])


@dataclass(frozen=True)
class Terms:
    """Query builder for one search. `hidden` is True where unpublished titles are wanted as well,
    whose words have a prefix."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    prefixes: PrefixCache
    hidden: bool = False

    def tag(self, value: str) -> Query:
        """Returns the query for titles with a tag; it does not change the score."""
        return Query.const_score_query(self._one("tags", value), 0.0)

    def stemmed(self, word: str) -> Query:
        """Returns the query for titles with a word of this stem."""
        return self._any_state("words", stem(word))

    def word(self, word: str) -> Query:
        """Returns the query for titles with a word of this stem, exact words first."""
        return any_of([self.stemmed(word), self._any_state("exact", word)])

    def words(self, words: Sequence[str], typed: Sequence[str] = ()) -> Query:
        """Returns the query for titles with all these words. Where they are rare enough, titles
        with the exact words and those that begin with the text `typed` rank first."""
        if min(map(self.known, words)) > RARE:
            if len(words) == 1:
                return self.word(words[0])
            return all_of([self.stemmed(word) for word in words])
        whole = [(Occur.Must, self.stemmed(word)) for word in words]
        return Query.boolean_query(
            [*whole, *((Occur.Should, one) for one in self._closer(words, typed))]
        )

    def _closer(self, words: Sequence[str], typed: Sequence[str]) -> Iterator[Query]:
        typed = [word if self.written(word) else stem(word) for word in typed]
        yield from (self._any_state("exact", word) for word in typed or words)
        yield from self._called(typed)
        if len(typed) > 1:
            yield self.phrase(typed)

    def _called(self, typed: Sequence[str]) -> Iterator[Query]:
        """Yields queries for titles that begin so, with or without an article."""
        bare = sort_key(" ".join(typed)).split()
        for word in dict.fromkeys([*typed[:1], *bare[:1]]):
            yield self._any_state("exact", FIRST + word)

    def combine_prefix_queries(self, begun: Sequence[Query], typed: Sequence[str]) -> Query:
        """Combines prefix queries with AND. Where the words `typed` are rare enough, titles that
        begin with them, and those with the words in sequence, rank first; the last word may be a
        prefix."""
        if len(typed) < 2 or self.hidden or min(map(self._titles_beginning, typed)) > ORDERED:
            return all_of(begun)
        closer = [*self._called(typed), *self._begun_phrases(typed)]
        return Query.boolean_query(
            [*((Occur.Must, one) for one in begun), *((Occur.Should, one) for one in closer)]
        )

    def _begun_phrases(self, typed: Sequence[str]) -> Iterator[Query]:
        """Yields phrase queries of these words. Where only the last word is rare, one query for
        each word that it may be: an open prefix would read all titles with the other words."""
        *whole, last = typed
        if min(map(self.written, whole)) <= ORDERED:
            yield Query.phrase_prefix_query(self.schema, "exact", list(typed))
            return
        for term, _count in self.prefixes.of(last, MAX_PREFIXED):
            yield Query.phrase_query(self.schema, "exact", [*whole, term])

    def _titles_beginning(self, start: str) -> int:
        """Returns the approximate number of titles with a word that begins so."""
        return sum(count for _term, count in self.prefixes.of(start, MAX_PREFIXED))

    def beginning(self, word: str) -> Query | None:
        """Returns the query for titles with a word that begins so, or with its stem; None where
        there are none."""
        terms = self.expanded(word, MAX_PREFIXED, MAX_TOGETHER)
        queries = [self._one("exact", term) for term in terms]
        if self.known(word):
            queries.append(self.stemmed(word))
        return any_of(queries) if queries else None

    def phrase(self, words: Sequence[str]) -> Query:
        plain = Query.phrase_query(self.schema, "exact", list(words))
        if not self.hidden:
            return plain
        signed: list[str | tuple[int, str]] = [HIDDEN + word for word in words]
        return any_of([plain, Query.phrase_query(self.schema, "exact", signed)])

    def expanded(self, word: str, most: int, together: int) -> list[str]:
        """Returns the most common words that begin so, with about `together` titles."""
        taken: list[str] = []
        for sign in ("", HIDDEN) if self.hidden else ("",):
            titles = 0
            for term, count in self.prefixes.of(sign + word, most):
                titles += count
                if titles > together and term != sign + word and taken:
                    break
                taken.append(term)
        return taken

    def count(self, query: Query) -> int:
        """Returns the number of titles that match."""
        result: Any = self.searcher.search(query, 1, count=True)
        return int(result.count)

    def known(self, word: str) -> int:
        """Returns the approximate number of titles with a word of this stem."""
        return self._frequency("words", stem(word))

    def written(self, word: str) -> int:
        """Returns the approximate number of titles with the exact word (no descriptions)."""
        return self._frequency("exact", word)

    def filters(self, filters: Filters) -> list[Query]:
        tag_values = {
            "l": filters.language,
            "a": filters.audience,
            "f": filters.format,
            "s": filters.subject,
            "p": filters.agent,
            "r": filters.series,
        }
        queries = [
            self.tag(f"{key}{value}")
            for key, value in tag_values.items()
            if value not in (None, "")
        ]
        if filters.shelf:
            queries.append(self.between(fast_filters.shelf(filters.shelf)))
        if filters.available:
            queries.append(self.tag("free"))
        if filters.year_from is not None or filters.year_to is not None:
            queries.append(self.between(fast_filters.years(filters.year_from, filters.year_to)))
        return queries

    def states(self, filters: Filters) -> Query:
        return self.any_tag(f"t{state}" for state in sorted(filters.states))

    def any_tag(self, values: Iterable[str]) -> Query:
        """Returns the query for titles with at least one of the tags."""
        queries = [self._one("tags", value) for value in values]
        return Query.const_score_query(any_of(queries) if queries else Query.empty_query(), 0.0)

    def ids(self, title_ids: Iterable[int]) -> Query:
        return any_of([title_query(self.schema, pk) for pk in title_ids])

    def between(self, within: FieldRange) -> Query:
        """Returns the query for titles whose field has a value from `low` to below `high`."""
        column, low, high = within
        if low >= high:
            return Query.empty_query()
        kind = tantivy.FieldType.Unsigned
        return Query.const_score_query(
            Query.range_query(self.schema, column, kind, low, high - 1), 0.0
        )

    def _any_state(self, field: str, value: str) -> Query:
        plain = self._one(field, value)
        return any_of([plain, self._one(field, HIDDEN + value)]) if self.hidden else plain

    def _one(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value, _INDEXED_AS[field])

    def _frequency(self, field: str, value: str) -> int:
        count = self.searcher.doc_freq(field, value)
        return count + self.searcher.doc_freq(field, HIDDEN + value) if self.hidden else count


def wants_hidden(filters: Filters) -> bool:
    """Returns True where the filters ask for unpublished titles."""
    return not frozenset(filters.states) <= PUBLIC
