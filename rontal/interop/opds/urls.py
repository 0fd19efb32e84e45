"""URLs of OPDS: the same below `/opds/` (1.2) and `/opds/2/` (2.0)."""

from django.urls import URLPattern, URLResolver, include, path

from rontal.interop.opds import bookshelf, browsing, files, search_description
from rontal.interop.opds.decorators import View, opds_view, public_file_view
from rontal.interop.opds.query import PARAMETERS
from rontal.interop.opds.versions import ATOM, WEBPUB, OpdsVersion
from rontal.ui.page_cache import cached_page

METHODS = ("GET", "POST", "PUT", "DELETE")
_CACHED_WITH_EVENTS = cached_page("catalogue", "events", query=PARAMETERS)
_CACHED_WITH_CATALOGUE = cached_page("catalogue", query=("huruf", "page"))


def _public_list(view: View) -> View:
    """Decorates a list with availability: cached until the catalogue changes or an event occurs."""
    return _CACHED_WITH_EVENTS(opds_view(view))


def _catalogue_list(view: View) -> View:
    """Decorates a list that depends on the catalogue only: cached until the catalogue changes."""
    return _CACHED_WITH_CATALOGUE(opds_view(view))


ROOT = _public_list(browsing.root)
LISTS: dict[str, View] = {
    "semua/": _public_list(browsing.all_titles),
    "cari/": _public_list(browsing.results),
    "baru/": _public_list(browsing.newest),
    "populer/": _public_list(browsing.popular),
    "pilihan/": _public_list(browsing.recommended),
    "bahasa/": _catalogue_list(browsing.languages),
    "untuk/": _catalogue_list(browsing.audiences),
    "topik/": _catalogue_list(browsing.subjects),
    "topik/<int:pk>/": _public_list(browsing.subject),
    "orang/": _catalogue_list(browsing.people),
    "orang/<int:pk>/": _public_list(browsing.person),
    "seri/<int:pk>/": _public_list(browsing.series),
    "judul/<slug:slug>/": _public_list(browsing.title),
    "judul/<slug:slug>/pinjam/": opds_view(bookshelf.borrow, methods=METHODS),
    "judul/<slug:slug>/kembalikan/": opds_view(bookshelf.revoke, methods=METHODS),
    "rak/": opds_view(bookshelf.shelf),
    "ingin/": opds_view(bookshelf.reading_list),
}


def _list_urls(version: OpdsVersion) -> list[URLPattern | URLResolver]:
    kwargs = {"version": version}
    lists = [path(address, view, kwargs) for address, view in LISTS.items()]
    return [path("", ROOT, kwargs, name=version.name), *lists]


urlpatterns: list[URLPattern | URLResolver] = [
    path("cari.xml", cached_page()(opds_view(search_description.description)), name="opds_search"),
    path("lambang.png", public_file_view(files.logo), name="opds_logo"),
    path("sampul/<slug:digest>-<int:width>.jpg", public_file_view(files.cover), name="opds_cover"),
    path(
        "sampul/judul/<slug:slug>-<int:width>.jpg",
        public_file_view(files.drawn_cover),
        name="opds_drawn_cover",
    ),
    path(
        "berkas/<int:pk>/<slug:name>.<slug:kind>",
        public_file_view(files.open_book),
        name="opds_file",
    ),
    path("2", ROOT, {"version": WEBPUB}, name="opds2_as_typed"),
    path("2/profil/", opds_view(bookshelf.profile), {"version": WEBPUB}, name="opds_profile"),
    path("2/", include(_list_urls(WEBPUB))),
    path("", include(_list_urls(ATOM))),
]
