"""Small index of people, bodies and subjects, for suggestions and exact names. No Django."""

from collections.abc import Iterator, Sequence
from typing import Final

import tantivy
from tantivy import Order, Query

from records.text import words
from rontal.search.index_source import Name
from rontal.search.prefix_cache import PrefixCache
from rontal.search.terms import all_of, any_of
from rontal.search.words import MAX_LENGTH, STOP_WORDS, join_single_letters

KINDS: Final = ("agent", "subject")
MAX_BEGINNINGS: Final = 40


def build() -> tantivy.Schema:
    """Returns the schema of names: words, whole names, kind and id, number of titles."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("exact", tokenizer_name="parted", index_option="basic")
    builder.add_text_field("whole", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    builder.add_unsigned_field("titles", fast=True)
    return builder.build()


def key(kind: str, pk: int) -> str:
    """Returns the key by which a name is deleted from the index."""
    return f"{kind[0]}{pk}"


def normalised_name(named: Sequence[str]) -> str:
    """Returns a normalised name: sorted words, without stop words unless there are no others."""
    cut = {word[:MAX_LENGTH] for word in named}
    return " ".join(sorted(cut - STOP_WORDS or cut))


def document(name: Name) -> tantivy.Document:
    """Returns an agent or subject as a document of the index."""
    made = tantivy.Document()
    named = words(name.names)
    made.add_text("exact", " ".join(dict.fromkeys(named + join_single_letters(named))))
    for form in dict.fromkeys(_wholes(name.names)):
        made.add_text("whole", form)
    made.add_text("key", key(name.kind, name.id))
    made.add_unsigned("number", name.id * 2 + KINDS.index(name.kind))
    made.add_unsigned("titles", name.titles)
    return made


class Names:
    """Queries on one state of the index of names."""

    def __init__(self, index: tantivy.Index, before: "Names | None" = None) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._prefixes: PrefixCache = PrefixCache(
            self._searcher, before._prefixes if before else None
        )

    def ids_by_prefix(self, typed: Sequence[str], limit: int) -> list[tuple[str, int]]:
        """Returns kind and id of names with all the words, of which the last may be a prefix; most
        titles first."""
        *whole, last = typed
        last_words = self._prefixes.of(last, MAX_BEGINNINGS)
        if not last_words:
            return []
        begun = Query.const_score_query(any_of([self._one(term) for term, _n in last_words]), 1.0)
        query = all_of([*(self._one(word) for word in whole), begun])
        return self._some(query, limit)

    def ids_by_whole_name(self, wholes: Sequence[str], limit: int) -> list[tuple[str, int]]:
        """Returns kind and id of names that equal one of these whole names; most titles first."""
        there = [one for one in wholes if one and self._searcher.doc_freq("whole", one)]
        terms = [Query.term_query(self._schema, "whole", one, "basic") for one in there]
        return self._some(any_of(terms), limit) if terms else []

    def _some(self, query: Query, limit: int) -> list[tuple[str, int]]:
        hits = self._searcher.search(
            query, limit, count=False, order_by_field="titles", order=Order.Desc
        ).hits
        numbers = self._searcher.fast_field_values("number", [address for _n, address in hits])
        return [(KINDS[int(number or 0) % 2], int(number or 0) // 2) for number in numbers]

    def _one(self, word: str) -> Query:
        return Query.term_query(self._schema, "exact", word, "basic")


def _wholes(names: str) -> Iterator[str]:
    """Yields the normalised forms of a name; initials are also joined to one word: "nh dini"."""
    for name in names.split("\n"):
        named = words(name)
        yield normalised_name(named)
        joined = join_single_letters(named)
        if joined:
            yield normalised_name([*joined, *(word for word in named if len(word) > 1)])
