"""Navigation of header and bottom bar for visitors, members and staff."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.ui.middleware import actor_of

HOME: Final = "/"
SHAREABLE: Final = frozenset(
    {HOME, "/daftar/", "/saran/", "/akun/hapus/", "/privasi/", "/privasi/permintaan/"}
)
"""Pages whose address may be passed on."""

SHAREABLE_SECTIONS: Final = ("/koleksi/", "/standar-pelayanan/", "/pasang/")
"""Sections in which every address may be passed on: none holds a token or a person's number."""


@dataclass(frozen=True)
class Link:
    """Entry of the navigation.

    `main` marks the primary action, `tucked` an entry that is always in the menu; `icon` is
    shown in the bottom bar.
    """

    label: str | Promise
    path: str
    main: bool = False
    tucked: bool = False
    icon: str = ""

    def leads_to(self, path: str) -> bool:
        """Returns True where the page at `path` belongs to this entry."""
        return path == HOME if self.path == HOME else path.startswith(self.path)


INSTALL: Final = Link(_("Install the app"), "/pasang/", tucked=True)
SECURITY: Final = Link(_("Security"), "/akun/keamanan/", tucked=True)
SIGN_OUT: Final = Link(_("Sign out"), "/keluar/", tucked=True)
VISITOR: Final = [
    Link(_("Collection"), "/koleksi/"),
    Link(_("What we promise"), "/standar-pelayanan/"),
    Link(_("My application"), "/status/", tucked=True),
    INSTALL,
    Link(_("Sign in"), "/masuk/"),
    Link(_("Become a member"), "/daftar/", main=True),
]
MEMBER: Final = [
    Link(_("My books"), "/rak/"),
    Link(_("Collection"), "/koleksi/"),
    Link(_("My card"), "/kartu/"),
    Link(_("Notifications"), "/akun/pemberitahuan/", tucked=True),
    Link(_("My data"), "/akun/data/", tucked=True),
    SECURITY,
    INSTALL,
    SIGN_OUT,
]
STAFF: Final = [
    Link(_("Staff desk"), "/meja/"),
    Link(_("Collection"), "/koleksi/"),
    SECURITY,
    INSTALL,
    SIGN_OUT,
]
_START: Final = Link(_("Home"), HOME, icon="house")
_SEARCH: Final = Link(_("Search"), "/koleksi/", icon="search")
_BOOKS: Final = Link(pgettext_lazy("short", "My books"), "/rak/", icon="shelf")


class Audience(Enum):
    """Group of users with their header and bottom bar entries."""

    VISITOR = (
        VISITOR,
        [
            _START,
            _SEARCH,
            Link(_("Sign in"), "/masuk/", icon="key"),
            Link(_("Register"), "/daftar/", icon="person"),
        ],
    )
    MEMBER = (MEMBER, [_START, _SEARCH, _BOOKS, Link(_("Card"), "/kartu/", icon="card")])
    STAFF = (STAFF, [_START, _SEARCH, _BOOKS, Link(_("Staff desk"), "/meja/", icon="leaf")])

    def __init__(self, header: list[Link], bottom: list[Link]) -> None:
        self.header = header
        self.bottom = bottom


@dataclass(frozen=True)
class Entry:
    """Link with `current`, which is True where the page belongs to it."""

    link: Link
    current: bool


class Place(NamedTuple):
    """Audience and position of a page: everything that header and bottom bar depend on.

    `up` is the target of the back button without a browser history; "" on the home page.
    `shareable` is True where its address may be passed on.
    """

    audience: str
    header: str
    bottom: str
    up: str
    shareable: bool


class Navigation:
    """Iterates the header entries of the request's audience, which it determines lazily."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __iter__(self) -> Iterator[Entry]:
        return self._entries(self._audience.header)

    @property
    def bottom(self) -> list[Entry]:
        return list(self._entries(self._audience.bottom))

    @property
    def is_member(self) -> bool:
        """True for accounts without a staff role."""
        return self._audience is Audience.MEMBER

    @property
    def is_staff(self) -> bool:
        """True for accounts with a staff role."""
        return self._audience is Audience.STAFF

    @cached_property
    def place(self) -> Place:
        """Position of the page, by which templates cache header and bottom bar."""
        header, bottom = self._section(self._audience.header), self._section(self._audience.bottom)
        return Place(self._audience.name, header, bottom, self.up, self.shareable)

    @property
    def shareable(self) -> bool:
        """True where the address of the page is for everybody; personal pages and links with a
        token in them are not offered for sharing."""
        path = self._request.path
        return path in SHAREABLE or path.startswith(SHAREABLE_SECTIONS)

    @property
    def up(self) -> str:
        """Parent page: the start of its section, or the home page; "" on the home page."""
        path = self._request.path
        section = self._section(self._audience.header)
        if path == HOME:
            return ""
        return section if section and section != path else HOME

    def _section(self, links: list[Link]) -> str:
        path = self._request.path
        return next((link.path for link in links if link.leads_to(path)), "")

    def _entries(self, links: list[Link]) -> Iterator[Entry]:
        for link in links:
            yield Entry(link, current=link.leads_to(self._request.path))

    @cached_property
    def _audience(self) -> Audience:
        if not self._request.user.is_authenticated:
            return Audience.VISITOR
        return Audience.STAFF if actor_of(self._request).roles else Audience.MEMBER
