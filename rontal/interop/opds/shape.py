"""What a feed says, whatever it is written in. Addresses that do not begin with "/" are relative to
the root of the format that writes them; the others are of the site."""

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
    """What an address leads to: a choice of feeds, a list of publications, one publication."""

    NAVIGATION = "navigation"
    ACQUISITION = "acquisition"
    ENTRY = "entry"


class Availability(StrEnum):
    """Whether the reader can have it: now, not now, later for sure, kept for the reader."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    RESERVED = "reserved"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a feed of this catalogue, with how many publications it leads to."""

    title: str
    href: str
    rel: str = SUBSECTION
    kind: Kind = Kind.ACQUISITION
    count: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice of a facet; `active` where the list is narrowed so already."""

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
    """A way to get a publication. `gives` is what one has in the end, where the link itself gives
    something else; `entry` where it answers with the publication's own document. `title` says what
    following it does, for apps that know no relations and show links by their titles."""

    rel: str
    href: str
    type: str = ""
    entry: bool = False
    gives: str = ""
    size: int | None = None
    availability: Availability | None = None
    until: datetime | None = None
    copies: tuple[int, int] | None = None
    """All copies and those that are free."""
    holds: int | None = None
    position: int | None = None
    cancellable: bool = False
    needs_sign_in: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A title with the ways to get it."""

    row: Row
    offers: Sequence[Offer]
    identifier: str


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list a feed holds; numbers count from 1. `addresses` has the relations of
    other pages."""

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
    """A whole feed. `identifier` stays the same for all pages of a list."""

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
