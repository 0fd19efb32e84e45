"""Search over titles, in one place: what it is asked (`Filters`, `Sort`), what it answers (`Found`,
`Suggestion`), and nothing of the engine.

    find(words, *, filters, sort=Sort.BEST, offset, limit, facets=False) -> Found
    snippet(text, words) -> Snippet
    called(words, found) -> list[Called]
    suggest(words, limit) -> list[Suggestion]
    similar(title_id, limit) -> list[int]
"""

from rontal.catalogue.search.answers import (
    Bucket,
    Called,
    Facets,
    Filters,
    Found,
    Kind,
    Part,
    Snippet,
    Sort,
    Suggestion,
)
from rontal.catalogue.search.finding import called, find, similar, suggest
from rontal.catalogue.search.snippets import cut as snippet

__all__ = [
    "Bucket",
    "Called",
    "Facets",
    "Filters",
    "Found",
    "Kind",
    "Part",
    "Snippet",
    "Sort",
    "Suggestion",
    "called",
    "find",
    "similar",
    "snippet",
    "suggest",
]
