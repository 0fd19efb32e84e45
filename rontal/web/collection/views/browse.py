"""Catalogue: shelves, searches, suggestions, covers."""

from dataclasses import dataclass, replace
from typing import Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from rontal.catalogue import browsing, list_rows, selectors
from rontal.lending import selectors as lending
from rontal.search import selectors as search
from rontal.search.labels import SUGGESTION_KINDS
from rontal.search.results import Kind, MatchingAuthority, Results, Suggestion
from rontal.ui import request_limits
from rontal.ui.access import public
from rontal.ui.headers import FOREVER, PublicPicture
from rontal.ui.page_cache import cached_page
from rontal.web.collection import addresses, book_lists, filters, shelves
from rontal.web.collection.query import LAST_PAGE, PARTS, PER_PAGE, Query
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


@dataclass(frozen=True)
class AuthorityLink:
    """Link to the books of a person or body (`is_agent`), or about a subject."""

    name: str
    address: str
    titles: int
    is_agent: bool


def links(query: Query, results: Results) -> list[AuthorityLink]:
    """Returns the links, only on the first page of a search without filters."""
    if not query.words or query.narrowed or query.page > 1:
        return []
    return [_link(one) for one in search.matching_authorities(query.words, results)]


def _link(one: MatchingAuthority) -> AuthorityLink:
    is_agent = one.kind is Kind.AGENT
    address = (addresses.agent if is_agent else addresses.subject)(one.id, one.name)
    return AuthorityLink(one.name, address, one.titles, is_agent)


AN_HOUR = "public, max-age=3600"
FRONT = "web/collection/collection.html"
TOPICS = ("catalogue", "events")
"""Topics whose change invalidates the cached shelves and availability."""


@public
@cached_page(*TOPICS, query=PARTS)
@require_safe
def collection(request: HttpRequest) -> HttpResponse:
    """Shows the shelves, or the search results for the query parameters."""
    query = Query.of(request.GET)
    if not query.asks:
        return render(request, FRONT, shelves.landing())
    request_limits.count_request(request_limits.SEARCHES, request)
    results = _find(query)
    page = _results_page(query, results.total)
    if page.number != query.page and results.total:
        results = _find(replace(query, page=page.number))
    return render(request, "web/collection/results.html", _results_context(query, results, page))


@public
@cached_page("catalogue", query=["q"], for_signed_in=True)
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Returns search suggestions as JSON."""
    request_limits.count_request(request_limits.SUGGESTIONS, request)
    words = Query.of(request.GET).words
    return JsonResponse({"suggestions": suggestions_for(words)})


@public
@require_safe
def cover(request: HttpRequest, digest: str, width: int) -> HttpResponse:  # noqa: ARG001
    """Returns a cover image; its URL changes with the image.

    A width that has not been generated yet is answered with a wider one, cached for an hour.
    """
    found_width, content = selectors.cover_picture(digest, width)
    cache_control = FOREVER if found_width == width else AN_HOUR
    return PublicPicture(content, kind="image/webp", cache_control=cache_control)


def _find(query: Query) -> Results:
    return search.find(
        query.words,
        filters=query.filters,
        sort=query.sort,
        offset=(query.page - 1) * PER_PAGE,
        limit=PER_PAGE,
        facets=True,
    )


def _results_page(query: Query, total: int) -> Page[int]:
    """Returns the requested page, or the last; results beyond `LAST_PAGE` are not listed."""
    return Paginator(range(min(total, LAST_PAGE * PER_PAGE)), PER_PAGE).get_page(query.page)


def _results_context(query: Query, results: Results, page: Page[int]) -> dict[str, object]:
    titles = list_rows.in_order(results.ids)
    free = lending.availability(results.ids)
    known = filters.names(query, results.facets)
    return {
        "query": query,
        "found": results,
        "page": page,
        "hits": book_lists.hits(titles, free, results.words),
        "authorities": links(query, results),
        "named": [] if results.total else shelves.named(query.words),
        "menus": filters.menus(query, results.facets, known),
        "chips": filters.chips(query, known),
        "sorts": filters.sorts(query),
        "meant": query.address(q=results.did_you_mean),
        "only_free": query.address(tersedia=None if query.filters.available else 1),
        "without_filters": query.address(**dict.fromkeys(query.narrowed)),
    }
