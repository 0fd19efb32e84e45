"""URLs of the catalogue's pages, built without `reverse()` for each of many list entries."""

from functools import cache

from django.urls import reverse

from rontal.catalogue import rules
from rontal.catalogue.rows import Row


@cache
def collection() -> str:
    """Returns the URL of the catalogue's start page; cached."""
    return reverse("collection")


def title(slug: str) -> str:
    return f"{collection()}{slug}/"


def similar(slug: str) -> str:
    """Returns the URL of the titles similar to one."""
    return f"{title(slug)}serupa/"


def cite(slug: str) -> str:
    """Returns the URL of a title's citations."""
    return f"{title(slug)}kutip/"


def read(row: Row) -> list[str]:
    """Returns the URLs at which anyone may read an open title: as text, and page by page."""
    ways = (("baca", row.open_text), ("halaman", row.open_pages))
    return [f"{title(row.slug)}{way}/" for way, is_there in ways if is_there]


def sample(slug: str) -> str:
    """Returns the URL of a title's sample."""
    return f"{title(slug)}cuplikan/"


def cover(digest: str, width: int) -> str:
    """Returns the URL of a cover image, `width` in pixels."""
    return f"{collection()}sampul/{digest}-{width}.webp"


def agent(pk: int, name: str) -> str:
    """Returns the URL of a person or corporate body."""
    return f"{collection()}orang/{pk}-{rules.slug(name)}/"


def subject(pk: int, name: str) -> str:
    return f"{collection()}subjek/{pk}-{rules.slug(name)}/"


def shelf(begins: str) -> str:
    """Returns the URL of the titles whose class number begins with `begins`."""
    return f"{collection()}?kelas={begins}"


def series(pk: int, name: str) -> str:
    return f"{collection()}seri/{pk}-{rules.slug(name)}/"
