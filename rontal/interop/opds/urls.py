"""URLs of OPDS: the same below `/opds/` (1.2) and `/opds/2/` (2.0)."""

from django.urls import URLPattern, URLResolver, include, path

from rontal.interop.opds import files, finding, shelf, walk
from rontal.interop.opds.door import View, door, same_for_all
from rontal.interop.opds.forms import ATOM, WEBPUB, Form
from rontal.interop.opds.query import KNOWN
from rontal.ui.constant import constant_until

ACTS = ("GET", "POST", "PUT", "DELETE")
_CHANGING = constant_until("catalogue", "events", query=KNOWN)
_CATALOGUE = constant_until("catalogue", query=("huruf", "page"))


def _public(view: View) -> View:
    """Decorates a list with availability: cached until the catalogue changes or an event occurs."""
    return _CHANGING(door(view))


def _of_catalogue(view: View) -> View:
    """Decorates a list that depends on the catalogue only: cached until the catalogue changes."""
    return _CATALOGUE(door(view))


ROOT = _public(walk.root)
LISTS: dict[str, View] = {
    "semua/": _public(walk.every),
    "cari/": _public(walk.results),
    "baru/": _public(walk.newest),
    "populer/": _public(walk.popular),
    "pilihan/": _public(walk.picked),
    "bahasa/": _of_catalogue(walk.languages),
    "untuk/": _of_catalogue(walk.audiences),
    "topik/": _of_catalogue(walk.subjects),
    "topik/<int:pk>/": _public(walk.subject),
    "orang/": _of_catalogue(walk.people),
    "orang/<int:pk>/": _public(walk.person),
    "seri/<int:pk>/": _public(walk.series),
    "judul/<slug:slug>/": _public(walk.title),
    "judul/<slug:slug>/pinjam/": door(shelf.borrow, methods=ACTS),
    "judul/<slug:slug>/kembalikan/": door(shelf.revoke, methods=ACTS),
    "rak/": door(shelf.shelf),
    "ingin/": door(shelf.wanted),
}


def _addresses(form: Form) -> list[URLPattern | URLResolver]:
    given = {"form": form}
    lists = [path(address, view, given) for address, view in LISTS.items()]
    return [path("", ROOT, given, name=form.name), *lists]


urlpatterns: list[URLPattern | URLResolver] = [
    path("cari.xml", constant_until()(door(finding.description)), name="opds_search"),
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
    path("2/profil/", door(shelf.profile), {"form": WEBPUB}, name="opds_profile"),
    path("2/", include(_addresses(WEBPUB))),
    path("", include(_addresses(ATOM))),
]
