"""Lists of publications: what was found, newest, popular, picked, one's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from rontal.catalogue import browsing, search
from rontal.catalogue.rows import Row
from rontal.interop.opds import facets, identifiers
from rontal.interop.opds.errors import NoSuchPage, SearchNotReady
from rontal.interop.opds.offers import offers
from rontal.interop.opds.query import PER_PAGE, Asked
from rontal.interop.opds.shape import Feed, Kind, Link, Page, Publication
from rontal.kernel.actors import Actor
from rontal.lending import selectors as lending

BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""When an empty list was last changed."""


@dataclass(frozen=True)
class Place:
    """Where a list stands: its address, its name, what its address already narrows, and what is
    above it."""

    base: str
    title: str
    fixed: str = ""
    value: Any = None
    up: Link | None = None


def home() -> Link:
    """The root, above every list."""
    return Link(_("Collection"), "", "up", Kind.NAVIGATION)


def found(place: Place, asked: Asked, actor: Actor) -> Feed:
    """A page of what the search finds, with facets. Three queries, whatever the page holds; one
    more where facets name subjects. What was withdrawn a moment ago, so that the search does not
    know it yet, is left out. Raises NoSuchPage, SearchNotReady."""
    filters = asked.filters
    if place.fixed:
        filters = replace(filters, **{place.fixed: place.value})
    answer = search.find(
        asked.words,
        filters=filters,
        sort=asked.sort,
        offset=asked.offset,
        limit=PER_PAGE,
        facets=True,
    )
    if not answer.ready:
        raise SearchNotReady
    if asked.page > 1 and asked.offset >= answer.total:
        raise NoSuchPage
    titles = browsing.public_in_order(answer.ids)
    return Feed(
        title=place.title,
        href=asked.address(place.base, page=asked.page),
        identifier=identifiers.of_feed(asked.address(place.base)),
        kind=Kind.ACQUISITION,
        updated=newest(titles),
        up=place.up or home(),
        publications=publications(titles, actor),
        page=_page(place.base, asked, answer.total),
        facets=facets.groups(place.base, asked, answer.facets, fixed=place.fixed),
    )


def whole(place: Place, titles: Sequence[Row], actor: Actor) -> Feed:
    """A list on one page."""
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
    """Titles with the ways to get them. One query."""
    standings = lending.standings([row.id for row in titles], actor)
    return [
        Publication(row, offers(row, standings[row.id]), identifiers.of_title(row.id))
        for row in titles
    ]


def publication(row: Row, actor: Actor) -> Publication:
    """One title as it stands now. One query."""
    return publications([row], actor)[0]


def newest(titles: Iterable[Row]) -> datetime:
    """When the newest change to these was."""
    return max((row.changed_at for row in titles), default=BEGINNING)


def _page(base: str, asked: Asked, total: int) -> Page:
    last = max(1, -(-total // PER_PAGE))
    numbers = [("first", 1), ("last", last)]
    if asked.page > 1:
        numbers.append(("previous", asked.page - 1))
    if asked.page < last:
        numbers.append(("next", asked.page + 1))
    addresses = [(rel, asked.address(base, page=number)) for rel, number in numbers]
    return Page(asked.page, PER_PAGE, total, addresses)
