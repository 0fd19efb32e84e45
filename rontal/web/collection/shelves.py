"""Shelves of covers and entry points for browsing the catalogue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from records.codes import Audience
from records.text import fold
from rontal.catalogue import browsing, rows, selectors
from rontal.catalogue.rows import Row
from rontal.lending import selectors as lending
from rontal.search import selectors as search
from rontal.search.filters import Filters, Sort
from rontal.search.results import Bucket, Facets
from rontal.search.words import STOP_WORDS
from rontal.web.collection import addresses
from rontal.web.collection.book_lists import Book, shelf
from rontal.web.collection.labels import AUDIENCES, CLASSES, language_name
from rontal.web.collection.query import Query

LENGTH: Final = 12
MIN_POPULAR: Final = 4  # fewer say nothing about what readers prefer
LANGUAGES: Final = 8
SUBJECTS: Final = 12
MIN_LETTERS: Final = 3  # minimum length of a search word that can match a class name


@dataclass(frozen=True)
class Shelf:
    """Row of books with a heading; `more` is the URL of further ones."""

    key: str
    name: str
    books: list[Book]
    more: str = ""


@dataclass(frozen=True)
class BrowsingLink:
    """Entry point for browsing: a subject, language, audience, or class with its number."""

    label: str | Promise
    address: str
    count: int
    number: str = ""


def landing() -> dict[str, Any]:
    """Returns the context of the catalogue's start page."""
    results = search.find("", filters=Filters(), offset=0, limit=0, facets=True)
    facets = results.facets or Facets()
    return {
        "query": Query({}),
        "total": results.total,
        "shelves": list(_shelves()),
        "classes": list(_classes()),
        "subjects": _subjects(facets.subjects[:SUBJECTS]),
        "tongues": [
            BrowsingLink(name, _search_url(bahasa=one.value), one.count)
            for one in facets.languages[:LANGUAGES]
            if (name := language_name(str(one.value)))
        ],
        "audiences": [
            BrowsingLink(
                AUDIENCES[Audience(str(one.value))], _search_url(untuk=one.value), one.count
            )
            for one in facets.audiences
        ],
    }


def newest(*, is_first: bool = False) -> Shelf:
    """Returns the shelf of the newest titles; `is_first` where it is visible without scrolling."""
    books = shelf(selectors.newest(LENGTH), is_first=is_first)
    return Shelf("new", _("New arrivals"), books, _search_url(urut="terbaru"))


def similar(title: Row, slot: str, *, is_first: bool) -> list[Book]:
    """Returns similar books, as covers of one of `book_lists.SLOTS`."""
    rows = browsing.public_in_order(search.similar(title.id, LENGTH))
    return shelf(rows, slot, is_first=is_first)


def named(words: str) -> list[BrowsingLink]:
    """Returns the main classes with titles whose name matches the search text.

    Prefixes of words match. Finds "sejarah" (history) even where no title contains the word.
    """
    word_starts = [word for word in _significant_words(words) if len(word) >= MIN_LETTERS]
    return list(_classes(word_starts)) if word_starts else []


def _shelves() -> Iterator[Shelf]:
    picked = selectors.picked(LENGTH)
    if picked:
        yield Shelf("picked", _("Recommended by our librarians"), shelf(picked, is_first=True))
    yield newest(is_first=not picked)
    popular = browsing.public_in_order(lending.popular(LENGTH))
    if len(popular) >= MIN_POPULAR:
        yield Shelf("popular", _("Most borrowed recently"), shelf(popular))
    children = search.find(
        "", filters=Filters(audience=Audience.CHILDREN), sort=Sort.NEWEST, offset=0, limit=LENGTH
    )
    if children.ids:
        books = shelf(rows.in_order(children.ids))
        yield Shelf(
            "children", _("For children"), books, _search_url(untuk=Audience.CHILDREN.value)
        )


def _classes(word_starts: Sequence[str] = ()) -> Iterator[BrowsingLink]:
    """Yields the main classes that have titles; with `word_starts` only matching ones."""
    for digit, name in CLASSES.items():
        if word_starts and not _name_matches(str(name), word_starts):
            continue
        results = search.find("", filters=Filters(shelf=digit), offset=0, limit=0)
        if results.total:
            yield BrowsingLink(name, addresses.shelf(digit), results.total, f"{digit}00")


def _name_matches(name: str, word_starts: Sequence[str]) -> bool:
    words = _significant_words(name)
    return all(any(word.startswith(start) for word in words) for start in word_starts)


def _significant_words(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in STOP_WORDS]


def _subjects(buckets: Sequence[Bucket]) -> list[BrowsingLink]:
    names = browsing.subject_names(int(one.value) for one in buckets) if buckets else {}
    return [
        BrowsingLink(names[pk], addresses.subject(pk, names[pk]), one.count)
        for one in buckets
        if (pk := int(one.value)) in names
    ]


def _search_url(**parts: object) -> str:
    return addresses.collection() + Query({}).address(**parts)
