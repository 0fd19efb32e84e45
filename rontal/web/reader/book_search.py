"""Results of a search within a book, as JSON data for the reader's script."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.reading.text_search import Found, Hit


def answer(found: Found, name_of: Callable[[int], str]) -> dict[str, Any]:
    """Returns the matches by chapter, and a sentence with their number.

    `name_of` returns the name of a document of the reading order, counted from 0.
    """
    return _answer(found, name_of, _sentences(found))


def answer_of_pages(found: Found, name_of: Callable[[int], str]) -> dict[str, Any]:
    """Returns the matches by page, and sentences about their number and unreadable pages."""
    return _answer(found, name_of, chain(_sentences(found), _wordless(found), _missed(found)))


def _answer(
    found: Found, name_of: Callable[[int], str], sentences: Iterable[str]
) -> dict[str, Any]:
    named = groupby(found.hits, key=lambda hit: name_of(hit.section))
    return {
        "said": " ".join(sentences),
        "chapters": [
            {"label": label, "hits": [_plain(hit) for hit in hits]} for label, hits in named
        ],
    }


def _sentences(found: Found) -> Iterator[str]:
    if found.total or found.missed:
        number = {"number": found.total}
        yield ngettext("%(number)s result.", "%(number)s results.", found.total) % number
    else:
        yield _("These words are not in the book.")
    if found.total > len(found.hits):
        yield _("The first %(number)s are shown.") % {"number": len(found.hits)}
    if not found.whole:
        yield _("Part of the book is too large to be searched.")


def _wordless(found: Found) -> Iterator[str]:
    if found.wordless:
        said = ngettext(
            "%(number)s page has no text: it is an image, or empty.",
            "%(number)s pages have no text: they are images, or empty.",
            found.wordless,
        )
        yield said % {"number": found.wordless}


def _missed(found: Found) -> Iterator[str]:
    if found.missed:
        said = ngettext(
            "%(number)s page could not be read this time. Search again in ten minutes.",
            "%(number)s pages could not be read this time. Search again in ten minutes.",
            found.missed,
        )
        yield said % {"number": found.missed}


def _plain(hit: Hit) -> dict[str, Any]:
    words = {"before": hit.before, "match": hit.match, "after": hit.after}
    return {"section": hit.section, "nth": hit.nth} | words
