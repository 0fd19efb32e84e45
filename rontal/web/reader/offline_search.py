"""Texts and limits with which the reader's script searches an offline book like the server does.

The texts contain {number} as placeholder; texts with a plural are lists of both forms.
"""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.reading import searching, text_search
from rontal.reading.errors import NothingToFind, PagesWithoutWords
from rontal.reading.media_types import is_document
from rontal.ui import sentences

NUMBER: Final = {"number": "{number}"}
FORMS: Final = (1, 2)


def of_text(spine: list[dict[str, Any]]) -> dict[str, Any]:
    """Returns texts and limits for an EPUB, and the indexes of searchable documents."""
    documents = [at for at, item in enumerate(spine) if is_document(item["type"])]
    return _limits() | {"documents": documents, "words": _search_texts()}


def of_pages(page: str) -> dict[str, Any]:
    """Returns texts and limits for a paged book; `page` is the name of a page with {page}."""
    more = {
        "page": page,
        "pictures": sentences.of(PagesWithoutWords()),
        "wordless": _textless_forms(),
    }
    return _limits() | {"words": _search_texts() | more}


def _limits() -> dict[str, int]:
    """Returns limits: matches, characters of context, letters per book, bytes per document."""
    return {
        "most": text_search.MAX_HITS,
        "around": text_search.CONTEXT,
        "letters": searching.MAX_LETTERS,
        "bytes": searching.MAX_SEARCHED_BYTES,
    }


def _search_texts() -> dict[str, str | list[str]]:
    return {
        "far": _("Searching this device: part {done} of {total}."),
        "nothing": sentences.of(NothingToFind()),
        "nowhere": _("These words are not in the book."),
        "places": [
            ngettext("%(number)s result.", "%(number)s results.", n) % NUMBER for n in FORMS
        ],
        "first": _("The first %(number)s are shown.") % NUMBER,
        "partly": _("Part of the book is too large to be searched."),
    }


def _textless_forms() -> list[str]:
    forms = [
        ngettext(
            "%(number)s page has no text: it is an image, or empty.",
            "%(number)s pages have no text: they are images, or empty.",
            number,
        )
        for number in FORMS
    ]
    return [one % NUMBER for one in forms]
