"""Cache of the words that begin with a prefix. No Django.

Scanning all words with a short prefix takes milliseconds, so each prefix is scanned once. A full
list is reused after the index has changed: a newly added word is not among the most common.
"""

from typing import Final

import tantivy

MAX_CACHED: Final = 4_000
CountedQuery = list[tuple[str, int]]


class PrefixCache:
    """Most common words of the field `exact` by their prefix, each with its number of titles."""

    def __init__(self, searcher: tantivy.Searcher, before: "PrefixCache | None" = None) -> None:
        self._searcher = searcher
        self._cached: dict[tuple[str, int], CountedQuery] = {}
        if before is not None:
            cached = dict(before._cached)
            self._cached = {
                key: counted for key, counted in cached.items() if len(counted) == key[1]
            }

    def of(self, start: str, most: int) -> CountedQuery:
        """Returns words with the prefix and their numbers of titles, most common first."""
        counted = self._cached.get((start, most))
        if counted is None:
            counted = self._searcher.terms_with_prefix("exact", start, limit=most)
            if len(self._cached) >= MAX_CACHED:
                self._cached.clear()
            self._cached[start, most] = counted
        return counted
