"""Public interface of the search over titles; nothing of the engine is visible here. Queries use
`Filters` and `Sort`, results are `Results` and `Suggestion`.

    find(words, *, filters, sort=Sort.BEST, offset, limit, facets=False) -> Results
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
    Kind,
    Part,
    Results,
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
    "Results",
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
