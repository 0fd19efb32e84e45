"""Results of a search within a book, as JSON data for the reader's script."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.reading.text_search import Hit, SearchResult


def results_by_chapter(results: SearchResult, name_of: Callable[[int], str]) -> dict[str, Any]:
    """Returns the matches by chapter, and a sentence with their number.

    `name_of` returns the name of a document of the reading order, counted from 0.
    """
    return _results_data(results, name_of, _count_sentences(results))


def results_by_page(results: SearchResult, name_of: Callable[[int], str]) -> dict[str, Any]:
    """Returns the matches by page, and sentences about their number and unreadable pages."""
    return _results_data(
        results,
        name_of,
        chain(
            _count_sentences(results), _textless_sentences(results), _unreadable_sentences(results)
        ),
    )


def _results_data(
    results: SearchResult, name_of: Callable[[int], str], sentences: Iterable[str]
) -> dict[str, Any]:
    named = groupby(results.hits, key=lambda hit: name_of(hit.section))
    return {
        "said": " ".join(sentences),
        "chapters": [
            {"label": label, "hits": [_hit_data(hit) for hit in hits]} for label, hits in named
        ],
    }


def _count_sentences(results: SearchResult) -> Iterator[str]:
    if results.total or results.missed:
        number = {"number": results.total}
        yield ngettext("%(number)s result.", "%(number)s results.", results.total) % number
    else:
        yield _("These words are not in the book.")
    if results.total > len(results.hits):
        yield _("The first %(number)s are shown.") % {"number": len(results.hits)}
    if not results.whole:
        yield _("Part of the book is too large to be searched.")


def _textless_sentences(results: SearchResult) -> Iterator[str]:
    if results.wordless:
        sentence = ngettext(
            "%(number)s page has no text: it is an image, or empty.",
            "%(number)s pages have no text: they are images, or empty.",
            results.wordless,
        )
        yield sentence % {"number": results.wordless}


def _unreadable_sentences(results: SearchResult) -> Iterator[str]:
    if results.missed:
        sentence = ngettext(
            "%(number)s page could not be read this time. Search again in ten minutes.",
            "%(number)s pages could not be read this time. Search again in ten minutes.",
            results.missed,
        )
        yield sentence % {"number": results.missed}


def _hit_data(hit: Hit) -> dict[str, Any]:
    words = {"before": hit.before, "match": hit.match, "after": hit.after}
    return {"section": hit.section, "nth": hit.nth} | words
