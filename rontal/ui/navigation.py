"""Where a visitor, a member and staff can go from any page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from rontal.ui.middleware import actor_of


@dataclass(frozen=True)
class Link:
    """One entry of the navigation; `main` is the one clear action."""

    label: str | Promise
    path: str
    main: bool = False


VISITOR = [
    Link(_("Collection"), "/koleksi/"),
    Link(_("What we promise"), "/standar-pelayanan/"),
    Link(_("My application"), "/status/"),
    Link(_("Sign in"), "/masuk/"),
    Link(_("Become a member"), "/daftar/", main=True),
]
MEMBER = [
    Link(_("My shelf"), "/rak/"),
    Link(_("Collection"), "/koleksi/"),
    Link(_("My card"), "/kartu/"),
    Link(_("My data"), "/akun/data/"),
    Link(_("Security"), "/akun/keamanan/"),
    Link(_("Sign out"), "/keluar/"),
]
STAFF = [
    Link(_("Desk"), "/meja/"),
    Link(_("Collection"), "/koleksi/"),
    Link(_("Security"), "/akun/keamanan/"),
    Link(_("Sign out"), "/keluar/"),
]


@dataclass(frozen=True)
class Entry:
    """A link as it stands on the page in hand."""

    link: Link
    current: bool


class Navigation:
    """Iterates the entries for whoever reads; asks who that is only when iterated."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def place(self) -> tuple[str, str]:
        """Who reads, and the entry that they are at: all that the entries depend on."""
        links = self._links
        here = next((link.path for link in links if self._request.path.startswith(link.path)), "")
        return links[0].path, here

    def __iter__(self) -> Iterator[Entry]:
        for link in self._links:
            yield Entry(link, current=self._request.path.startswith(link.path))

    @cached_property
    def _links(self) -> list[Link]:
        if not self._request.user.is_authenticated:
            return VISITOR
        return STAFF if actor_of(self._request).roles else MEMBER
