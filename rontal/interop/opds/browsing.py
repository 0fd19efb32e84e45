"""Views for browsing the collection: the root, navigation feeds, lists, publications."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from rontal.catalogue import browsing, registers, search, selectors
from rontal.catalogue.registers import OTHER, Entry, Register
from rontal.catalogue.rows import Row
from rontal.catalogue.search import Bucket, Facets, Filters, Sort
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
from rontal.interop.opds.query import Asked, letter_of, page_of
from rontal.interop.opds.versions import WEBPUB, Form, Visit
from rontal.lending import selectors as lending
from rontal.standard.selectors import library

IN_GROUP: Final = 8
MOST_SHOWN: Final = 50
PER_REGISTER: Final = 50
AT_ONCE: Final = 500
"""Number of names above which an alphabetical list starts with its letters."""


@dataclass(frozen=True)
class _Shelf:
    """Alphabetical list with its URL and title."""

    base: str
    title: str
    register: Register


def root(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns the root feed; in OPDS 2.0 with groups of publications."""
    visit = Visit.of(request, form)
    groups = _groups(visit) if form is WEBPUB else []
    newest = selectors.newest(1)
    feed = Feed(
        title=library().name,
        href="",
        identifier=identifiers.of_feed(""),
        kind=Kind.NAVIGATION,
        updated=lists.newest(newest),
        navigation=_ways() + (_own() if visit.reader else []),
        groups=groups,
        subtitle=_("Books to read and to borrow, free of charge"),
    )
    return visit.feed(feed)


