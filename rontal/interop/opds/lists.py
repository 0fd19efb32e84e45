"""Lists of publications: search results, new, popular, recommended, and the reader's own titles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from rontal.catalogue import browsing
from rontal.catalogue.rows import Row
from rontal.core.actors import Actor
from rontal.interop.opds import facets, identifiers
from rontal.interop.opds.errors import NoSuchPage, SearchNotReady
from rontal.interop.opds.feed_data import Feed, Kind, Link, Page, Publication
from rontal.interop.opds.offers import offers
from rontal.interop.opds.query import PER_PAGE, ListQuery
from rontal.lending import selectors as lending
from rontal.search import selectors as search

BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Date of the last change of an empty list."""


@dataclass(frozen=True)
class Place:
    """Position of a list in the catalogue: its URL, name, filter given by the URL, parent."""

    base: str
    title: str
    fixed: str = ""
    value: Any = None
    up: Link | None = None


def home() -> Link:
    """Returns the link to the root, the parent of lists."""
    return Link(_("Collection"), "", "up", Kind.NAVIGATION)


def search_feed(place: Place, query: ListQuery, actor: Actor) -> Feed:
    """Returns a page of search results with facets. Three queries for any page, one more where
    facets name subjects. Titles withdrawn so recently that they are still in the search index are
    left out. Raises NoSuchPage, SearchNotReady."""
    filters = query.filters
    if place.fixed:
        filters = replace(filters, **{place.fixed: place.value})
    result = search.find(
        query.words,
        filters=filters,
        sort=query.sort,
        offset=query.offset,
        limit=PER_PAGE,
        facets=True,
    )
    if not result.ready:
        raise SearchNotReady
    if query.page > 1 and query.offset >= result.total:
        raise NoSuchPage
    titles = browsing.public_in_order(result.ids)
    return Feed(
        title=place.title,
        href=query.address(place.base, page=query.page),
        identifier=identifiers.of_feed(query.address(place.base)),
        kind=Kind.ACQUISITION,
        updated=newest(titles),
        up=place.up or home(),
        publications=publications(titles, actor),
        page=_page(place.base, query, result.total),
        facets=facets.groups(place.base, query, result.facets, fixed=place.fixed),
    )


def single_page_feed(place: Place, titles: Sequence[Row], actor: Actor) -> Feed:
    return Feed(
        title=place.title,
        href=place.base,
        identifier=identifiers.of_feed(place.base),
        kind=Kind.ACQUISITION,
        updated=newest(titles),
        up=place.up or home(),
        publications=publications(titles, actor),
        page=Page(1, max(len(titles), 1), len(titles), ()),
    )


def publications(titles: Sequence[Row], actor: Actor) -> list[Publication]:
    """Returns titles with their acquisition links. One query."""
    standings = lending.availability_by_title([row.id for row in titles], actor)
    return [
        Publication(row, offers(row, standings[row.id]), identifiers.of_title(row.id))
        for row in titles
    ]


def publication(row: Row, actor: Actor) -> Publication:
    """Returns one title in its current state. One query."""
    return publications([row], actor)[0]


def newest(titles: Iterable[Row]) -> datetime:
    """Returns the datestamp of the newest change of these titles."""
    return max((row.changed_at for row in titles), default=BEGINNING)


def _page(base: str, query: ListQuery, total: int) -> Page:
    last = max(1, -(-total // PER_PAGE))
    numbers = [("first", 1), ("last", last)]
    if query.page > 1:
        numbers.append(("previous", query.page - 1))
    if query.page < last:
        numbers.append(("next", query.page + 1))
    addresses = [(rel, query.address(base, page=number)) for rel, number in numbers]
    return Page(query.page, PER_PAGE, total, addresses)
