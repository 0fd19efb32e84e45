"""Queries of the engine, built from words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import tantivy
from tantivy import Occur, Query

from rontal.catalogue.search.answers import PUBLIC, Filters
from rontal.catalogue.search.schema import HIDDEN, YEAR_SPAN, drawer
from rontal.catalogue.search.words import stem

EXACT_WORTH: Final = 0.6
MOST_BEGINNINGS: Final = 64
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
    hidden: bool = False

    def tag(self, value: str) -> Query:
        """Titles with a tag; it adds nothing to the score."""
        return Query.const_score_query(self._one("tags", value), 0.0)

    def word(self, word: str) -> Query:
        """Titles with a word of this stem, those that have the word itself before others."""
        fits = self._any_state("words", stem(word))
        exact = Query.boost_query(self._any_state("exact", word), EXACT_WORTH)
        return Query.boolean_query([(Occur.Must, fits), (Occur.Should, exact)])

    def beginning(self, word: str, most: int = MOST_BEGINNINGS) -> Query | None:
        """Titles with a word that begins so, also by its stem; None where there are none."""
        found = [self._one("exact", term) for term in self.expanded(word, most)]
        if self.known(word):
            found.append(self._any_state("words", stem(word)))
        return some(found) if found else None

    def phrase(self, words: Sequence[str]) -> Query:
        """Titles with these words one after the other."""
        plain = Query.phrase_query(self.schema, "exact", list(words))
        if not self.hidden:
            return plain
        signed: list[str | tuple[int, str]] = [HIDDEN + word for word in words]
        return some([plain, Query.phrase_query(self.schema, "exact", signed)])

    def expanded(self, word: str, most: int) -> list[str]:
        """The commonest words that begin so."""
        signs = ("", HIDDEN) if self.hidden else ("",)
        return [
            term
            for sign in signs
            for term, _count in self.searcher.terms_with_prefix("exact", sign + word, limit=most)
        ]

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
        if filters.available:
            found.append(self.tag("free"))
        if filters.year_from is not None or filters.year_to is not None:
            found.append(self._years(filters.year_from or 0, filters.year_to))
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

    def _years(self, first: int, last: int | None) -> Query:
        within = Query.range_query(
            self.schema,
            "dated",
            tantivy.FieldType.Unsigned,
            max(1, min(first, 9_999)) * YEAR_SPAN,
            None if last is None else (max(0, min(last, 9_999)) + 1) * YEAR_SPAN - 1,
        )
        return Query.const_score_query(within, 0.0)

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
