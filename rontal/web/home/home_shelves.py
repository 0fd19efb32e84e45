"""Rows of books on a home page, each with the reason for showing it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.rows import Row
from rontal.web.collection import addresses, shelves
from rontal.web.collection.book_lists import Book, shelf


@dataclass(frozen=True)
class HomeShelf:
    """Row of books: name, reason, and URL of further ones."""

    key: str
    name: str
    why: str
    books: list[Book]
    more: str = ""


def listed_shelf(titles: list[Row], more: str) -> HomeShelf:
    """Returns titles of the member's reading list that can be borrowed now."""
    why = _("These are on your list and can be borrowed now.")
    return HomeShelf("listed", _("From your list"), why, shelf(titles[: shelves.LENGTH]), more)


def shelves_for_all() -> list[HomeShelf]:
    """Returns recommended and new titles, the same for every reader. Two queries."""
    picked, newest = catalogue.picked(shelves.LENGTH), shelves.newest()
    all_shelves = [
        HomeShelf(
            "picked",
            _("Librarians’ picks"),
            _("Chosen by our librarians for all readers."),
            shelf(picked),
            addresses.collection(),
        ),
        HomeShelf(
            "new",
            newest.name,
            _("The latest additions to the collection."),
            newest.books,
            newest.more,
        ),
    ]
    return [one for one in all_shelves if one.books]
