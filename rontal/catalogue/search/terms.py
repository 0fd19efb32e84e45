"""Queries of the engine, built from words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import tantivy
from tantivy import Occur, Query

from rontal.catalogue.rules import sort_key
from rontal.catalogue.search import dense
from rontal.catalogue.search.answers import PUBLIC, Filters
from rontal.catalogue.search.dense import Within
from rontal.catalogue.search.ends import Ends
from rontal.catalogue.search.schema import FIRST, HIDDEN, drawer
from rontal.catalogue.search.words import stem

RARE: Final = 20_000
ORDERED: Final = 5_000
"""Of so many titles those that are called so are put first also where other work went before."""
MOST_TOGETHER: Final = 200_000
ENDS: Final = 64
"""So many words that begin alike are looked at."""
_INDEXED_AS: Final = {"words": "freq", "exact": "position", "tags": "basic"}


def every(queries: Sequence[Query]) -> Query:
    """All of them."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def some(queries: Sequence[Query]) -> Query:
    """At least one of them."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def one_title(schema: tantivy.Schema, title_id: int) -> Query:
    """The title of this id."""
    near = Query.term_query(schema, "tags", drawer(title_id), _INDEXED_AS["tags"])
    kind = tantivy.FieldType.Unsigned
    return every([near, Query.range_query(schema, "id", kind, title_id, title_id)])


@dataclass(frozen=True)
class Terms:
    """Builds queries for one search. `hidden` is True where titles that are not public are wanted
    too: their words begin with a sign."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    ends: Ends
    hidden: bool = False

    def tag(self, value: str) -> Query:
        """Titles with a tag; it adds nothing to the score."""
        return Query.const_score_query(self._one("tags", value), 0.0)

    def stemmed(self, word: str) -> Query:
        """Titles with a word of this stem."""
        return self._any_state("words", stem(word))

    def word(self, word: str) -> Query:
        """The same, those that have the word itself before others."""
        return some([self.stemmed(word), self._any_state("exact", word)])

    def words(self, words: Sequence[str], typed: Sequence[str] = ()) -> Query:
        """Titles with all these words; where they are rare enough, before others those with the
        words themselves, and those that begin with what was `typed`, with all its common words."""
        if min(map(self.known, words)) > RARE:
            if len(words) == 1:
                return self.word(words[0])
            return every([self.stemmed(word) for word in words])
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
        """Titles that begin so, with an article or without."""
        bare = sort_key(" ".join(typed)).split()
        for word in dict.fromkeys([*typed[:1], *bare[:1]]):
            yield self._any_state("exact", FIRST + word)

    def begun(self, begun: Sequence[Query], typed: Sequence[str]) -> Query:
        """All of these; where what begins as a word that was `typed` is rare enough to look, before
        others titles that begin so, and those with its words one after the other, of which the last
        may be a beginning."""
        if len(typed) < 2 or self.hidden or min(map(self._standing, typed)) > ORDERED:
            return every(begun)
        closer = [*self._called(typed), *self._begun_phrases(typed)]
        return Query.boolean_query(
            [*((Occur.Must, one) for one in begun), *((Occur.Should, one) for one in closer)]
        )

    def _begun_phrases(self, typed: Sequence[str]) -> Iterator[Query]:
        """These words one after the other. Where only the last is rare, once with each word that it
        may be: with an open end all titles with the others would be read."""
        *whole, last = typed
        if min(map(self.written, whole)) <= ORDERED:
            yield Query.phrase_prefix_query(self.schema, "exact", list(typed))
            return
        for term, _count in self.ends.of(last, ENDS):
            yield Query.phrase_query(self.schema, "exact", [*whole, term])

    def _standing(self, start: str) -> int:
        """In how many titles words that begin so stand, about."""
        return sum(count for _term, count in self.ends.of(start, ENDS))

    def beginning(self, word: str) -> Query | None:
        """Titles with a word that begins so, also by its stem; None where there are none."""
        found = [self._one("exact", term) for term in self.expanded(word, ENDS, MOST_TOGETHER)]
        if self.known(word):
            found.append(self.stemmed(word))
        return some(found) if found else None

    def phrase(self, words: Sequence[str]) -> Query:
        """Titles with these words one after the other."""
        plain = Query.phrase_query(self.schema, "exact", list(words))
        if not self.hidden:
            return plain
        signed: list[str | tuple[int, str]] = [HIDDEN + word for word in words]
        return some([plain, Query.phrase_query(self.schema, "exact", signed)])

    def expanded(self, word: str, most: int, together: int) -> list[str]:
        """The commonest words that begin so, as many as stand in about `together` titles."""
        taken: list[str] = []
        for sign in ("", HIDDEN) if self.hidden else ("",):
            titles = 0
            for term, count in self.ends.of(sign + word, most):
                titles += count
                if titles > together and term != sign + word and taken:
                    break
                taken.append(term)
        return taken

    def count(self, query: Query) -> int:
        """How many titles fit."""
        found: Any = self.searcher.search(query, 1, count=True)
        return int(found.count)

    def known(self, word: str) -> int:
        """In how many titles a word with this stem stands, about."""
        return self._frequency("words", stem(word))

    def written(self, word: str) -> int:
        """In how many titles the word itself stands, about; descriptions do not count."""
        return self._frequency("exact", word)

    def filters(self, filters: Filters) -> list[Query]:
        """What narrows the search."""
        wanted = {
            "l": filters.language,
            "a": filters.audience,
            "f": filters.format,
            "s": filters.subject,
            "p": filters.agent,
            "r": filters.series,
        }
        found = [
            self.tag(f"{key}{value}") for key, value in wanted.items() if value not in (None, "")
        ]
        if filters.shelf:
            found.append(self.between(dense.shelf(filters.shelf)))
        if filters.available:
            found.append(self.tag("free"))
        if filters.year_from is not None or filters.year_to is not None:
            found.append(self.between(dense.years(filters.year_from, filters.year_to)))
        return found

    def states(self, filters: Filters) -> Query:
        """Titles in the states that are asked for."""
        return self.any_tag(f"t{state}" for state in sorted(filters.states))

    def any_tag(self, values: Iterable[str]) -> Query:
        """Titles with one of the tags."""
        found = [self._one("tags", value) for value in values]
        return Query.const_score_query(some(found) if found else Query.empty_query(), 0.0)

    def ids(self, title_ids: Iterable[int]) -> Query:
        """These titles."""
        return some([one_title(self.schema, pk) for pk in title_ids])

    def between(self, within: Within) -> Query:
        """Titles of which a column has a value from `low` to below `high`."""
        column, low, high = within
        if low >= high:
            return Query.empty_query()
        kind = tantivy.FieldType.Unsigned
        return Query.const_score_query(
            Query.range_query(self.schema, column, kind, low, high - 1), 0.0
        )

    def _any_state(self, field: str, value: str) -> Query:
        plain = self._one(field, value)
        return some([plain, self._one(field, HIDDEN + value)]) if self.hidden else plain

    def _one(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value, _INDEXED_AS[field])

    def _frequency(self, field: str, value: str) -> int:
        count = self.searcher.doc_freq(field, value)
        return count + self.searcher.doc_freq(field, HIDDEN + value) if self.hidden else count


def wants_hidden(filters: Filters) -> bool:
    """Whether titles that readers do not see are asked for."""
    return not frozenset(filters.states) <= PUBLIC
