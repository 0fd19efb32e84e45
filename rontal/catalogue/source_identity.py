"""Identity of this library's catalogue in other programs: the source named in its records (003 of
MARC, the domain of OAI), and the URLs of titles. Neither depends on the library's name."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import slugify

from records.formats.identity import MEDIA, Identity
from records.record import Record
from rontal.catalogue.rows import Row
from rontal.standard.selectors import library

NO_SOURCE: Final = "rontal.invalid"
"""Source of a library whose URL has no domain name; it may be shared by several libraries."""
FORMER: Final = "rontal"
"""Source that `rontal export` once wrote for every library; the desk wrote its name."""
_DOMAIN: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]+)+")


def source() -> str:
    """Returns the host of PUBLIC_URL, or NO_SOURCE where that is no domain name."""
    return _source_of(settings.PUBLIC_URL)


def sources() -> dict[str, bool]:
    """Returns all sources that this library's records have ever named; the value is True where the
    source identifies this library alone."""
    now = source()
    return {FORMER: False, slugify(library().name)[:60] or FORMER: False, now: now != NO_SOURCE}


def page(slug: str = "") -> str:
    """Returns the URL of a title's page; without `slug` the prefix of all title URLs."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/koleksi/{slug and f'{slug}/'}"


def identity(row: Row) -> Identity:
    """Returns the identity of a title in this catalogue, for a record in another format."""
    media = tuple(dict.fromkeys(MEDIA[file.format] for file in row.files))
    return Identity(str(row.id), source(), page(row.slug), row.added_at, row.changed_at, media)


def records(rows: Iterable[Row]) -> Iterator[tuple[Record, Identity]]:
    """Yields titles as records with their identities, as `formats.write` takes them."""
    return ((row.record(), identity(row)) for row in rows)


@cache
def _source_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return host if _DOMAIN.fullmatch(host) else NO_SOURCE
