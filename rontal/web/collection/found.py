"""What was found in a book, as the reader's script shows it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.reading.finding import Found, Hit


def answer(found: Found, chapters: Sequence[str]) -> dict[str, Any]:
    """The places by chapter, and a sentence about how many there are; `chapters` has one name for
    each document of the reading order."""
    named = groupby(found.hits, key=lambda hit: chapters[hit.section])
    return {
        "said": " ".join(_sentences(found)),
        "chapters": [
            {"label": label, "hits": [_plain(hit) for hit in hits]} for label, hits in named
        ],
    }


def _sentences(found: Found) -> Iterator[str]:
    if found.total:
        number = {"number": found.total}
        yield ngettext("%(number)s place.", "%(number)s places.", found.total) % number
    else:
        yield _("These words do not stand in the book.")
    if found.total > len(found.hits):
        yield _("The first %(number)s are shown.") % {"number": len(found.hits)}
    if not found.whole:
        yield _("A part of the book is too large to be searched.")


def _plain(hit: Hit) -> dict[str, Any]:
    words = {"before": hit.before, "match": hit.match, "after": hit.after}
    return {"section": hit.section, "nth": hit.nth} | words
