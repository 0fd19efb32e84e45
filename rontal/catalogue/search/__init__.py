"""Search over titles, in one place: what it is asked (`Filters`, `Sort`), what it answers (`Found`,
`Suggestion`), and nothing of the engine.

    find(words, *, filters, sort=Sort.BEST, offset, limit, facets=False) -> Found
    snippet(text, words) -> Snippet
    suggest(words, limit) -> list[Suggestion]
    similar(title_id, limit) -> list[int]
"""

from rontal.catalogue.search.answers import (
    Bucket,
    Facets,
    Filters,
    Found,
    Kind,
    Part,
    Snippet,
    Sort,
    Suggestion,
)
from rontal.catalogue.search.finding import find, similar, suggest
from rontal.catalogue.search.snippets import cut as snippet

__all__ = [
    "Bucket",
    "Facets",
    "Filters",
    "Found",
    "Kind",
    "Part",
    "Snippet",
    "Sort",
    "Suggestion",
    "find",
    "similar",
    "snippet",
    "suggest",
]
