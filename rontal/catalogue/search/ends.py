"""Which words begin so. No Django.

To walk over all words with a short beginning takes milliseconds, so each beginning is walked once.
A list that is full outlives the state of the index that it was read from: a word that has just
come in is not among the commonest.
"""

from typing import Final

import tantivy

MOST_KEPT: Final = 4_000
Counted = list[tuple[str, int]]


class Ends:
    """The commonest words of one field by their beginning, with the number of their titles."""

    def __init__(self, searcher: tantivy.Searcher, before: "Ends | None" = None) -> None:
        self._searcher = searcher
        self._kept: dict[tuple[str, int], Counted] = {}
        if before is not None:
            kept = dict(before._kept)
            self._kept = {key: found for key, found in kept.items() if len(found) == key[1]}

    def of(self, start: str, most: int) -> Counted:
        """The words themselves, the commonest first."""
        found = self._kept.get((start, most))
        if found is None:
            found = self._searcher.terms_with_prefix("exact", start, limit=most)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[start, most] = found
        return found
