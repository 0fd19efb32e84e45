"""List of other editions on a title's page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rontal.catalogue.rows import Row
from rontal.lending.rules import Availability
from rontal.web.collection import addresses, book_lists
from rontal.web.collection.labels import format_name, language_name


@dataclass(frozen=True)
class Edition:
    """Line of the list: link, further words, availability as in `book_lists.Book`."""

    address: str
    name: str
    more: str
    state: str


def listed(rows: Iterable[tuple[Row, Availability]]) -> list[Edition]:
    """Returns the editions with language, year, publisher, format and availability."""
    return [_edition(one, free) for one, free in rows]


def _edition(one: Row, free: Availability) -> Edition:
    name = ", ".join(_edition_name(one)) or one.publisher or _("Another edition")
    state = book_lists.state_of(free, is_open=bool(one.open_files))
    return Edition(addresses.title(one.slug), name, " · ".join(_details(one, name)), state)


def _edition_name(one: Row) -> Iterator[str]:
    if language := language_name(one.language):
        yield language
    if one.year is not None:
        yield str(one.year)


def _details(one: Row, name: str) -> Iterator[str]:
    details = [one.edition, one.publisher, *_forms(one)]
    return (text for text in details if text and text != name)


def _forms(one: Row) -> Iterator[str]:
    return map(format_name, dict.fromkeys(file.format for file in one.files))
