"""Data classes of feeds, independent of the format. URLs without a leading "/" are relative to the
root of the format; others are paths of the site."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from rontal.catalogue.rows import Row

ACQUISITION: Final = "http://opds-spec.org/acquisition"
OPEN_ACCESS: Final = "http://opds-spec.org/acquisition/open-access"
BORROW: Final = "http://opds-spec.org/acquisition/borrow"
SAMPLE: Final = "http://opds-spec.org/acquisition/sample"
REVOKE: Final = "http://librarysimplified.org/terms/rel/revoke"
SHELF: Final = "http://opds-spec.org/shelf"
NEW: Final = "http://opds-spec.org/sort/new"
POPULAR: Final = "http://opds-spec.org/sort/popular"
SUBSECTION: Final = "subsection"
HTML: Final = "text/html"


class Kind(StrEnum):
    """Kind of a link's target: a navigation feed, a list of publications, one publication."""

    NAVIGATION = "navigation"
    ACQUISITION = "acquisition"
    ENTRY = "entry"


class Availability(StrEnum):
    """Availability for the reader: now, not now, on hold, or ready to borrow after a hold."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    RESERVED = "reserved"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Link:
    """Link to a feed of this catalogue with its number of publications."""

    title: str
    href: str
    rel: str = SUBSECTION
    kind: Kind = Kind.ACQUISITION
    count: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """Choice of a facet; `active` where the list is filtered by it already."""

    title: str
    href: str
    count: int | None = None
    active: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Facets of one kind."""

    title: str
    facets: Sequence[Facet]


@dataclass(frozen=True, slots=True)
class Offer:
    """Acquisition link. `gives` is the media type that the reader gets in the end, where the link
    itself returns something else; `entry` is True where it returns the publication's document.
    `title` is the action, for apps that ignore relations and show links by their titles."""

    rel: str
    href: str
    type: str = ""
    entry: bool = False
    gives: str = ""
    size: int | None = None
    availability: Availability | None = None
    until: datetime | None = None
    copies: tuple[int, int] | None = None
    """Number of all copies and of available ones."""
    holds: int | None = None
    position: int | None = None
    cancellable: bool = False
    needs_sign_in: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Title with its acquisition links."""

    row: Row
    offers: Sequence[Offer]
    identifier: str


@dataclass(frozen=True, slots=True)
class Page:
    """Page of a list; numbers count from 1. `addresses` has relations and URLs of others."""

    number: int
    size: int
    total: int
    addresses: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Some publications of a longer list, in the root of OPDS 2.0."""

    link: Link
    publications: Sequence[Publication]


@dataclass(frozen=True, slots=True)
class Feed:
    """Feed. `identifier` is the same for all pages of a list."""

    title: str
    href: str
    identifier: str
    kind: Kind
    updated: datetime
    up: Link | None = None
    navigation: Sequence[Link] = ()
    publications: Sequence[Publication] = ()
    page: Page | None = None
    facets: Sequence[FacetGroup] = ()
    groups: Sequence[Group] = field(default=())
    subtitle: str = ""
