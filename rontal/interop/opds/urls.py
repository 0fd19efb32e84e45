"""URLs of OPDS: the same below `/opds/` (1.2) and `/opds/2/` (2.0)."""

from django.urls import URLPattern, URLResolver, include, path

from rontal.interop.opds import bookshelf, browsing, files, search_description
from rontal.interop.opds.decorators import View, door, same_for_all
from rontal.interop.opds.query import KNOWN
from rontal.interop.opds.versions import ATOM, WEBPUB, Form
from rontal.ui.page_cache import cached_page

ACTS = ("GET", "POST", "PUT", "DELETE")
_CHANGING = cached_page("catalogue", "events", query=KNOWN)
_CATALOGUE = cached_page("catalogue", query=("huruf", "page"))


def _public(view: View) -> View:
    """Decorates a list with availability: cached until the catalogue changes or an event occurs."""
    return _CHANGING(door(view))


def _of_catalogue(view: View) -> View:
    """Decorates a list that depends on the catalogue only: cached until the catalogue changes."""
    return _CATALOGUE(door(view))


ROOT = _public(browsing.root)
LISTS: dict[str, View] = {
    "semua/": _public(browsing.every),
    "cari/": _public(browsing.results),
    "baru/": _public(browsing.newest),
    "populer/": _public(browsing.popular),
    "pilihan/": _public(browsing.picked),
    "bahasa/": _of_catalogue(browsing.languages),
    "untuk/": _of_catalogue(browsing.audiences),
    "topik/": _of_catalogue(browsing.subjects),
    "topik/<int:pk>/": _public(browsing.subject),
    "orang/": _of_catalogue(browsing.people),
    "orang/<int:pk>/": _public(browsing.person),
    "seri/<int:pk>/": _public(browsing.series),
    "judul/<slug:slug>/": _public(browsing.title),
    "judul/<slug:slug>/pinjam/": door(bookshelf.borrow, methods=ACTS),
    "judul/<slug:slug>/kembalikan/": door(bookshelf.revoke, methods=ACTS),
    "rak/": door(bookshelf.shelf),
    "ingin/": door(bookshelf.wanted),
}


def _addresses(form: Form) -> list[URLPattern | URLResolver]:
    given = {"form": form}
    lists = [path(address, view, given) for address, view in LISTS.items()]
    return [path("", ROOT, given, name=form.name), *lists]


urlpatterns: list[URLPattern | URLResolver] = [
    path("cari.xml", cached_page()(door(search_description.description)), name="opds_search"),
    path("lambang.png", same_for_all(files.logo), name="opds_logo"),
    path("sampul/<slug:digest>-<int:width>.jpg", same_for_all(files.cover), name="opds_cover"),
    path(
        "sampul/judul/<slug:slug>-<int:width>.jpg",
        same_for_all(files.drawn_cover),
        name="opds_drawn_cover",
    ),
    path(
        "berkas/<int:pk>/<slug:name>.<slug:kind>",
        same_for_all(files.open_book),
        name="opds_file",
    ),
    path("2", ROOT, {"form": WEBPUB}, name="opds2_as_typed"),
    path("2/profil/", door(bookshelf.profile), {"form": WEBPUB}, name="opds_profile"),
    path("2/", include(_addresses(WEBPUB))),
    path("", include(_addresses(ATOM))),
]
