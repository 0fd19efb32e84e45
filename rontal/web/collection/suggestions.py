"""Suggestions while typing in the search box."""

from typing import Final

from django.utils.translation import gettext

from rontal.catalogue import browsing
from rontal.search import selectors as search
from rontal.search.labels import SUGGESTION_KINDS
from rontal.search.results import Kind, Suggestion
from rontal.web.collection import addresses
from rontal.web.collection.shelves import named

MAX_SUGGESTIONS: Final = 8


def suggestions_for(words: str) -> list[dict[str, str]]:
    """Returns suggestions, each with `text`, label of its `kind`, and `address` of its page."""
    suggestions = search.suggest(words, MAX_SUGGESTIONS) if words else []
    slugs = browsing.title_slugs(one.id for one in suggestions if one.kind is Kind.TITLE)
    entries = [
        {"text": one.text, "kind": str(SUGGESTION_KINDS[one.kind]), "address": address}
        for one in suggestions
        if (address := _address(one, slugs))
    ]
    shelf = gettext("Shelf")
    return entries + [
        {"text": str(way.label), "kind": shelf, "address": way.address} for way in named(words)
    ]


def _address(one: Suggestion, slugs: dict[int, str]) -> str:
    match one.kind:
        case Kind.TITLE:
            return addresses.title(slugs[one.id]) if one.id in slugs else ""
        case Kind.AGENT:
            return addresses.agent(one.id, one.text)
        case Kind.SUBJECT:
            return addresses.subject(one.id, one.text)
