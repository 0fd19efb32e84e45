"""Views for browsing the collection: the root, navigation feeds, lists, publications."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from rontal.catalogue import browsing, registers, selectors
from rontal.catalogue.registers import OTHER, Entry, Register
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.errors import NotFound
from rontal.core.versions import Topic, cached
from rontal.interop.opds import identifiers, lists
from rontal.interop.opds.errors import NoSuchPage, TitleGone
from rontal.interop.opds.facets import audience_label, language_label
from rontal.interop.opds.feed_data import (
    NEW,
    POPULAR,
    Feed,
    Group,
    Kind,
    Link,
    Page,
)
from rontal.interop.opds.lists import BEGINNING, Place, home
from rontal.interop.opds.query import ListQuery, letter_of, page_of
from rontal.interop.opds.versions import WEBPUB, AppRequest, OpdsVersion
from rontal.lending import selectors as lending
from rontal.search import selectors as search
from rontal.search.filters import Filters, Sort
from rontal.search.results import Bucket, Facets
from rontal.standard.selectors import library
from rontal.ui import request_limits

GROUP_SIZE: Final = 8
MAX_TITLES: Final = 50
PER_REGISTER: Final = 50
MAX_NAMES_WITHOUT_LETTERS: Final = 500
"""Number of names above which an alphabetical list starts with its letters."""


@dataclass(frozen=True)
class _AlphabeticalList:
    """Alphabetical list with its URL and title."""

    base: str
    title: str
    register: Register


def root(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns the root feed; in OPDS 2.0 with groups of publications."""
    app_request = AppRequest.of(request, version)
    groups = _groups(app_request) if version is WEBPUB else []
    newest = selectors.newest(1)
    feed = Feed(
        title=library().name,
        href="",
        identifier=identifiers.of_feed(""),
        kind=Kind.NAVIGATION,
        updated=lists.newest(newest),
        navigation=_root_links() + (_reader_links() if app_request.reader else []),
        groups=groups,
        subtitle=_("Books to read and to borrow, free of charge"),
    )
    return app_request.feed(feed)