def every(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns all titles, filtered by facets."""
    visit = Visit.of(request, form)
    asked = Asked.of(request.GET, Sort.NAME)
    return visit.feed(lists.found(Place("semua/", _("All titles")), asked, visit.actor))


def results(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns search results."""
    visit, asked = Visit.of(request, form), Asked.of(request.GET)
    title = _("Search: %(words)s") % {"words": asked.words} if asked.words else _("Search")
    return visit.feed(lists.found(Place("cari/", title), asked, visit.actor))


def newest(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns titles by date of addition, newest first."""
    visit = Visit.of(request, form)
    asked = Asked.of(request.GET, Sort.NEWEST)
    return visit.feed(lists.found(Place("baru/", _("New titles")), asked, visit.actor))


def popular(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns the titles borrowed most."""
    visit = Visit.of(request, form)
    return visit.feed(lists.whole(Place("populer/", _("Popular")), _popular(), visit.actor))


def picked(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns the titles recommended by librarians."""
    visit = Visit.of(request, form)
    place = Place("pilihan/", _("Recommended by librarians"))
    return visit.feed(lists.whole(place, selectors.picked(MOST_SHOWN), visit.actor))


def languages(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns the languages of the collection."""
    visit = Visit.of(request, form)
    ways = [
        Link(language_label(str(one.value)), f"semua/?bahasa={one.value}", count=one.count)
        for one in _counted().languages
        if one.value != "und"
    ]
    return visit.feed(_choice("bahasa/", _("By language"), ways))


def audiences(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns the audiences of the collection."""
    visit = Visit.of(request, form)
    buckets: Sequence[Bucket] = _counted().audiences
    ways = [
        Link(audience_label(str(one.value)), f"semua/?untuk={one.value}", count=one.count)
        for one in buckets
    ]
    return visit.feed(_choice("untuk/", _("By audience"), ways))


def subjects(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns all subjects by name."""
    shelf = _Shelf("topik/", _("By topic"), registers.SUBJECTS)
    return _walked(request, form, shelf)


def people(request: HttpRequest, form: Form) -> HttpResponse:
    """Returns all persons and bodies by name."""
    shelf = _Shelf("orang/", _("By person"), registers.AGENTS)
    return _walked(request, form, shelf)


def subject(request: HttpRequest, form: Form, pk: int) -> HttpResponse:
    """Returns the titles with a subject."""
    visit, found = Visit.of(request, form), browsing.subject(_id(pk))
    if found.pk != pk:
        return HttpResponsePermanentRedirect(f"{form.root}topik/{found.pk}/")
    place = Place(f"topik/{pk}/", found.name, "subject", pk, _up("topik/", _("By topic")))
    asked = replace(Asked.of(request.GET, Sort.NAME), subject=None)
    return visit.feed(lists.found(place, asked, visit.actor))


def person(request: HttpRequest, form: Form, pk: int) -> HttpResponse:
    """Returns the titles of a person or body."""
    visit, found = Visit.of(request, form), browsing.agent(_id(pk))
    if found.pk != pk:
        return HttpResponsePermanentRedirect(f"{form.root}orang/{found.pk}/")
    place = Place(f"orang/{pk}/", found.name, "agent", pk, _up("orang/", _("By person")))
    asked = replace(Asked.of(request.GET, Sort.NAME), agent=None)
    return visit.feed(lists.found(place, asked, visit.actor))


def series(request: HttpRequest, form: Form, pk: int) -> HttpResponse:
    """Returns the titles of a series."""
    visit, found = Visit.of(request, form), browsing.series(_id(pk))
    if found.pk != pk:
        return HttpResponsePermanentRedirect(f"{form.root}seri/{found.pk}/")
    place = Place(f"seri/{pk}/", found.name, "series", pk)
    asked = replace(Asked.of(request.GET, Sort.NAME), series=None)
    return visit.feed(lists.found(place, asked, visit.actor))


def title(request: HttpRequest, form: Form, slug: str) -> HttpResponse:
    """Returns one complete publication. A joined title redirects to its target. Raises TitleGone
    for a withdrawn one."""
    visit, row = Visit.of(request, form), browsing.title_at(slug)
    if row.state is TitleState.JOINED:
        other = browsing.slug_of_joined(row.id)
        if not other:
            raise TitleGone
        return HttpResponsePermanentRedirect(f"{form.root}judul/{other}/")
    if row.state is not TitleState.PUBLIC:
        raise TitleGone
    return visit.publication(lists.publication(row, visit.actor))


def _ways() -> list[Link]:
    """Returns the navigation of the root, with relations that KOReader supports: it cannot open
    links with others. Therefore recommended titles are a subsection and not "featured"."""
    ways = Kind.NAVIGATION
    return [
        Link(_("New titles"), "baru/", NEW, about=_("Recently added")),
        Link(_("Popular"), "populer/", POPULAR, about=_("Most borrowed in recent weeks")),
        Link(_("Recommended by librarians"), "pilihan/"),
        Link(_("All titles"), "semua/"),
        Link(_("By topic"), "topik/", kind=ways),
        Link(_("By person"), "orang/", kind=ways),
        Link(_("By language"), "bahasa/", kind=ways),
        Link(_("By audience"), "untuk/", kind=ways),
    ]


def _own() -> list[Link]:
    """Returns links to the reader's own lists, as some apps ignore the shelf relation."""
    return [
        Link(_("My books"), "rak/", about=_("Your loans and holds")),
        Link(_("My reading list"), "ingin/", about=_("Only you can see this list")),
    ]


def _groups(visit: Visit) -> list[Group]:
    """Returns groups of new, popular and recommended titles; empty groups are left out. One
    availability query for all groups."""
    new, popular, picked, *_rest = _ways()
    found = search.find("", filters=Filters(), sort=Sort.NEWEST, offset=0, limit=IN_GROUP)
    shelves = [
        (replace(new, count=found.total), browsing.public_in_order(found.ids)),
        (popular, _popular()[:IN_GROUP]),
        (picked, selectors.picked(IN_GROUP)),
    ]
    titles = {row.id: row for _link, shelf in shelves for row in shelf}
    made = {one.row.id: one for one in lists.publications(list(titles.values()), visit.actor)}
    return [Group(link, [made[row.id] for row in shelf]) for link, shelf in shelves if shelf]


def _popular() -> list[Row]:
    return browsing.public_in_order(lending.popular(MOST_SHOWN))


def _counted() -> Facets:
    found = search.find("", filters=Filters(), offset=0, limit=0, facets=True)
    return found.facets or Facets()


def _choice(base: str, title: str, ways: Sequence[Link], page: Page | None = None) -> Feed:
    return Feed(
        title=title,
        href=base,
        identifier=identifiers.of_feed(base),
        kind=Kind.NAVIGATION,
        updated=lists.newest(selectors.newest(1)) if ways else BEGINNING,
        up=home(),
        navigation=ways,
        page=page,
    )


def _walked(request: HttpRequest, form: Form, shelf: _Shelf) -> HttpResponse:
    """Returns an alphabetical list: its letters where it is long, else a page of all names or of
    those with a first letter."""
    visit, number, letter = Visit.of(request, form), page_of(request.GET), letter_of(request.GET)
    total = shelf.register.count(letter) if letter else _total(shelf)
    if total > AT_ONCE and number == 1 and not letter:
        return visit.feed(_choice(shelf.base, shelf.title, _letters(shelf)))
    offset = (number - 1) * PER_REGISTER
    found = shelf.register.page(letter, offset=offset, limit=PER_REGISTER + 1)
    return visit.feed(_register(shelf, found, number, total, letter))


def _total(shelf: _Shelf) -> int:
    """Returns the number of names, counted once for each version of the catalogue: a program that
    pages through the people of a million titles sends ten thousand requests.
    """
    return cached(f"opds:count:{shelf.base}", Topic.CATALOGUE, shelf.register.count)


def _letters(shelf: _Shelf) -> list[Link]:
    return [
        Link(
            _("Others") if letter == OTHER else letter.upper(),
            f"{shelf.base}?huruf={letter}",
            kind=Kind.NAVIGATION,
        )
        for letter in shelf.register.letters()
    ]


def _register(shelf: _Shelf, found: Sequence[Entry], number: int, total: int, letter: str) -> Feed:
    """Returns a page of an alphabetical list. The next page is also a navigation link, because
    Thorium and others follow "next" only in lists of publications."""
    if number > 1 and not found:
        raise NoSuchPage
    base, start = shelf.base, f"huruf={letter}" if letter else ""

    def at(page: int) -> str:
        query = "&".join(part for part in (start, f"page={page}" if page > 1 else "") if part)
        return f"{base}?{query}" if query else base

    ways = [Link(one.name, f"{base}{one.id}/", count=one.titles) for one in found[:PER_REGISTER]]
    pages = [("first", 1), ("last", max(1, -(-total // PER_REGISTER)))]
    if number > 1:
        pages.append(("previous", number - 1))
    if len(found) > PER_REGISTER:
        pages.append(("next", number + 1))
        on = _("More, from %(name)s") % {"name": found[PER_REGISTER].name}
        ways.append(Link(on, at(number + 1), kind=Kind.NAVIGATION))
    addresses = [(rel, at(page)) for rel, page in pages]
    feed = _choice(base, shelf.title, ways, Page(number, PER_REGISTER, total, addresses))
    if not letter:
        return replace(feed, href=at(number))
    up = _up(base, shelf.title)
    return replace(feed, href=at(number), identifier=identifiers.of_feed(at(1)), up=up)


def _up(base: str, title: str) -> Link:
    return Link(title, base, "up", Kind.NAVIGATION)


def _id(pk: int) -> int:
    """Returns an id that fits a database column. Raises NotFound."""
    if pk >= 2**63:
        raise NotFound
    return pk
