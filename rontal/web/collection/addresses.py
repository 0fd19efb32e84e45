"""Addresses of the collection's pages, written many times in one list: their beginnings are asked
of the URL patterns once."""

from functools import cache

from django.urls import reverse

from rontal.catalogue import rules
from rontal.catalogue.rows import Row


@cache
def collection() -> str:
    """The front of the collection."""
    return reverse("collection")


def title(slug: str) -> str:
    """The page of a title."""
    return f"{collection()}{slug}/"


def similar(slug: str) -> str:
    """The titles like one."""
    return f"{title(slug)}serupa/"


def cite(slug: str) -> str:
    """How to cite a title."""
    return f"{title(slug)}kutip/"


def read(found: Row) -> list[str]:
    """Where everybody reads a title in the browser: as text, and page by page."""
    ways = (("baca", found.open_text), ("halaman", found.open_pages))
    return [f"{title(found.slug)}{way}/" for way, is_there in ways if is_there]


def sample(slug: str) -> str:
    """Where the beginning of a title is read."""
    return f"{title(slug)}cuplikan/"


def cover(digest: str, width: int) -> str:
    """A cover picture."""
    return f"{collection()}sampul/{digest}-{width}.webp"


def agent(pk: int, name: str) -> str:
    """The page of a person or body."""
    return f"{collection()}orang/{pk}-{rules.slug(name)}/"


def subject(pk: int, name: str) -> str:
    """The page of a subject."""
    return f"{collection()}subjek/{pk}-{rules.slug(name)}/"


def shelf(begins: str) -> str:
    """What stands on the shelf of a class number, or of its beginning."""
    return f"{collection()}?kelas={begins}"


def series(pk: int, name: str) -> str:
    """The page of a series."""
    return f"{collection()}seri/{pk}-{rules.slug(name)}/"