def all_titles(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns all titles, filtered by facets."""
    app_request = AppRequest.of(request, version)
    query = ListQuery.of(request.GET, Sort.NAME)
    return app_request.feed(
        lists.search_feed(Place("semua/", _("All titles")), query, app_request.actor)
    )


def results(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    request_limits.count_request(request_limits.SEARCHES, request)
    app_request, query = AppRequest.of(request, version), ListQuery.of(request.GET)
    title = _("Search: %(words)s") % {"words": query.words} if query.words else _("Search")
    return app_request.feed(lists.search_feed(Place("cari/", title), query, app_request.actor))


def newest(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns titles by date of addition, newest first."""
    app_request = AppRequest.of(request, version)
    query = ListQuery.of(request.GET, Sort.NEWEST)
    return app_request.feed(
        lists.search_feed(Place("baru/", _("New titles")), query, app_request.actor)
    )


def popular(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns the titles borrowed most."""
    app_request = AppRequest.of(request, version)
    return app_request.feed(
        lists.single_page_feed(
            Place("populer/", _("Popular")), _popular_titles(), app_request.actor
        )
    )


def recommended(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns the titles recommended by librarians."""
    app_request = AppRequest.of(request, version)
    place = Place("pilihan/", _("Recommended by librarians"))
    return app_request.feed(
        lists.single_page_feed(place, selectors.picked(MAX_TITLES), app_request.actor)
    )


def languages(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    app_request = AppRequest.of(request, version)
    links = [
        Link(language_label(str(one.value)), f"semua/?bahasa={one.value}", count=one.count)
        for one in _facet_counts().languages
        if one.value != "und"
    ]
    return app_request.feed(_navigation_feed("bahasa/", _("By language"), links))


def audiences(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    app_request = AppRequest.of(request, version)
    buckets: Sequence[Bucket] = _facet_counts().audiences
    links = [
        Link(audience_label(str(one.value)), f"semua/?untuk={one.value}", count=one.count)
        for one in buckets
    ]
    return app_request.feed(_navigation_feed("untuk/", _("By audience"), links))


def subjects(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    shelf = _AlphabeticalList("topik/", _("By topic"), registers.SUBJECTS)
    return _alphabetical_view(request, version, shelf)


def people(request: HttpRequest, version: OpdsVersion) -> HttpResponse:
    """Returns all persons and bodies by name."""
    shelf = _AlphabeticalList("orang/", _("By person"), registers.AGENTS)
    return _alphabetical_view(request, version, shelf)


def subject(request: HttpRequest, version: OpdsVersion, pk: int) -> HttpResponse:
    app_request, heading = AppRequest.of(request, version), browsing.subject(_valid_id(pk))
    if heading.pk != pk:
        return HttpResponsePermanentRedirect(f"{version.root}topik/{heading.pk}/")
    place = Place(
        f"topik/{pk}/", heading.name, "subject", pk, _parent_link("topik/", _("By topic"))
    )
    query = replace(ListQuery.of(request.GET, Sort.NAME), subject=None)
    return app_request.feed(lists.search_feed(place, query, app_request.actor))


def person(request: HttpRequest, version: OpdsVersion, pk: int) -> HttpResponse:
    """Returns the titles of a person or body."""
    app_request, heading = AppRequest.of(request, version), browsing.agent(_valid_id(pk))
    if heading.pk != pk:
        return HttpResponsePermanentRedirect(f"{version.root}orang/{heading.pk}/")
    place = Place(f"orang/{pk}/", heading.name, "agent", pk, _parent_link("orang/", _("By person")))
    query = replace(ListQuery.of(request.GET, Sort.NAME), agent=None)
    return app_request.feed(lists.search_feed(place, query, app_request.actor))


def series(request: HttpRequest, version: OpdsVersion, pk: int) -> HttpResponse:
    app_request, heading = AppRequest.of(request, version), browsing.series(_valid_id(pk))
    if heading.pk != pk:
        return HttpResponsePermanentRedirect(f"{version.root}seri/{heading.pk}/")
    place = Place(f"seri/{pk}/", heading.name, "series", pk)
    query = replace(ListQuery.of(request.GET, Sort.NAME), series=None)
    return app_request.feed(lists.search_feed(place, query, app_request.actor))


def title(request: HttpRequest, version: OpdsVersion, slug: str) -> HttpResponse:
    """Returns one complete publication. A joined title redirects to its target. Raises TitleGone
    for a withdrawn one."""
    app_request, row = AppRequest.of(request, version), browsing.title_by_slug(slug)
    if row.state is TitleState.JOINED:
        other = browsing.slug_of_merge_target(row.id)
        if not other:
            raise TitleGone
        return HttpResponsePermanentRedirect(f"{version.root}judul/{other}/")
    if row.state is not TitleState.PUBLIC:
        raise TitleGone
    return app_request.publication(lists.publication(row, app_request.actor))


def _root_links() -> list[Link]:
    """Returns the navigation of the root, with relations that KOReader supports: it cannot open
    links with others. Therefore recommended titles are a subsection and not "featured"."""
    navigation = Kind.NAVIGATION
    return [
        Link(_("New titles"), "baru/", NEW, about=_("Recently added")),
        Link(_("Popular"), "populer/", POPULAR, about=_("Most borrowed in recent weeks")),
        Link(_("Recommended by librarians"), "pilihan/"),
        Link(_("All titles"), "semua/"),
        Link(_("By topic"), "topik/", kind=navigation),
        Link(_("By person"), "orang/", kind=navigation),
        Link(_("By language"), "bahasa/", kind=navigation),
        Link(_("By audience"), "untuk/", kind=navigation),
    ]


def _reader_links() -> list[Link]:
    """Returns links to the reader's own lists, as some apps ignore the shelf relation."""
    return [
        Link(_("My books"), "rak/", about=_("Your loans and holds")),
        Link(_("My reading list"), "ingin/", about=_("Only you can see this list")),
    ]


def _groups(app_request: AppRequest) -> list[Group]:
    """Returns groups of new, popular and recommended titles; empty groups are left out. One
    availability query for all groups."""
    new, popular, recommended, *_rest = _root_links()
    newest_titles = search.find("", filters=Filters(), sort=Sort.NEWEST, offset=0, limit=GROUP_SIZE)
    shelves = [
        (replace(new, count=newest_titles.total), browsing.public_in_order(newest_titles.ids)),
        (popular, _popular_titles()[:GROUP_SIZE]),
        (recommended, selectors.picked(GROUP_SIZE)),
    ]
    titles = {row.id: row for _link, shelf in shelves for row in shelf}
    publications = {
        one.row.id: one for one in lists.publications(list(titles.values()), app_request.actor)
    }
    return [
        Group(link, [publications[row.id] for row in shelf]) for link, shelf in shelves if shelf
    ]


def _popular_titles() -> list[Row]:
    return browsing.public_in_order(lending.popular(MAX_TITLES))


def _facet_counts() -> Facets:
    result = search.find("", filters=Filters(), offset=0, limit=0, facets=True)
    return result.facets or Facets()


def _navigation_feed(
    base: str, title: str, links: Sequence[Link], page: Page | None = None
) -> Feed:
    return Feed(
        title=title,
        href=base,
        identifier=identifiers.of_feed(base),
        kind=Kind.NAVIGATION,
        updated=lists.newest(selectors.newest(1)) if links else BEGINNING,
        up=home(),
        navigation=links,
        page=page,
    )


def _alphabetical_view(
    request: HttpRequest, version: OpdsVersion, shelf: _AlphabeticalList
) -> HttpResponse:
    """Returns an alphabetical list: its letters where it is long, else a page of all names or of
    those with a first letter."""
    app_request, number, letter = (
        AppRequest.of(request, version),
        page_of(request.GET),
        letter_of(request.GET),
    )
    total = shelf.register.count(letter) if letter else _name_count(shelf)
    if total > MAX_NAMES_WITHOUT_LETTERS and number == 1 and not letter:
        return app_request.feed(_navigation_feed(shelf.base, shelf.title, _letter_links(shelf)))
    offset = (number - 1) * PER_REGISTER
    entries = shelf.register.page(letter, offset=offset, limit=PER_REGISTER + 1)
    return app_request.feed(_alphabetical_page(shelf, entries, number, total, letter))


def _name_count(shelf: _AlphabeticalList) -> int:
    """Returns the number of names, counted once for each version of the catalogue: a program that
    pages through the people of a million titles sends ten thousand requests.
    """
    return cached(f"opds:count:{shelf.base}", Topic.CATALOGUE, shelf.register.count)


def _letter_links(shelf: _AlphabeticalList) -> list[Link]:
    return [
        Link(
            _("Others") if letter == OTHER else letter.upper(),
            f"{shelf.base}?huruf={letter}",
            kind=Kind.NAVIGATION,
        )
        for letter in shelf.register.letters()
    ]


def _alphabetical_page(
    shelf: _AlphabeticalList, entries: Sequence[Entry], number: int, total: int, letter: str
) -> Feed:
    """Returns a page of an alphabetical list. The next page is also a navigation link, because
    Thorium and others follow "next" only in lists of publications."""
    if number > 1 and not entries:
        raise NoSuchPage
    base, start = shelf.base, f"huruf={letter}" if letter else ""

    def page_url(page: int) -> str:
        query = "&".join(part for part in (start, f"page={page}" if page > 1 else "") if part)
        return f"{base}?{query}" if query else base

    links = [Link(one.name, f"{base}{one.id}/", count=one.titles) for one in entries[:PER_REGISTER]]
    pages = [("first", 1), ("last", max(1, -(-total // PER_REGISTER)))]
    if number > 1:
        pages.append(("previous", number - 1))
    if len(entries) > PER_REGISTER:
        pages.append(("next", number + 1))
        next_label = _("More, from %(name)s") % {"name": entries[PER_REGISTER].name}
        links.append(Link(next_label, page_url(number + 1), kind=Kind.NAVIGATION))
    addresses = [(rel, page_url(page)) for rel, page in pages]
    feed = _navigation_feed(base, shelf.title, links, Page(number, PER_REGISTER, total, addresses))
    if not letter:
        return replace(feed, href=page_url(number))
    up = _parent_link(base, shelf.title)
    return replace(feed, href=page_url(number), identifier=identifiers.of_feed(page_url(1)), up=up)


def _parent_link(base: str, title: str) -> Link:
    return Link(title, base, "up", Kind.NAVIGATION)


def _valid_id(pk: int) -> int:
    """Returns an id that fits a database column. Raises NotFound."""
    if pk >= 2**63:
        raise NotFound
    return pk
